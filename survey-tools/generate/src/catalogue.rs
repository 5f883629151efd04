//! What stalls of each trade sell: names, units, usual prices of 2026 in won, and origins as the law asks.
//!
//! Prices follow the medians of Seoul's 2018 market price survey, raised by what food has risen since.

use market_model::Category;

/// A usual good.
#[derive(Debug, Clone, Copy)]
pub struct Usual {
    /// Korean name.
    pub ko: &'static str,
    /// English name.
    pub en: &'static str,
    /// What the price is for.
    pub unit: &'static str,
    /// Usual price in won.
    pub won: i32,
    /// Origin.
    pub origin: &'static str,
}

const fn usual(
    ko: &'static str,
    en: &'static str,
    unit: &'static str,
    won: i32,
    origin: &'static str,
) -> Usual {
    Usual { ko, en, unit, won, origin }
}

/// The usual goods of a trade; never empty.
#[must_use]
pub const fn goods(category: Category) -> &'static [Usual] {
    match category {
        Category::Vegetables => VEGETABLES,
        Category::Fruit => FRUIT,
        Category::Fish => FISH,
        Category::DriedFish => DRIED_FISH,
        Category::Meat => MEAT,
        Category::Chicken => CHICKEN,
        Category::Grain => GRAIN,
        Category::SideDishes => SIDE_DISHES,
        Category::Kimchi => KIMCHI,
        Category::RiceCake => RICE_CAKE,
        Category::Bakery => BAKERY,
        Category::Tofu => TOFU,
        Category::Snacks => SNACKS,
        Category::Restaurant => RESTAURANT,
        Category::Tea => TEA,
        Category::Herbs => HERBS,
        Category::Nuts => NUTS,
        Category::Spices => SPICES,
        Category::Clothes => CLOTHES,
        Category::Hanbok => HANBOK,
        Category::Bedding => BEDDING,
        Category::Shoes => SHOES,
        Category::Bags => BAGS,
        Category::Kitchenware => KITCHENWARE,
        Category::Household => HOUSEHOLD,
        Category::Hardware => HARDWARE,
        Category::Cosmetics => COSMETICS,
        Category::Flowers => FLOWERS,
        Category::Grocery => GROCERY,
        Category::Repair => REPAIR,
        Category::Hair => HAIR,
        Category::Service => SERVICE,
        Category::Other => OTHER,
    }
}

const VEGETABLES: &[Usual] = &[
    usual("배추", "Napa cabbage", "1포기", 4500, "국산"),
    usual("무", "Korean radish", "1개", 2500, "국산"),
    usual("대파", "Green onions", "1단", 3000, "국산"),
    usual("쪽파", "Scallions", "1단", 4500, "국산"),
    usual("양파", "Onions", "1망(1.5kg)", 3900, "국산"),
    usual("마늘", "Garlic", "1접(50개)", 18000, "국산"),
    usual("깐마늘", "Peeled garlic", "500g", 6000, "국산"),
    usual("상추", "Lettuce", "100g", 1200, "국산"),
    usual("깻잎", "Perilla leaves", "3묶음", 2000, "국산"),
];

const FRUIT: &[Usual] = &[
    usual("사과(부사)", "Apple (Fuji)", "1개(300g)", 3000, "국산"),
    usual("사과 한 소쿠리", "Basket of apples", "한 소쿠리(7개)", 15000, "국산"),
    usual("배(신고)", "Korean pear", "1개(600g)", 4500, "국산"),
    usual("감귤", "Mandarins", "1kg", 5000, "국산"),
    usual("단감", "Sweet persimmon", "5개", 5000, "국산"),
    usual("대봉감", "Soft persimmon", "4개", 6000, "국산"),
    usual("바나나", "Bananas", "1송이", 4500, "필리핀산"),
    usual("샤인머스캣", "Shine Muscat grapes", "1송이(600g)", 9000, "국산"),
    usual("딸기", "Strawberries", "500g", 14000, "국산"),
];

const FISH: &[Usual] = &[
    usual("고등어", "Mackerel", "1마리(30cm)", 4500, "국산"),
    usual("자반고등어", "Salted mackerel", "1손(2마리)", 8000, "국산"),
    usual("갈치", "Cutlassfish", "1마리", 12000, "국산"),
    usual("참조기", "Yellow croaker", "1마리(20cm)", 4500, "국산"),
    usual("동태", "Frozen pollock", "1마리(35cm)", 5000, "러시아산"),
    usual("생태", "Fresh pollock", "1마리", 9000, "일본산"),
    usual("오징어", "Squid", "1마리", 9000, "국산"),
    usual("낙지", "Long-arm octopus", "1마리", 8000, "국산"),
    usual("주꾸미", "Webfoot octopus", "500g", 12000, "국산"),
];

const DRIED_FISH: &[Usual] = &[
    usual("멸치(볶음용)", "Small anchovies", "300g", 9000, "국산"),
    usual("멸치(국물용)", "Stock anchovies", "300g", 8000, "국산"),
    usual("김(재래)", "Laver", "1톳(100장)", 12000, "국산"),
    usual("구운 김", "Roasted laver", "1봉(20장)", 4000, "국산"),
    usual("다시마", "Kelp", "200g", 5000, "국산"),
    usual("미역", "Sea mustard", "200g", 6000, "국산"),
    usual("마른오징어", "Dried squid", "5마리", 30000, "국산"),
    usual("북어채", "Shredded pollock", "200g", 8000, "러시아산"),
    usual("황태", "Freeze-dried pollock", "3마리", 15000, "러시아산(인제 덕장 건조)"),
];

const MEAT: &[Usual] = &[
    usual("한우 불고기", "Hanwoo bulgogi beef", "600g", 33000, "국내산 한우(1등급)"),
    usual("한우 국거리", "Hanwoo soup beef", "600g", 30000, "국내산 한우(1등급)"),
    usual("한우 등심", "Hanwoo sirloin", "100g", 11000, "국내산 한우(1++등급)"),
    usual("삼겹살", "Pork belly", "600g", 16500, "국내산(제주)"),
    usual("목살", "Pork neck", "600g", 15500, "국내산"),
    usual("앞다리살", "Pork shoulder", "600g", 9500, "국내산"),
    usual("돼지갈비", "Pork ribs", "600g", 11000, "국내산"),
    usual("돼지등뼈", "Pork backbone", "1kg", 5000, "국내산"),
    usual("양념불고기", "Marinated bulgogi", "600g", 14000, "돼지고기: 국내산"),
];

const CHICKEN: &[Usual] = &[
    usual("닭(백숙용)", "Whole chicken", "1마리(1kg)", 8500, "국내산"),
    usual("토종닭", "Native chicken", "1마리", 15000, "국내산"),
    usual("닭볶음탕용", "Chicken pieces", "1마리(1.1kg)", 9500, "국내산"),
    usual("닭다리살", "Chicken thigh", "500g", 8000, "국내산"),
    usual("닭강정", "Sweet crispy chicken", "1컵", 6000, "닭고기: 국내산"),
    usual("통닭", "Fried whole chicken", "1마리", 12000, "닭고기: 국내산"),
    usual("달걀", "Eggs", "30개", 7900, "국내산"),
    usual("유정란", "Free-range eggs", "10개", 5500, "국내산"),
    usual("오리(손질)", "Duck", "1마리(2kg)", 19000, "국내산"),
];

const GRAIN: &[Usual] = &[
    usual("쌀(신동진)", "Rice", "10kg", 34000, "국산"),
    usual("쌀(한 되)", "Rice, one doe", "1되(1.6kg)", 6000, "국산"),
    usual("찹쌀", "Glutinous rice", "1되(1.6kg)", 8000, "국산"),
    usual("현미", "Brown rice", "1되(1.6kg)", 6500, "국산"),
    usual("보리쌀", "Barley", "1되(1.5kg)", 5500, "국산"),
    usual("서리태", "Black soybeans", "1되(1.4kg)", 14000, "국산"),
    usual("팥", "Red beans", "1되(1.5kg)", 15000, "국산"),
    usual("메주콩", "Soybeans", "1되(1.4kg)", 10000, "국산"),
    usual("율무", "Job's tears", "500g", 7000, "국산"),
];

const SIDE_DISHES: &[Usual] = &[
    usual("멸치볶음", "Stir-fried anchovies", "200g", 5000, "멸치: 국산"),
    usual("콩자반", "Braised black beans", "200g", 4000, "콩: 국산"),
    usual("진미채무침", "Spicy squid strips", "200g", 6000, "오징어: 페루산"),
    usual("시금치나물", "Seasoned spinach", "200g", 4000, "시금치: 국산"),
    usual("고사리나물", "Seasoned bracken", "200g", 5000, "고사리: 중국산"),
    usual("도라지무침", "Seasoned bellflower root", "200g", 5000, "도라지: 국산"),
    usual("장조림", "Soy-braised beef", "200g", 8000, "쇠고기: 호주산"),
    usual("계란말이", "Rolled omelette", "1줄", 5000, "달걀: 국내산"),
    usual("잡채", "Japchae", "400g", 7000, "당면: 중국산, 시금치: 국산"),
];

const KIMCHI: &[Usual] = &[
    usual("포기김치", "Whole cabbage kimchi", "1kg", 12000, "배추·고춧가루: 국산"),
    usual("깍두기", "Radish kimchi", "1kg", 11000, "무·고춧가루: 국산"),
    usual("총각김치", "Ponytail radish kimchi", "1kg", 13000, "알타리무: 국산"),
    usual("열무김치", "Young radish kimchi", "1kg", 10000, "열무: 국산"),
    usual("갓김치", "Mustard leaf kimchi", "1kg", 14000, "갓: 국산(여수)"),
    usual("파김치", "Scallion kimchi", "500g", 9000, "쪽파: 국산"),
    usual("물김치", "Water kimchi", "1L", 7000, "무·배추: 국산"),
    usual("새우젓", "Salted shrimp", "500g", 12000, "국산"),
    usual("명란젓", "Salted pollock roe", "300g", 15000, "명란: 러시아산"),
];

const RICE_CAKE: &[Usual] = &[
    usual("가래떡", "Plain rice cake", "1kg", 8000, "쌀: 국산"),
    usual("떡국떡", "Sliced rice cake", "1kg", 7500, "쌀: 국산"),
    usual("인절미", "Injeolmi", "1팩", 4000, "찹쌀: 국산, 콩: 국산"),
    usual("송편", "Songpyeon", "1팩", 5000, "쌀: 국산"),
    usual("절편", "Jeolpyeon", "1팩", 4000, "쌀: 국산"),
    usual("시루떡", "Red bean rice cake", "1팩", 5000, "쌀: 국산, 팥: 중국산"),
    usual("백설기", "Steamed white rice cake", "1팩", 4000, "쌀: 국산"),
    usual("꿀떡", "Honey rice cake", "1팩", 4000, "쌀: 국산"),
    usual("약식", "Sweet glutinous rice", "1팩", 5000, "찹쌀: 국산, 밤: 국산"),
];

const BAKERY: &[Usual] = &[
    usual("단팥빵", "Red bean bun", "1개", 1500, "밀: 미국산·호주산, 팥: 중국산"),
    usual("소보로빵", "Streusel bun", "1개", 1500, "밀: 미국산·호주산"),
    usual("꽈배기", "Twisted doughnut", "3개", 2500, "밀: 미국산, 찹쌀: 국산"),
    usual("찹쌀도넛", "Sticky rice doughnut", "4개", 2000, "찹쌀: 국산"),
    usual("식빵", "White bread", "1봉", 4000, "밀: 미국산·캐나다산"),
    usual("옛날과자", "Old-style biscuits", "400g", 6000, "밀: 미국산"),
    usual("강정", "Rice crackers", "300g", 6000, "쌀·조청: 국산"),
    usual("카스텔라", "Castella", "1개", 5000, "밀: 미국산, 달걀: 국내산"),
    usual("크로켓", "Croquette", "1개", 2000, "밀: 미국산, 감자: 국산"),
];

const TOFU: &[Usual] = &[
    usual("손두부", "Handmade tofu", "1모", 4000, "콩: 국산(파주)"),
    usual("순두부", "Soft tofu", "1봉", 3000, "콩: 국산"),
    usual("도토리묵", "Acorn jelly", "1모", 4500, "도토리: 국산"),
    usual("메밀묵", "Buckwheat jelly", "1모", 4500, "메밀: 국산"),
    usual("청국장", "Fermented soybean paste", "300g", 5000, "콩: 국산"),
    usual("비지", "Soybean pulp", "1봉", 2000, "콩: 국산"),
    usual("콩국물", "Soy milk", "1L", 7000, "콩: 국산"),
    usual("유부", "Fried tofu", "20장", 4000, "콩: 미국산"),
];

const SNACKS: &[Usual] = &[
    usual("떡볶이", "Spicy rice cakes", "1인분", 4500, "쌀: 국산"),
    usual("순대", "Blood sausage", "1인분", 5000, "돼지고기: 국내산, 당면: 중국산"),
    usual("어묵꼬치", "Fish cake skewer", "1개", 1000, "어육: 베트남산"),
    usual("튀김", "Fritters", "5개", 4500, "밀: 미국산, 오징어: 페루산"),
    usual("김밥", "Gimbap", "1줄", 3500, "쌀: 국산"),
    usual("빈대떡", "Mung bean pancake", "1장", 6000, "녹두: 중국산, 돼지고기: 국내산"),
    usual("호떡", "Sweet pancake", "1개", 1500, "밀: 미국산"),
    usual("씨앗호떡", "Seed pancake", "1개", 2000, "밀: 미국산, 해바라기씨: 중국산"),
    usual("만두", "Dumplings", "1판(8개)", 5000, "돼지고기: 국내산, 김치: 국산"),
];

const RESTAURANT: &[Usual] = &[
    usual("칼국수", "Knife-cut noodles", "1그릇", 8000, "밀: 미국산, 바지락: 국산, 배추김치: 국산"),
    usual("잔치국수", "Banquet noodles", "1그릇", 6000, "밀: 미국산, 배추김치: 국산"),
    usual("순댓국", "Blood sausage soup", "1그릇", 9500, "돼지고기: 국내산, 쌀·배추김치: 국산"),
    usual("비빔밥", "Bibimbap", "1그릇", 9000, "쌀·나물: 국산, 고사리: 중국산"),
    usual("보리밥 정식", "Barley rice set", "1인분", 9000, "쌀·보리: 국산, 배추김치: 국산"),
    usual("김치찌개", "Kimchi stew", "1인분", 9000, "배추김치·돼지고기·쌀: 국산"),
    usual("된장찌개", "Soybean paste stew", "1인분", 8500, "콩: 국산, 쌀: 국산"),
    usual("돼지국밥", "Pork soup with rice", "1그릇", 9500, "돼지고기·쌀: 국산"),
    usual("생선구이 정식", "Grilled fish set", "1인분", 12000, "고등어: 노르웨이산, 쌀: 국산"),
];

const TEA: &[Usual] = &[
    usual("아메리카노", "Americano", "1잔", 2500, "원두: 브라질산·콜롬비아산"),
    usual("카페라테", "Caffè latte", "1잔", 3500, "원두: 브라질산, 우유: 국산"),
    usual("쌍화차", "Ssanghwa tea", "1잔", 6000, "한약재: 국산·중국산"),
    usual("대추차", "Jujube tea", "1잔", 5000, "대추: 국산(경산)"),
    usual("생강차", "Ginger tea", "1잔", 4500, "생강: 국산"),
    usual("유자차", "Citron tea", "1잔", 4500, "유자: 국산(고흥)"),
    usual("미숫가루", "Grain powder drink", "1잔", 4000, "곡물: 국산"),
    usual("수정과", "Cinnamon punch", "500mL", 4000, "계피: 베트남산, 곶감: 국산"),
];

const HERBS: &[Usual] = &[
    usual("수삼", "Fresh ginseng", "1채(750g)", 35000, "국산"),
    usual("홍삼절편", "Red ginseng slices", "200g", 28000, "국산"),
    usual("황기", "Astragalus root", "300g", 9000, "국산"),
    usual("당귀", "Angelica root", "300g", 9000, "국산"),
    usual("감초", "Liquorice", "300g", 7000, "중국산"),
    usual("대추(건)", "Dried jujube", "500g", 10000, "국산"),
    usual("구기자", "Goji berries", "300g", 12000, "국산"),
    usual("오미자(건)", "Dried omija", "300g", 14000, "국산"),
    usual("헛개나무", "Oriental raisin tree", "400g", 8000, "국산"),
];

const NUTS: &[Usual] = &[
    usual("땅콩", "Peanuts", "500g", 8000, "국산"),
    usual("호두", "Walnuts", "300g", 9000, "미국산"),
    usual("아몬드", "Almonds", "400g", 8000, "미국산"),
    usual("잣", "Pine nuts", "200g", 22000, "국산"),
    usual("밤", "Chestnuts", "1kg", 8000, "국산"),
    usual("곶감", "Dried persimmons", "10개", 13000, "국산"),
    usual("건포도", "Raisins", "500g", 6000, "미국산"),
    usual("은행", "Ginkgo nuts", "300g", 5000, "국산"),
];

const SPICES: &[Usual] = &[
    usual("참기름", "Sesame oil", "350mL", 22000, "참깨: 국산"),
    usual("들기름", "Perilla oil", "350mL", 18000, "들깨: 국산"),
    usual("고춧가루", "Chilli powder", "600g", 20000, "국산"),
    usual("건고추", "Dried chilli", "600g", 17000, "국산"),
    usual("볶은참깨", "Roasted sesame", "300g", 9000, "국산"),
    usual("들깻가루", "Perilla powder", "300g", 8000, "국산"),
    usual("후추", "Black pepper", "100g", 4000, "베트남산"),
    usual("고추장", "Chilli paste", "1kg", 13000, "고춧가루·찹쌀: 국산"),
    usual("된장", "Soybean paste", "1kg", 12000, "콩: 국산"),
];

const CLOTHES: &[Usual] = &[
    usual("여성 블라우스", "Blouse", "1벌", 19000, "국산"),
    usual("꽃무늬 몸뻬", "Floral work trousers", "1벌", 7000, "국산"),
    usual("누빔조끼", "Quilted vest", "1벌", 15000, "국산"),
    usual("등산복 바지", "Hiking trousers", "1벌", 25000, "베트남산"),
    usual("내의 세트", "Thermal underwear", "1벌", 18000, "국산"),
    usual("양말", "Socks", "5켤레", 5000, "국산"),
    usual("아동 티셔츠", "Children's T-shirt", "1벌", 9000, "국산"),
    usual("남성 점퍼", "Men's jacket", "1벌", 39000, "중국산"),
    usual("스웨터", "Sweater", "1벌", 22000, "국산"),
];

const HANBOK: &[Usual] = &[
    usual("생활한복 저고리", "Everyday hanbok top", "1벌", 65000, "국산"),
    usual("아동한복", "Children's hanbok", "1벌", 55000, "국산"),
    usual("맞춤한복", "Tailored hanbok", "1벌", 450000, "국산"),
    usual("배냇저고리", "Newborn jacket", "1벌", 15000, "국산"),
    usual("모시 원단", "Ramie cloth", "1마", 18000, "국산"),
    usual("면 원단", "Cotton cloth", "1마", 5000, "국산"),
    usual("인견 원단", "Rayon cloth", "1마", 7000, "국산"),
    usual("보자기", "Wrapping cloth", "1장", 8000, "국산"),
];

const BEDDING: &[Usual] = &[
    usual("극세사 이불", "Microfibre quilt", "1채", 55000, "국산"),
    usual("목화솜 요", "Cotton mattress", "1채", 120000, "국산"),
    usual("베개", "Pillow", "1개", 15000, "국산"),
    usual("인견 이불", "Rayon quilt", "1채", 60000, "국산"),
    usual("방석", "Cushion", "1개", 10000, "국산"),
    usual("커튼", "Curtains", "1조", 70000, "국산"),
];

const SHOES: &[Usual] = &[
    usual("털신", "Lined shoes", "1켤레", 12000, "국산"),
    usual("운동화", "Trainers", "1켤레", 35000, "국산"),
    usual("고무신", "Rubber shoes", "1켤레", 8000, "국산"),
    usual("장화", "Rubber boots", "1켤레", 13000, "국산"),
    usual("효도신발", "Comfort shoes", "1켤레", 39000, "국산"),
    usual("슬리퍼", "Slippers", "1켤레", 6000, "중국산"),
    usual("구두", "Dress shoes", "1켤레", 59000, "국산"),
];

const BAGS: &[Usual] = &[
    usual("장바구니 카트", "Shopping trolley", "1개", 25000, "중국산"),
    usual("배낭", "Rucksack", "1개", 30000, "베트남산"),
    usual("지갑", "Wallet", "1개", 18000, "국산"),
    usual("모자", "Hat", "1개", 12000, "국산"),
    usual("스카프", "Scarf", "1장", 10000, "국산"),
    usual("우산", "Umbrella", "1개", 9000, "중국산"),
    usual("손가방", "Handbag", "1개", 28000, "국산"),
];

const KITCHENWARE: &[Usual] = &[
    usual("뚝배기", "Earthenware pot", "1개", 7000, "국산"),
    usual("스텐 냄비", "Steel pot", "1개", 25000, "국산"),
    usual("양은냄비", "Aluminium pot", "1개", 6000, "국산"),
    usual("밥그릇 세트", "Rice bowl set", "4개", 16000, "국산"),
    usual("수저 세트", "Spoon and chopsticks", "5벌", 12000, "국산"),
    usual("무쇠칼", "Iron knife", "1개", 18000, "국산"),
    usual("소쿠리", "Basket", "1개", 4000, "국산"),
    usual("항아리", "Onggi jar", "1개(10L)", 35000, "국산"),
];

const HOUSEHOLD: &[Usual] = &[
    usual("고무장갑", "Rubber gloves", "1켤레", 2000, "말레이시아산"),
    usual("수세미", "Scrubber", "3개", 2000, "국산"),
    usual("빗자루", "Broom", "1개", 6000, "국산"),
    usual("플라스틱 대야", "Basin", "1개", 5000, "국산"),
    usual("김장비닐", "Kimchi-making bags", "5장", 3000, "국산"),
    usual("세제", "Detergent", "3kg", 9000, "국산"),
    usual("휴지", "Toilet paper", "30롤", 15000, "국산"),
    usual("전기장판", "Electric blanket", "1개", 45000, "국산"),
    usual("건전지", "Batteries", "4개", 3000, "중국산"),
];

const HARDWARE: &[Usual] = &[
    usual("망치", "Hammer", "1개", 8000, "국산"),
    usual("드라이버 세트", "Screwdriver set", "1벌", 12000, "중국산"),
    usual("못", "Nails", "500g", 3000, "국산"),
    usual("낫", "Sickle", "1개", 7000, "국산"),
    usual("호미", "Korean hand hoe", "1개", 6000, "국산"),
    usual("자물쇠", "Padlock", "1개", 6000, "중국산"),
    usual("멀티탭", "Power strip", "1개", 9000, "국산"),
    usual("LED전구", "LED bulb", "1개", 4000, "중국산"),
];

const COSMETICS: &[Usual] = &[
    usual("스킨로션 세트", "Toner and lotion", "1벌", 25000, "국산"),
    usual("동동구리무", "Old-style cream", "1개", 8000, "국산"),
    usual("마스크팩", "Mask sheets", "10장", 8000, "국산"),
    usual("립스틱", "Lipstick", "1개", 9000, "국산"),
    usual("염색약", "Hair dye", "1개", 7000, "국산"),
];

const FLOWERS: &[Usual] = &[
    usual("국화 화분", "Potted chrysanthemum", "1분", 6000, "국산"),
    usual("꽃다발", "Bouquet", "1다발", 20000, "국산"),
    usual("프리지어", "Freesia", "1단", 7000, "국산"),
    usual("다육식물", "Succulent", "1분", 3000, "국산"),
    usual("동양란", "Oriental orchid", "1분", 35000, "국산"),
    usual("고추 모종", "Chilli seedlings", "10주", 5000, "국산"),
    usual("상추 모종", "Lettuce seedlings", "10주", 3000, "국산"),
];

const GROCERY: &[Usual] = &[
    usual("두유", "Soy drink", "16팩", 12000, "콩: 미국산"),
    usual("라면", "Instant noodles", "5봉", 4500, "밀: 미국산·호주산"),
    usual("식용유", "Cooking oil", "1.8L", 7500, "콩: 미국산·브라질산"),
    usual("설탕", "Sugar", "3kg", 6000, "원당: 호주산·태국산"),
    usual("당면", "Glass noodles", "1kg", 6500, "고구마전분: 중국산"),
    usual("천일염", "Sea salt", "5kg", 12000, "국산"),
    usual("물엿", "Starch syrup", "2.4kg", 7000, "옥수수: 러시아산·세르비아산"),
    usual("식초", "Vinegar", "900mL", 2500, "주정: 국산"),
];

const REPAIR: &[Usual] = &[
    usual("바지 기장 줄이기", "Trouser hemming", "1벌", 4000, "해당 없음"),
    usual("지퍼 교체", "Zip replacement", "1개", 9000, "해당 없음"),
    usual("허리 수선", "Waist alteration", "1벌", 8000, "해당 없음"),
    usual("구두 뒷굽 갈이", "Heel replacement", "1켤레", 8000, "해당 없음"),
];

const HAIR: &[Usual] = &[
    usual("커트", "Haircut", "1회", 12000, "해당 없음"),
    usual("파마", "Perm", "1회", 35000, "해당 없음"),
    usual("염색", "Hair colouring", "1회", 30000, "해당 없음"),
];

const SERVICE: &[Usual] = &[
    usual("열쇠 복사", "Key cutting", "1개", 3000, "해당 없음"),
    usual("도장 새기기", "Seal engraving", "1개", 15000, "해당 없음"),
    usual("세탁(셔츠)", "Shirt laundry", "1벌", 3000, "해당 없음"),
];

const OTHER: &[Usual] = &[
    usual("뻥튀기", "Popped rice", "1봉", 3000, "쌀: 국산"),
    usual("천연 수세미", "Loofah", "1개", 2000, "국산"),
    usual("번데기", "Silkworm pupae", "1컵", 3000, "중국산"),
    usual("칡즙", "Arrowroot juice", "1컵", 3000, "칡: 국산"),
    usual("칼갈이", "Knife sharpening", "1자루", 3000, "해당 없음"),
];
