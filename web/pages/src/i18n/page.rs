//! Words of pages for everybody that only the server says: frame, home, facts, list, goods, stall, errors.

macro_rules! page_words {
    ($($before:tt)*) => { today_words! { $($before)* {
        // Frame of every page.
        site: "장터", "Jangteo", "Jangteo 集市", "Jangteo 市場";
        site_tagline:
            "시장을 그대로, 화면 안에", "The market as it is, on your screen",
            "把市场原样搬上屏幕", "市場をそのまま画面の中に";
        skip: "본문으로 바로가기", "Skip to the content", "跳到正文", "本文へ移動";
        language: "언어", "Language", "语言", "言語";
        home: "시장 목록", "All markets", "市场列表", "市場一覧";
        breadcrumb: "현재 위치", "Where you are", "当前位置", "現在位置";
        footer_about:
            "한 번의 시장 조사로 만든 지도, 평면도, 길찾기입니다.",
            "Map, plan and directions, made from one survey of the market.",
            "地图、平面图和路线指引，均来自对市场的一次实地调查。", "一度の現地調査から作った地図、平面図、道案内です。";
        footer_location:
            "위치 정보를 쓰지 않아도 모든 기능을 쓸 수 있습니다.", "Everything here works without your location.",
            "不提供位置信息，也能使用全部功能。", "位置情報を使わなくても、すべての機能をご利用いただけます。";
        footer_desk: "시장 관리", "Market desk", "市场管理", "市場管理";
        footer_tablet: "조사용 태블릿", "Survey tablet", "调查用平板", "調査用タブレット";
        status_draft: "초안", "Draft", "草稿", "下書き";
        status_fictional: "가상", "Fictional", "虚构", "架空";
        status_surveyed: "실측", "Surveyed", "实测", "実測";
        notice_draft:
            "초안입니다. 시장 이름과 위치는 공공 자료이고, 점포·상품·가격은 자동으로 만든 값입니다. 실제 시장과 다릅니다.",
            "This is a draft. The market's name and place come from the public register; stalls, goods and prices were generated and are not the real ones.",
            "这是草稿。市场名称和位置来自公共资料，店铺、商品和价格由程序自动生成，与实际市场不同。",
            "これは下書きです。市場の名前と場所は公共データですが、店舗・商品・価格は自動で作ったもので、実際の市場とは異なります。";
        notice_fictional:
            "가상 시장입니다. 여기 나오는 점포와 상인, 가격은 모두 지어낸 것입니다.",
            "This market is fictional. Its stalls, merchants and prices are all made up.",
            "这是虚构的市场。这里的店铺、商人和价格均为虚构。",
            "これは架空の市場です。店舗、店主、価格はすべて創作です。";

        // Settings of the walk.
        settings: "걷기 설정", "Settings of the walk", "行走设置", "歩行の設定";
        settings_short: "설정", "Settings", "设置", "設定";
        set_pace: "걷는 빠르기", "Pace", "行走速度", "歩く速さ";
        set_slow: "천천히", "Slow", "慢", "ゆっくり";
        set_normal: "보통", "Normal", "普通", "ふつう";
        set_fast: "빠르게", "Fast", "快", "速く";
        set_hand: "조작하는 손", "Hands", "操作的手", "操作する手";
        set_both_hands: "두 손", "Both", "双手", "両手";
        set_left_hand: "왼손만", "Left hand only", "仅左手", "左手だけ";
        set_right_hand: "오른손만", "Right hand only", "仅右手", "右手だけ";
        set_turn: "돌기", "Turning", "转向", "向きの変え方";
        set_turn_smooth: "부드럽게", "Smooth", "平滑", "なめらかに";
        set_turn_step: "30도씩", "By 30 degrees", "每次30度", "30度ずつ";
        set_hear: "듣기", "Hearing", "声音", "音声";
        set_tell:
            "걷는 동안 통로와 점포 알리기", "Announce aisles and stalls while walking",
            "行走时播报通道和店铺", "歩くあいだ通路と店舗を知らせる";
        set_speak: "길 안내를 말로 듣기", "Speak the directions", "语音播报路线", "道案内を声で聞く";
        set_sound:
            "다음에 돌 곳을 소리로 알리기", "A sound that leads to the next turn",
            "用声音提示下一个转弯处", "次に曲がる場所を音で知らせる";
        set_see: "화면", "The view", "画面", "画面";
        set_battery:
            "배터리 아끼기 (움직임이 조금 덜 부드럽습니다)", "Save the battery (movement is a little less smooth)",
            "节省电量（画面流畅度略有下降）", "電池を節約する（動きが少し粗くなります）";
        set_crowd:
            "붐비는 정도를 서 있는 사람 모양으로 보기", "How busy it is, as standing figures",
            "用站立的人形显示拥挤程度", "混み具合を立っている人の形で見る";
        set_photos:
            "점포 앞에 실제 사진 걸기", "Photographs of the stalls before their fronts",
            "在店铺前显示实景照片", "店舗の前に実際の写真を掛ける";
        set_switch: "스위치 하나로 걷기", "One switch", "单键操作", "スイッチひとつで歩く";
        set_switch_on: "스위치 하나만 쓰기", "Use one switch", "只用一个开关", "スイッチをひとつだけ使う";
        set_switch_help:
            "앞으로, 왼쪽, 오른쪽에 차례로 불이 들어옵니다. 스페이스, 엔터, 화면 누르기 가운데 아무것이나 스위치가 됩니다.",
            "Forward, left and right light up in turn. Space, Enter or a press on the view is the switch.",
            "前进、左、右依次亮起。空格键、回车键或点按画面都可作为开关。",
            "前、左、右の順に光ります。スペース、エンター、画面を押すことのどれもがスイッチになります。";
        set_switch_pace: "불이 켜져 있는 시간", "How long each is lit", "每项亮起的时间", "光っている時間";
        set_keys_help:
            "바꾸려면 단추를 누른 다음 새 키를 누르세요. Esc는 취소입니다.",
            "To change one, press its button, then the new key. Esc cancels.",
            "要更改，请按按钮，再按新键。Esc取消。", "変えるにはボタンを押してから新しいキーを押してください。Escで取り消します。";
        set_keys_usual: "처음 키로 되돌리기", "Back to the usual keys", "恢复默认按键", "最初のキーに戻す";
        set_pad:
            "게임패드를 연결하면 바로 쓸 수 있습니다.", "A gamepad works as soon as it is connected.",
            "连接手柄后即可使用。", "ゲームパッドは接続するとすぐ使えます。";
        walk_to_market: "{} 첫 화면", "Back to {}", "返回{}", "{}のトップへ";
        walk_more: "시장 둘러보기", "More of the market", "更多市场内容", "市場を見る";
        kept_shown:
            "인터넷에 연결되지 않아 저장해 둔 내용을 보여 드립니다.",
            "There is no network: this is what was kept.",
            "没有网络，显示的是已保存的内容。", "インターネットにつながっていないため、保存した内容を表示しています。";
        kept_market:
            "이 시장은 인터넷이 없어도 열립니다. ({} MB 저장)", "This market opens without a network. ({} MB kept)",
            "此市场无网络时也能打开。（已保存{} MB）", "この市場はインターネットがなくても開きます。（{} MB 保存）";
        kept_since: "저장한 때: {}", "Kept since {}", "保存时间：{}", "保存日時：{}";

        // Home.
        home_title:
            "어느 시장에 가시나요?", "Which market are you going to?",
            "您要去哪个市场？", "どの市場へ行きますか？";
        home_lead:
            "점포를 찾고, 평면도를 보고, 3D로 미리 걸어 보세요.",
            "Find a stall, look at the plan, and take a walk in 3D before you go.",
            "查找店铺、查看平面图，出发前先在3D中走一走。", "店舗を探し、平面図を見て、3Dで先に歩いてみましょう。";
        home_search: "시장 이름이나 주소", "Name or address of a market", "市场名称或地址", "市場の名前または住所";
        home_list: "시장 목록", "Markets", "市场列表", "市場一覧";
        home_none:
            "등록된 시장이 없습니다.", "There are no markets yet.",
            "还没有登记的市场。", "登録された市場はまだありません。";
        home_no_match:
            "찾는 시장이 없습니다. 다른 이름으로 찾아보세요.", "No market matches. Try another name.",
            "没有找到该市场，请换个名称试试。", "該当する市場がありません。別の名前でお探しください。";
        plan_of: "{} 평면도", "Plan of {}", "{}平面图", "{}の平面図";
        enter: "들어가기", "Enter", "进入", "入る";
        stalls_n: "점포 {}곳", "{} stalls", "{}家店铺", "{}店";
        goods_n: "상품 {}가지", "{} goods", "{}种商品", "商品{}点";
        open_stalls_n: "영업 중 {}곳", "{} open", "{}家营业中", "営業中 {}店";

        // Market facts.
        facts: "시장 정보", "About this market", "市场信息", "市場のご案内";
        address: "주소", "Address", "地址", "住所";
        hours: "영업시간", "Hours", "营业时间", "営業時間";
        market_days: "장날", "Market days", "集日", "市の日";
        every_day: "매일", "Every day", "每天", "毎日";
        level_up: "{}층", "{}F", "{}层", "{}階";
        level_down: "지하 {}층", "B{}", "地下{}层", "地下{}階";
        days_ending: "날짜 끝자리 {}일", "Days of the month ending in {}", "日期尾数为{}的日子", "日付の末尾が{}の日";
        payments: "결제 수단", "Ways to pay", "支付方式", "お支払い方法";
        opened: "개설", "Opened", "开设", "開設";
        opened_year: "{}년", "{}", "{}年", "{}年";
        today_held: "오늘은 장이 서는 날입니다", "The market is held today", "今天是集日", "今日は市の日です";
        today_not_held: "오늘은 장날이 아닙니다", "No market today", "今天不是集日", "今日は市の日ではありません";
        today_open: "오늘 {}~{}", "Today {} to {}", "今天 {}~{}", "本日 {}~{}";
        today_closed: "오늘은 쉽니다", "Closed today", "今天休息", "本日は休みです";
        hours_unknown: "영업시간 미확인", "Hours not known", "营业时间未确认", "営業時間は未確認です";
        hours_off: "쉼", "closed", "休息", "休み";
        hours_nth: "{}번째 {}요일", "week {} {}", "每月第{}个{}", "第{}{}曜日";
        next_day: "다음 날 {}", "{} the next day", "次日{}", "翌日{}";

        // List of stalls.
        list: "점포 목록", "Stalls", "店铺列表", "店舗一覧";
        list_by: "모아 보기", "Group", "分组", "まとめ方";
        by_aisle: "통로별", "By aisle", "按通道", "通路別";
        by_category: "품목별", "By trade", "按品类", "品目別";
        all_categories: "전체", "All", "全部", "すべて";
        list_filter: "품목 고르기", "Choose a trade", "选择品类", "品目を選ぶ";
        aisle_jump: "통로로 이동", "Go to an aisle", "前往通道", "通路へ移動";
        list_large:
            "점포가 많아 통로별로 나누어 보여 드립니다. 통로나 품목을 고르세요.",
            "There are many stalls here. Choose an aisle or a trade.",
            "店铺较多，按通道分开显示。请选择通道或品类。",
            "店舗が多いため、通路ごとに表示します。通路か品目をお選びください。";
        more_goods: "외 {}가지", "and {} more", "另有{}种", "ほか{}点";
        no_goods: "등록된 상품이 없습니다", "No goods listed yet", "暂无登记的商品", "登録された商品はありません";
        empty_unit: "빈 점포", "Empty unit", "空铺", "空き店舗";
        stalls_here_n: "{}곳", "{}", "{}家", "{}店";
        shown_n: "{}곳을 보고 있습니다", "Showing {}", "显示{}家", "{}店を表示中";
        show_all: "전체 목록 보기", "Show the whole list", "查看全部", "すべて表示";

        // Goods.
        goods: "파는 것", "What is sold", "出售商品", "取り扱い商品";
        good: "상품", "Product", "商品", "商品";
        price: "가격", "Price", "价格", "価格";
        origin: "원산지", "Origin", "产地", "原産地";
        unit: "단위", "Unit", "单位", "単位";
        price_date: "가격 확인일", "Price seen on", "价格确认日", "価格確認日";
        ask_price: "시가 (점포에 문의)", "Ask at the stall", "时价（请询问店家）", "時価（お店でお尋ねください）";
        sold_out: "품절", "Sold out", "售罄", "売り切れ";
        goods_note:
            "가격은 확인일 기준이며 현장에서 달라질 수 있습니다.",
            "Prices are as seen on the day given and may differ at the stall.",
            "价格以确认日为准，现场可能有所不同。", "価格は確認日のもので、店頭では異なることがあります。";

        // Stall.
        stall_code: "점포번호", "Stall number", "店铺编号", "店舗番号";
        where_is: "위치", "Where", "位置", "場所";
        where_text:
            "{} · {} · 앞에서 {}번째", "{} · {} · number {} in its row",
            "{} · {} · 从前往后第{}家", "{} · {} · 手前から{}番目";
        category: "품목", "Trade", "品类", "品目";
        state: "상태", "State", "状态", "状態";
        state_empty: "빈 점포", "Empty unit", "空铺", "空き店舗";
        about_stall: "상인의 한마디", "From the merchant", "店主的话", "店主からひとこと";
        photo_soon: "사진을 준비하고 있습니다", "Photo to come", "照片准备中", "写真は準備中です";
        confirmed_on: "{} 현장 확인", "Checked on site on {}", "{}现场确认", "{} 現地確認";
        source_generated: "자동으로 만든 자료입니다", "Generated data", "自动生成的资料", "自動で作成した情報です";
        source_imported:
            "공공 자료에서 가져왔습니다", "Imported from public data",
            "来自公共资料", "公共データから取り込みました";
        see_3d: "3D로 보기", "See in 3D", "用3D查看", "3Dで見る";
        on_plan: "평면도에서 보기", "On the plan", "在平面图上查看", "平面図で見る";
        neighbours: "옆 점포", "Next door", "相邻店铺", "隣の店舗";
        same_category: "같은 품목 점포", "Same trade in this market", "同类店铺", "同じ品目の店舗";
        share: "이 점포 주소", "Link to this stall", "本店铺链接", "この店舗のリンク";
        share_hint:
            "QR 코드로 만들거나 그대로 보낼 수 있습니다.", "Share it, or print it as a QR code.",
            "可以直接发送，也可以制作成二维码。", "そのまま送ることも、QRコードにすることもできます。";
        no_consent:
            "상인 정보는 공개 동의를 받은 뒤 보여 드립니다.", "The merchant's details are shown after consent.",
            "商人信息在本人同意公开后显示。", "店主の情報は公開の同意を得てから表示します。";
        since: "{}부터 영업", "Trading here since {}", "{}起营业", "{}から営業";
        back_to_market: "{}로 돌아가기", "Back to {}", "返回{}", "{}に戻る";
        sign_alt: "간판: {} {}, {}", "Sign: {} {}, {}", "招牌：{} {}，{}", "看板：{} {}、{}";
        sign_photo: "사진: {} {}", "Photo: {} {}", "照片：{} {}", "写真：{} {}";

        // Facilities.
        facilities: "편의시설", "Facilities", "便民设施", "施設案内";
        facility_where: "{} {}", "{} {}", "{} {}", "{} {}";
        step_free_ways:
            "계단·경사로·엘리베이터", "Stairs, ramps, lifts",
            "楼梯、坡道、电梯", "階段・スロープ・エレベーター";

        // Errors.
        error_code: "오류 {}", "Error {}", "错误 {}", "エラー {}";
        error_400:
            "요청을 이해하지 못했습니다", "We did not understand this request",
            "无法理解此请求", "リクエストを理解できませんでした";
        error_400_do:
            "주소나 입력한 값을 확인해 주세요.", "Please check the address or what you typed.",
            "请检查网址或输入的内容。", "アドレスや入力内容をご確認ください。";
        error_403:
            "볼 수 없는 화면입니다", "You may not see this page",
            "您无法查看此页面", "このページはご覧いただけません";
        error_403_do:
            "링크가 끝났거나 권한이 없습니다.", "The link has ended, or you are not allowed here.",
            "链接已失效，或您没有权限。", "リンクが終了しているか、権限がありません。";
        error_404: "찾는 화면이 없습니다", "This page does not exist", "找不到此页面", "ページが見つかりません";
        error_404_do:
            "점포가 옮겼거나 주소가 바뀌었을 수 있습니다. 시장 목록에서 다시 찾아보세요.",
            "The stall may have moved, or the address has changed. Try the list of markets.",
            "店铺可能已搬迁，或网址已更改。请在市场列表中重新查找。",
            "店舗が移転したか、アドレスが変わった可能性があります。市場一覧からもう一度お探しください。";
        error_413: "보낸 내용이 너무 큽니다", "What you sent is too large", "发送的内容过大", "送信内容が大きすぎます";
        error_413_do: "나누어서 보내 주세요.", "Please send it in parts.", "请分次发送。", "分けてお送りください。";
        error_429: "요청이 너무 많습니다", "Too many requests", "请求过多", "リクエストが多すぎます";
        error_429_do:
            "잠시 뒤에 다시 해 주세요.", "Please try again in a moment.",
            "请稍后再试。", "しばらくしてからもう一度お試しください。";
        error_500:
            "저희 쪽에 문제가 생겼습니다", "Something went wrong on our side",
            "我们这边出了问题", "こちらで問題が発生しました";
        error_500_do:
            "잠시 뒤에 다시 해 주세요. 계속되면 아래 번호를 알려 주세요.",
            "Please try again in a moment. If it goes on, tell us the number below.",
            "请稍后再试。如果仍有问题，请告知下方编号。",
            "しばらくしてからもう一度お試しください。続く場合は下の番号をお知らせください。";
        error_503:
            "지금은 이용하는 분이 많습니다", "We are busy right now",
            "目前使用人数较多", "ただいま混み合っています";
        error_id: "문의 번호", "Reference", "咨询编号", "お問い合わせ番号";
        error_problems: "확인할 점", "What to look at", "需要确认的内容", "確認事項";
    } } };
}
