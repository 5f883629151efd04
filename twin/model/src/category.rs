//! What stalls trade in.

use crate::kinds::codes;

codes! {
    /// The trade of a stall: one short list of our own, mapped to others on export.
    pub enum Category {
        Vegetables = "vegetables", "채소", "vegetables", "蔬菜", "野菜";
        Fruit = "fruit", "과일", "fruit", "水果", "果物";
        Fish = "fish", "수산물", "fish and seafood", "水产", "水産物";
        DriedFish = "dried_fish", "건어물", "dried fish", "海产干货", "乾物（海産）";
        Meat = "meat", "정육", "meat", "肉类", "精肉";
        Chicken = "chicken", "닭·오리", "poultry", "鸡鸭", "鶏・鴨";
        Grain = "grain", "쌀·잡곡", "rice and grain", "大米杂粮", "米・雑穀";
        SideDishes = "side_dishes", "반찬", "side dishes", "小菜", "惣菜";
        Kimchi = "kimchi", "김치·젓갈", "kimchi and salted seafood", "泡菜、腌海鲜", "キムチ・塩辛";
        RiceCake = "rice_cake", "떡", "rice cakes", "打糕、年糕", "餅";
        Bakery = "bakery", "빵·과자", "bakery", "面包点心", "パン・菓子";
        Tofu = "tofu", "두부·묵", "tofu", "豆腐、凉粉", "豆腐・ムク";
        Snacks = "snacks", "분식·먹거리", "street food", "小吃", "軽食・屋台";
        Restaurant = "restaurant", "음식점", "restaurant", "餐厅", "飲食店";
        Tea = "tea", "카페·차", "café and tea", "咖啡、茶", "カフェ・お茶";
        Herbs = "herbs", "한약재·인삼", "medicinal herbs", "韩药材、人参", "漢方・高麗人参";
        Nuts = "nuts", "견과·건과", "nuts and dried fruit", "坚果、干果", "ナッツ・ドライフルーツ";
        Spices = "spices", "고추·기름방앗간", "chilli and oil mill", "辣椒、榨油坊", "唐辛子・製油所";
        Clothes = "clothes", "의류", "clothes", "服装", "衣類";
        Hanbok = "hanbok", "한복·포목", "hanbok and fabric", "韩服、布料", "韓服・生地";
        Bedding = "bedding", "이불", "bedding", "寝具", "寝具";
        Shoes = "shoes", "신발", "shoes", "鞋", "靴";
        Bags = "bags", "가방·잡화", "bags and accessories", "箱包杂货", "かばん・雑貨";
        Kitchenware = "kitchenware", "그릇·주방", "kitchenware", "厨具餐具", "食器・台所用品";
        Household = "household", "생활용품", "household goods", "生活用品", "生活用品";
        Hardware = "hardware", "철물", "hardware", "五金", "金物";
        Cosmetics = "cosmetics", "화장품", "cosmetics", "化妆品", "化粧品";
        Flowers = "flowers", "꽃·화분", "flowers and plants", "鲜花、盆栽", "花・鉢植え";
        Grocery = "grocery", "슈퍼·식료품", "grocery", "超市、食品", "スーパー・食料品";
        Repair = "repair", "수선", "mending", "修补", "お直し";
        Hair = "hair", "미용실", "hairdresser", "美发", "美容室";
        Service = "service", "서비스", "services", "服务", "サービス";
        Other = "other", "기타", "other", "其他", "その他";
    }
}
