//! Plausible names of shops and markets; any likeness to real ones is chance.

use market_model::Category;

use crate::rng::Rng;

/// First parts of shop names: places, virtues, families.
const FIRST: &[(&str, &str)] = &[
    ("가람", "Garam"),
    ("강릉", "Gangneung"),
    ("경북", "Gyeongbuk"),
    ("고향", "Gohyang"),
    ("금강", "Geumgang"),
    ("김가네", "Kim's"),
    ("나눔", "Nanum"),
    ("남도", "Namdo"),
    ("누리", "Nuri"),
    ("다복", "Dabok"),
    ("달빛", "Dalbit"),
    ("대박", "Daebak"),
    ("대성", "Daeseong"),
    ("두레", "Dure"),
    ("든든", "Deundeun"),
    ("만복", "Manbok"),
    ("명가", "Myeongga"),
    ("목포", "Mokpo"),
    ("미소", "Miso"),
    ("민속", "Minsok"),
    ("박가네", "Park's"),
    ("백년", "Baengnyeon"),
    ("부부", "Bubu"),
    ("부산", "Busan"),
    ("사계절", "Four Seasons"),
    ("사랑", "Sarang"),
    ("산들", "Sandeul"),
    ("삼형제", "Three Brothers"),
    ("새롬", "Saerom"),
    ("새벽", "Saebyeok"),
    ("서울", "Seoul"),
    ("솔향", "Solhyang"),
    ("순천", "Suncheon"),
    ("싱싱", "Singsing"),
    ("아리랑", "Arirang"),
    ("안동", "Andong"),
    ("알뜰", "Altteul"),
    ("영광", "Yeonggwang"),
    ("영동", "Yeongdong"),
    ("예산", "Yesan"),
    ("옛날", "Old-time"),
    ("오복", "Obok"),
    ("왕", "Wang"),
    ("우리", "Uri"),
    ("원조", "Original"),
    ("은혜", "Eunhye"),
    ("이모네", "Auntie's"),
    ("인심", "Insim"),
    ("장터", "Jangteo"),
    ("전주", "Jeonju"),
    ("정가네", "Jeong's"),
    ("제일", "Jeil"),
    ("종가", "Jongga"),
    ("진주", "Jinju"),
    ("착한", "Good"),
    ("참", "Cham"),
    ("청정", "Cheongjeong"),
    ("충남", "Chungnam"),
    ("통영", "Tongyeong"),
    ("평화", "Peace"),
    ("풍년", "Pungnyeon"),
    ("하나로", "Hanaro"),
    ("한마음", "Hanmaeum"),
    ("할머니", "Grandma"),
    ("해남", "Haenam"),
    ("행복", "Haengbok"),
    ("형제", "Brothers"),
    ("호남", "Honam"),
    ("황금", "Golden"),
    ("희망", "Huimang"),
];

/// Second parts by trade.
const fn second(category: Category) -> &'static [(&'static str, &'static str)] {
    use Category as C;
    match category {
        C::Vegetables => {
            &[("야채", "Vegetables"), ("채소", "Greens"), ("농산", "Farm Produce"), ("상회", "Store")]
        }
        C::Fruit => &[("청과", "Fruit"), ("과일", "Fruits"), ("농원", "Orchard")],
        C::Fish => &[("수산", "Seafood"), ("생선", "Fish"), ("활어", "Live Fish"), ("어물전", "Fishmonger")],
        C::DriedFish => &[("건어물", "Dried Fish"), ("상회", "Store"), ("김마을", "Laver")],
        C::Meat => &[("정육점", "Butcher"), ("축산", "Meat"), ("식육점", "Meat Shop"), ("한우", "Hanwoo")],
        C::Chicken => &[("닭집", "Poultry"), ("통닭", "Fried Chicken"), ("토종닭", "Native Chicken")],
        C::Grain => &[("쌀상회", "Rice"), ("미곡", "Grain"), ("잡곡", "Cereals")],
        C::SideDishes => &[("반찬", "Side Dishes"), ("찬방", "Banchan"), ("손반찬", "Handmade Sides")],
        C::Kimchi => &[("김치", "Kimchi"), ("젓갈", "Jeotgal"), ("김치젓갈", "Kimchi & Jeotgal")],
        C::RiceCake => &[("떡집", "Rice Cakes"), ("떡방", "Rice Cake House"), ("떡방앗간", "Rice Cake Mill")],
        C::Bakery => &[("제과", "Bakery"), ("빵집", "Bread"), ("꽈배기", "Twists"), ("과자점", "Biscuits")],
        C::Tofu => &[("두부", "Tofu"), ("손두부", "Handmade Tofu"), ("묵집", "Jelly House")],
        C::Snacks => {
            &[("분식", "Snacks"), ("떡볶이", "Tteokbokki"), ("호떡", "Hotteok"), ("만두", "Dumplings")]
        }
        C::Restaurant => {
            &[("식당", "Diner"), ("국밥", "Gukbap"), ("칼국수", "Kalguksu"), ("순대국", "Sundae Soup")]
        }
        C::Tea => &[("다방", "Tea House"), ("커피", "Coffee"), ("찻집", "Teas")],
        C::Herbs => &[("약초", "Herbs"), ("건강원", "Health Tonics"), ("인삼", "Ginseng")],
        C::Nuts => &[("견과", "Nuts"), ("밤대추", "Chestnuts & Jujube")],
        C::Spices => &[("기름집", "Oil Mill"), ("방앗간", "Mill"), ("고추", "Chilli")],
        C::Clothes => &[("패션", "Fashion"), ("의류", "Clothes"), ("양품", "Wear"), ("옷집", "Wardrobe")],
        C::Hanbok => &[("한복", "Hanbok"), ("주단", "Fabrics"), ("포목", "Drapery")],
        C::Bedding => &[("이불", "Bedding"), ("침구", "Quilts"), ("솜틀집", "Cotton")],
        C::Shoes => &[("신발", "Shoes"), ("제화", "Shoemaker")],
        C::Bags => &[("가방", "Bags"), ("잡화", "Accessories"), ("모자", "Hats")],
        C::Kitchenware => &[("그릇", "Kitchenware"), ("주방", "Kitchen"), ("도자기", "Pottery")],
        C::Household => &[("생활용품", "Household"), ("만물상", "Sundries"), ("백화", "Emporium")],
        C::Hardware => &[("철물", "Hardware"), ("공구", "Tools")],
        C::Cosmetics => &[("화장품", "Cosmetics"), ("뷰티", "Beauty")],
        C::Flowers => &[("꽃집", "Flowers"), ("화원", "Garden"), ("모종", "Seedlings")],
        C::Grocery => &[("마트", "Mart"), ("슈퍼", "Grocery"), ("식품", "Foods")],
        C::Repair => &[("수선", "Mending"), ("옷수선", "Alterations")],
        C::Hair => &[("미용실", "Hair"), ("헤어", "Hair Salon")],
        C::Service => &[("열쇠", "Keys"), ("세탁", "Laundry"), ("인쇄", "Printing")],
        C::Other => &[("상사", "Trading"), ("만물", "Sundries"), ("뻥튀기", "Popped Rice")],
    }
}

/// A shop's Korean and English name.
#[must_use]
pub fn shop(category: Category, rng: &mut Rng) -> (String, String) {
    let (first_ko, first_en) = rng.pick(FIRST).copied().unwrap_or(("우리", "Uri"));
    let (ko, en) = rng.pick(second(category)).copied().unwrap_or(("상회", "Store"));
    (format!("{first_ko}{ko}"), format!("{first_en} {en}"))
}

/// A market's Korean and English name.
#[must_use]
pub fn market(open_air: bool, rng: &mut Rng) -> (String, String) {
    const NAMES: &[(&str, &str)] = &[
        ("가온누리", "Gaonnuri"),
        ("나래울", "Naraeul"),
        ("다솜골", "Dasomgol"),
        ("물빛고을", "Mulbitgoeul"),
        ("바람재", "Baramjae"),
        ("새솔마을", "Saesolmaeul"),
        ("아라벌", "Arabeol"),
        ("온새미", "Onsaemi"),
        ("초롱재", "Chorongjae"),
        ("푸른내", "Pureunnae"),
        ("한울터", "Hanulteo"),
        ("해오름골", "Haeoreumgol"),
    ];
    let (ko, en) = rng.pick(NAMES).copied().unwrap_or(("가온누리", "Gaonnuri"));
    if open_air {
        (format!("{ko}오일장"), format!("{en} Five-day Market"))
    } else {
        (format!("{ko}시장"), format!("{en} Market"))
    }
}
