//! What stalls trade in.

use crate::kinds::codes;

codes! {
    /// The trade of a stall: one short list of our own, mapped to others on export.
    pub enum Category {
        Vegetables = "vegetables", "채소", "vegetables";
        Fruit = "fruit", "과일", "fruit";
        Fish = "fish", "수산물", "fish and seafood";
        DriedFish = "dried_fish", "건어물", "dried fish";
        Meat = "meat", "정육", "meat";
        Chicken = "chicken", "닭·오리", "poultry";
        Grain = "grain", "쌀·잡곡", "rice and grain";
        SideDishes = "side_dishes", "반찬", "side dishes";
        Kimchi = "kimchi", "김치·젓갈", "kimchi and salted seafood";
        RiceCake = "rice_cake", "떡", "rice cakes";
        Bakery = "bakery", "빵·과자", "bakery";
        Tofu = "tofu", "두부·묵", "tofu";
        Snacks = "snacks", "분식·먹거리", "street food";
        Restaurant = "restaurant", "음식점", "restaurant";
        Tea = "tea", "카페·차", "café and tea";
        Herbs = "herbs", "한약재·인삼", "medicinal herbs";
        Nuts = "nuts", "견과·건과", "nuts and dried fruit";
        Spices = "spices", "고추·기름방앗간", "chilli and oil mill";
        Clothes = "clothes", "의류", "clothes";
        Hanbok = "hanbok", "한복·포목", "hanbok and fabric";
        Bedding = "bedding", "이불", "bedding";
        Shoes = "shoes", "신발", "shoes";
        Bags = "bags", "가방·잡화", "bags and accessories";
        Kitchenware = "kitchenware", "그릇·주방", "kitchenware";
        Household = "household", "생활용품", "household goods";
        Hardware = "hardware", "철물", "hardware";
        Cosmetics = "cosmetics", "화장품", "cosmetics";
        Flowers = "flowers", "꽃·화분", "flowers and plants";
        Grocery = "grocery", "슈퍼·식료품", "grocery";
        Repair = "repair", "수선", "mending";
        Hair = "hair", "미용실", "hairdresser";
        Service = "service", "서비스", "services";
        Other = "other", "기타", "other";
    }
}
