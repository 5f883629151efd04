//! Words of the page on which a stall says what holds today, of shopping lists, tours and of signs with codes; only
//! the server says them.

macro_rules! today_words {
    ($($before:tt)*) => { staff_words! { $($before)* {
        // A stall says what holds today.
        today_title: "오늘 우리 점포", "My stall today", "今天我的店铺", "本日の当店";
        today_now: "손님에게 보이는 상태", "What customers see now", "顾客现在看到的状态", "お客様に見えている状態";
        today_usual: "평소대로", "As usual", "照常", "いつもどおり";
        today_we_open: "열었어요", "We are open", "已开门", "開けました";
        today_we_close: "닫았어요", "We are closed", "已关门", "閉めました";
        today_sell_out: "다 팔렸어요", "All sold out", "全部售罄", "全部売り切れ";
        today_back: "평소대로 되돌리기", "Back to the usual", "恢复平常状态", "いつもどおりに戻す";
        today_ends:
            "오늘 장이 끝나면 저절로 평소대로 돌아갑니다.",
            "At the end of the market day all this goes back to the usual by itself.",
            "今天散市后会自动恢复平常状态。", "本日の市が終わると、自動的にいつもの状態に戻ります。";
        today_goods: "품절 알리기", "What is sold out", "告知售罄商品", "売り切れのお知らせ";
        today_goods_hint:
            "누르면 바로 바뀝니다. 잘못 눌렀으면 한 번 더 누르세요.",
            "One press changes it at once; press again to take it back.",
            "点按后立即生效，按错了再按一次即可。", "押すとすぐに変わります。間違えたらもう一度押してください。";
        today_good_there: "있음", "There", "有货", "あり";
        today_good_gone: "품절", "Sold out", "售罄", "売り切れ";
        today_special: "오늘의 특가", "Today's special", "今日特价", "本日の特売";
        today_special_what: "무엇을 싸게 파나요?", "What is it?", "特价商品是什么？", "何を安く売りますか？";
        today_special_other: "직접 적기", "Something else", "自行填写", "自分で書く";
        today_special_own: "직접 적는 이름", "Its name", "商品名称", "商品名";
        today_special_won: "오늘 가격(원)", "Price today (won)", "今日价格（韩元）", "本日の価格（ウォン）";
        today_special_tell: "특가 알리기", "Tell it", "发布特价", "特売を知らせる";
        today_special_end: "특가 내리기", "Take it down", "撤下特价", "特売を終える";
        today_done:
            "알렸습니다. 손님 화면에 바로 보입니다.", "Told. Customers see it at once.",
            "已发布，顾客马上就能看到。", "お知らせしました。お客様の画面にすぐ表示されます。";
        today_incomplete:
            "무엇을 파는지, 가격이 숫자인지 보아 주세요.", "Please say what it is, and the price in digits.",
            "请填写商品，价格请用数字。", "何を売るか、価格が数字かをご確認ください。";
        today_see: "손님 화면 보기", "See it as a customer", "查看顾客页面", "お客様の画面を見る";
        today_call:
            "어려우면 시장 사무실에 말씀하세요. 대신 눌러 드립니다.",
            "If this is hard, tell the market's office: they press for you.",
            "如有困难，请告诉市场办公室，由他们代为操作。", "難しいときは市場の事務所へ。代わりに操作します。";
        today_link: "이 점포의 링크", "This stall's link", "该店铺的链接", "この店舗のリンク";
        today_link_lead:
            "상인 휴대전화로 이 코드를 찍으면 이 화면이 열립니다. 링크를 아는 사람은 누구나 이 점포의 상태를 바꿀 수 있으니 상인에게만 주세요.",
            "The merchant's phone opens this page by this code. Whoever knows the link can speak for the stall: give it to the merchant alone.",
            "用商户的手机扫描此码即可打开本页面。知道链接的人都能更改该店铺的状态，请只交给商户本人。",
            "店主の携帯電話でこのコードを読み取ると、この画面が開きます。リンクを知る人は誰でも状態を変えられるので、店主だけに渡してください。";
        today_renew:
            "링크 새로 만들기(앞의 링크는 닫힘)", "Make a new link (the old one ends)",
            "生成新链接（旧链接失效）", "リンクを作り直す（前のリンクは無効）";
        today_renewed:
            "새 링크를 만들었습니다. 앞의 링크는 이제 열리지 않습니다.", "There is a new link. The old one opens nothing any more.",
            "已生成新链接，旧链接不再有效。", "新しいリンクを作りました。前のリンクはもう開きません。";
        desk_said: "오늘 점포 상태", "Stalls today", "今日店铺状态", "本日の店舗の状態";
        desk_said_lead:
            "상인이 알린 상태입니다. 점포를 골라 대신 알리거나, 상인에게 줄 링크를 엽니다.",
            "What stalls say of today. Choose a stall to speak for it, or to open the link for its merchant.",
            "这是商户告知的状态。选择店铺可代为告知，或打开要交给商户的链接。",
            "店主が知らせた状態です。店舗を選んで代わりに知らせるか、店主に渡すリンクを開きます。";
        desk_said_which: "점포번호나 이름", "Number or name of the stall", "店铺编号或名称", "店舗番号または名前";
        desk_said_open: "점포 열기", "Open", "打开店铺", "店舗を開く";
        desk_said_none:
            "오늘 따로 알린 점포가 없습니다.", "No stall has said anything today.",
            "今天还没有店铺发布状态。", "本日知らせた店舗はありません。";

        // Shopping list and tours.
        shop_list: "장보기 목록", "Shopping list", "购物清单", "買い物リスト";
        shop_list_lead:
            "살 것을 적으면 가장 덜 걷는 순서로 알려 드립니다.",
            "Write down what you want; we put it in the order with the least walking.",
            "写下要买的东西，我们按走路最少的顺序排好。", "買うものを書くと、いちばん歩かない順番にします。";
        shop_items: "살 것, 갈 곳 (한 줄에 하나)", "What to get, one a line", "要买的东西（每行一个）", "買うもの（1行に1つ）";
        shop_items_hint:
            "상품, 점포 이름이나 번호, 화장실 같은 시설을 적을 수 있습니다. 예: 두부 ⏎ 고등어 ⏎ 가-12 ⏎ 화장실",
            "Goods, names or numbers of stalls, or facilities such as a toilet.",
            "可以写商品、店铺名称或编号，以及洗手间等设施。", "商品、店舗の名前や番号、トイレなどの施設を書けます。";
        shop_end: "마지막에 갈 곳", "Where to end", "最后要去的地方", "最後に行く場所";
        shop_end_any: "정하지 않음", "Anywhere", "不指定", "指定しない";
        shop_ask: "순서 찾기", "Find the order", "排列顺序", "順番を探す";
        shop_order: "도는 순서", "The order", "行走顺序", "回る順番";
        shop_best: "이보다 덜 걷는 순서는 없습니다.", "No other order walks less.", "没有比这更省路的顺序。", "これより歩かない順番はありません。";
        shop_good:
            "살 것이 많아 빠르게 찾은 좋은 순서입니다.", "A good order; with so many wishes the very best takes too long to find.",
            "项目较多，这是快速找到的较好顺序。", "項目が多いため、手早く見つけた良い順番です。";
        shop_unreachable:
            "‘{}’에는 이 방법으로 갈 수 없습니다.", "There is no such way to “{}”.",
            "以这种方式无法到达“{}”。", "「{}」へはこの方法では行けません。";
        shop_shut_now:
            "지금 문을 연 점포가 없어, 문을 여는 시간에 도는 순서를 보여 드립니다.",
            "None of these is open now; this is the order for their opening hours.",
            "目前没有营业的店铺，以下是营业时间内的行走顺序。", "いま開いている店がないため、営業時間内の順番をお見せします。";
        shop_not_now: "지금은 살 수 없음", "Not available now", "现在买不到", "今は買えません";
        shop_last: "마지막", "The end", "终点", "終わり";
        shop_walk: "이 순서대로 3D로 걷기", "Walk it in 3D", "在3D中按此顺序行走", "この順番で3Dを歩く";
        shop_link: "이 목록의 주소", "Link to this list", "此清单的链接", "このリストのリンク";
        shop_tours: "둘러보기 코스", "Tours", "游览路线", "めぐりコース";
        shop_tour_eat: "먹거리 한 바퀴", "Food tour", "美食之旅", "食べ歩き";
        shop_tour_table: "저녁상 장보기", "Dinner shopping", "晚餐采购", "夕食の買い物";
        shop_tour_gift: "선물 고르기", "Presents", "挑选礼物", "おみやげ選び";
        shop_add: "장보기 목록에 담기", "Put on the shopping list", "加入购物清单", "買い物リストに入れる";

        // Where one is: signs with codes.
        here: "지금 여기", "You are here", "您在这里", "現在地";
        here_at: "지금 여기: {}", "You are here: {}", "您在这里：{}", "現在地：{}";
        here_3d: "여기서부터 3D로 걷기", "Walk in 3D from here", "从这里开始3D行走", "ここから3Dで歩く";
        signs: "QR 안내판 인쇄", "Print signs with codes", "打印二维码指示牌", "QR案内板の印刷";
        signs_lead:
            "출입구나 통로를 고른 뒤 인쇄하세요. A4 한 장에 여덟 개씩 나오고, 점선을 따라 자르면 됩니다.",
            "Choose the gates or an aisle and print: eight on a sheet of A4, to be cut along the dashes.",
            "请选择出入口或通道后打印。每张A4纸八个，沿虚线剪开即可。",
            "出入口か通路を選んで印刷してください。A4一枚に八つ、点線で切り取ります。";
        signs_n: "안내판 {}개", "{} signs", "{}个指示牌", "案内板 {}枚";
        sign_gate_say:
            "찍으면 여기서 가는 길을 알려 드립니다.", "Scan to find your way from here.",
            "扫码即可从这里查找路线。", "読み取ると、ここからの道をご案内します。";
        sign_stall_say:
            "찍으면 오늘 파는 것과 가격을 볼 수 있습니다.", "Scan to see what is sold today, and for how much.",
            "扫码即可查看今日商品和价格。", "読み取ると、本日の品と価格が見られます。";

        // How full the aisles are.
        crowd: "통로가 붐비는 시간", "When the aisles are full", "通道拥挤的时间", "通路が混む時間";
        crowd_lead:
            "시간을 고르면 그 시간에 붐비는 통로를 평면도에 칠합니다. 길찾기는 붐비는 통로를 알아서 피합니다.",
            "Choose an hour to see the full aisles on the plan. Ways already avoid them where that is quicker.",
            "选择时间后，平面图会标出该时段拥挤的通道。路线指引会自动避开。",
            "時間を選ぶと、その時間に混む通路を平面図に色で示します。道案内は混む通路を自動で避けます。";
        crowd_hour: "{}시", "{}:00", "{}点", "{}時台";
        crowd_table: "통로별, 시간별 붐빔", "Aisles by the hour", "各通道各时段的拥挤程度", "通路別・時間別の混み具合";
        crowd_aisle: "통로", "Aisle", "通道", "通路";
        crowd_none: "이 시간에는 붐비는 통로가 없습니다.", "No aisle is full at this hour.", "此时段没有拥挤的通道。", "この時間に混む通路はありません。";
        crowd_rest: "나머지 통로는 한산합니다.", "The other aisles are quiet.", "其余通道较为通畅。", "ほかの通路は空いています。";
        crowd_0: "한산", "Quiet", "通畅", "空いている";
        crowd_1: "조금 붐빔", "A little full", "略拥挤", "少し混む";
        crowd_2: "붐빔", "Full", "拥挤", "混む";
        crowd_3: "매우 붐빔", "Very full", "非常拥挤", "とても混む";
    } } };
}
