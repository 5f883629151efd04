//! Words that the server and the browser say: search, plan, way, walk.
//!
//! They are part of the wasm module: what only the server says belongs into `page.rs` or `staff.rs`.

macro_rules! shop_words {
    ($then:ident) => { $then! { {
        // Search.
        search: "찾기", "Search", "查找", "探す";
        search_label:
            "점포·상품·시설 찾기", "Find a stall, a product or a facility",
            "查找店铺、商品或设施", "店舗・商品・施設を探す";
        search_hint:
            "예: 반찬, 가-12, ㄱㅊ(김치), 화장실", "For example: side dishes, kimchi, toilet",
            "例如：洗手间、停车场、김치（泡菜）、店铺编号 가-12", "例：トイレ、駐車場、김치（キムチ）、店舗番号 가-12";
        search_results: "찾은 결과", "Results", "查找结果", "検索結果";
        results_for: "‘{}’에서 찾은 것", "Results for “{}”", "“{}”的查找结果", "「{}」の検索結果";
        results_n: "{}건", "{} found", "共{}项", "{}件";
        no_results:
            "‘{}’에 맞는 것이 없습니다. 초성(ㄱㅊ)이나 점포번호(가-12)로도 찾을 수 있습니다.",
            "Nothing matches “{}”. You can also type a stall number.",
            "没有与“{}”相符的内容。也可以输入店铺编号查找。", "「{}」に合うものがありません。店舗番号でも探せます。";
        clear_search: "검색 지우기", "Clear the search", "清除查找", "検索を消す";
        kind_stall: "점포", "Stall", "店铺", "店舗";
        kind_good: "상품", "Product", "商品", "商品";
        kind_facility: "편의시설", "Facility", "便民设施", "施設";
        kind_gate: "출입구", "Gate", "出入口", "出入口";
        error_503_do:
            "잠시 뒤에 다시 열어 주세요.", "Please come back in a moment.",
            "请稍后再打开。", "しばらくしてからもう一度お開きください。";

        // Plan.
        plan: "평면도", "Plan", "平面图", "平面図";
        skip_plan: "평면도 건너뛰기", "Skip the plan", "跳过平面图", "平面図を飛ばす";
        plan_help:
            "점포를 누르면 자세한 내용을 볼 수 있습니다. 같은 내용이 점포 목록에도 있습니다.",
            "Choose a stall to see more. The same is in the list of stalls.",
            "点按店铺可查看详情。店铺列表中也有相同内容。",
            "店舗を押すと詳しい内容が見られます。店舗一覧にも同じ内容があります。";
        plan_missing:
            "평면도를 준비하고 있습니다. 점포 목록을 이용하세요.",
            "The plan is being made. Please use the list of stalls.",
            "平面图正在准备中，请使用店铺列表。", "平面図を準備しています。店舗一覧をご利用ください。";
        level: "층", "Level", "楼层", "階";
        level_all: "모든 층", "All levels", "全部楼层", "全階";
        legend: "색 안내", "Colours", "颜色说明", "色の説明";
        zoom_in: "크게", "Zoom in", "放大", "拡大";
        zoom_out: "작게", "Zoom out", "缩小", "縮小";
        zoom_reset: "전체 보기", "Whole plan", "查看全图", "全体表示";
        print: "인쇄", "Print", "打印", "印刷";
        plan_scroll: "평면도 영역", "Plan area", "平面图区域", "平面図エリア";
        group_produce: "채소·과일·꽃", "Vegetables, fruit, flowers", "蔬菜、水果、花卉", "野菜・果物・花";
        group_sea: "수산물", "Fish", "水产", "水産物";
        group_meat: "정육·닭", "Meat, poultry", "肉类、鸡肉", "精肉・鶏肉";
        group_grain: "곡물·견과·양념", "Grain, nuts, spices", "谷物、坚果、调料", "穀物・ナッツ・調味料";
        group_cooked: "반찬·먹거리", "Side dishes, food", "小菜、美食", "惣菜・食べもの";
        group_cloth: "옷·이불·신발", "Clothes, bedding, shoes", "服装、寝具、鞋", "衣類・寝具・靴";
        group_home: "생활용품", "Household", "生活用品", "生活用品";
        group_service: "서비스·기타", "Services, other", "服务、其他", "サービス・その他";
        group_empty: "빈 점포", "Empty units", "空铺", "空き店舗";

        // Way.
        way: "길찾기", "Find the way", "路线查找", "道案内";
        way_from: "출발", "From", "出发地", "出発";
        way_to: "도착", "To", "目的地", "到着";
        way_choose: "고르세요", "Choose", "请选择", "選んでください";
        way_profile: "어떻게 가시나요?", "How do you go?", "您怎么走？", "移動方法は？";
        profile_walk: "걸어서", "Walking", "步行", "徒歩";
        profile_step_free:
            "계단 없이 (휠체어·유모차)", "Step-free (wheelchair, pram)",
            "无台阶（轮椅、婴儿车）", "段差なし（車いす・ベビーカー）";
        profile_cart: "손수레", "Hand cart", "手推车", "手押し車";
        way_ask: "길 보기", "Show the way", "查看路线", "道順を見る";
        way_answer: "가는 길", "The way", "路线", "道順";
        way_total: "{}, 약 {}", "{}, about {}", "{}，约{}", "{}、約{}";
        way_at_once: "바로 앞", "right here", "就在眼前", "すぐ目の前";
        way_steps: "순서대로", "Step by step", "分步指引", "順番に";
        way_none:
            "이 방법으로 갈 수 있는 길이 없습니다. 다른 이동 방법을 골라 보세요.",
            "There is no way for this choice. Try another way of going.",
            "这种方式没有可走的路线，请换一种移动方式。",
            "この方法で行ける道がありません。別の移動方法をお選びください。";
        way_unknown:
            "‘{}’: 찾지 못한 곳입니다. 목록에서 고르거나 점포번호를 넣어 주세요.",
            "“{}” is not known here. Choose from the list, or type a stall number.",
            "“{}”：找不到这个地点。请从列表中选择，或输入店铺编号。",
            "「{}」：見つからない場所です。一覧から選ぶか、店舗番号を入力してください。";
        way_here: "여기로 길찾기", "Directions to here", "到这里的路线", "ここへの道順";
        way_from_here: "여기서 출발", "Start from here", "从这里出发", "ここから出発";
        way_in_3d: "이 길을 3D로 걷기", "Walk this way in 3D", "在3D中走这条路线", "この道を3Dで歩く";
        way_clear: "길 지우기", "Clear the way", "清除路线", "道順を消す";
        gates: "출입구", "Gates", "出入口", "出入口";
        metres: "{} m", "{} m", "{}米", "{} m";
        kilometres: "{} km", "{} km", "{}公里", "{} km";
        minutes: "{}분", "{} minutes", "{}分钟", "{}分";
        one_minute: "1분", "1 minute", "1分钟", "1分";
        way_conditions:
            "지금 이렇습니다. 길에 반영했습니다.", "As it is now; the way heeds it.",
            "目前的情况如下，路线已考虑在内。", "現在の状況です。道順に反映しました。";

        // Walk.
        walk: "3D로 걷기", "Walk in 3D", "3D漫步", "3Dで歩く";
        walk_title: "{} 3D로 걷기", "Walk through {} in 3D", "3D漫步{}", "{}を3Dで歩く";
        walk_poster:
            "3D 시장을 불러오는 동안 목록과 평면도를 먼저 보실 수 있습니다.",
            "While the 3D market loads, the list and the plan are ready for you.",
            "3D市场加载期间，可以先看列表和平面图。", "3D市場を読み込む間、一覧と平面図を先にご覧いただけます。";
        walk_no_script:
            "3D는 자바스크립트가 필요합니다. 아래 목록과 평면도에서 같은 내용을 볼 수 있습니다.",
            "3D needs JavaScript. The list and the plan below show the same.",
            "3D需要JavaScript。下方的列表和平面图有相同内容。",
            "3DにはJavaScriptが必要です。下の一覧と平面図で同じ内容をご覧いただけます。";
        walk_canvas:
            "{} 3D 보기. 같은 내용이 아래 점포 목록에 있습니다.", "3D view of {}. The list of stalls below has the same.",
            "{}的3D画面。下方的店铺列表有相同内容。", "{}の3D表示。下の店舗一覧に同じ内容があります。";
        walk_loading: "3D 시장을 불러오는 중", "Loading the 3D market", "正在加载3D市场", "3D市場を読み込み中";
        walk_start: "3D 시작", "Start 3D", "开始3D", "3Dを開始";
        walk_ready:
            "준비되었습니다. 걸어 보세요.", "Ready. Take a walk.",
            "准备好了，开始走走吧。", "準備ができました。歩いてみましょう。";
        walk_help: "조작 방법", "How to move", "操作方法", "操作方法";
        walk_keys: "키보드", "Keyboard", "键盘", "キーボード";
        walk_keys_move:
            "걷기: W A S D 또는 화살표", "Walk: W A S D or the arrow keys",
            "行走：W A S D 或方向键", "歩く：W A S D または矢印キー";
        walk_keys_look:
            "둘러보기: 마우스로 끌기", "Look around: drag with the mouse",
            "环顾：用鼠标拖动", "見回す：マウスでドラッグ";
        walk_keys_pick:
            "점포 보기: 점포를 누르거나 목록에서 고르기", "See a stall: choose it in the view or in the list",
            "查看店铺：点按店铺，或从列表中选择", "店舗を見る：店舗を押すか、一覧から選ぶ";
        walk_touch: "손가락", "Touch", "触屏", "タッチ";
        walk_touch_move:
            "걷기: 왼쪽 아래 원을 밀기", "Walk: push the circle at the lower left",
            "行走：推动左下角的圆圈", "歩く：左下の丸を動かす";
        walk_touch_look:
            "둘러보기: 화면을 끌기", "Look around: drag the view",
            "环顾：拖动画面", "見回す：画面をドラッグ";
        walk_touch_tap:
            "바닥을 누르면 그리로 걸어갑니다", "Tap the floor to walk there",
            "点按地面即可走过去", "床をタップするとそこへ歩きます";
        walk_stick: "걷기 조작", "Walk", "行走操作", "歩く操作";
        walk_forward: "앞으로", "Forward", "前进", "前へ";
        walk_back: "뒤로", "Back", "后退", "後ろへ";
        walk_turn_left: "왼쪽으로 돌기", "Turn left", "向左转", "左を向く";
        walk_turn_right: "오른쪽으로 돌기", "Turn right", "向右转", "右を向く";
        walk_no_webgl:
            "이 기기에서는 3D를 열 수 없습니다. 평면도와 목록으로 안내해 드립니다.",
            "This device cannot show 3D. The plan and the list will guide you.",
            "此设备无法显示3D，请使用平面图和列表。", "この端末では3Dを表示できません。平面図と一覧でご案内します。";
        walk_failed:
            "3D를 불러오지 못했습니다. 평면도와 목록은 그대로 쓸 수 있습니다.",
            "3D could not be loaded. The plan and the list still work.",
            "3D加载失败。平面图和列表仍可使用。", "3Dを読み込めませんでした。平面図と一覧はそのままご利用いただけます。";
        walk_lost:
            "기기의 그래픽 자원이 부족해 3D가 멈췄습니다. 평면도와 목록은 그대로 쓸 수 있습니다.",
            "The device ran short of graphics resources and 3D stopped. The plan and the list still work.",
            "设备图形资源不足，3D已停止。平面图和列表仍可使用。",
            "端末のグラフィック資源が足りず、3Dが止まりました。平面図と一覧はそのままご利用いただけます。";
        walk_again:
            "그래픽 연결이 끊겨, 서 있던 자리에서 3D를 다시 엽니다.",
            "The graphics connection was lost. 3D opens again where you stood.",
            "图形连接已中断，正在您所在的位置重新打开3D。",
            "グラフィックの接続が切れたため、いた場所で3Dを開き直します。";
        walk_retry: "3D 다시 시도", "Try 3D again", "重试3D", "3Dを再試行";
        walk_panel: "고른 점포", "Chosen stall", "所选店铺", "選んだ店舗";
        walk_now_at: "지금 {} 앞입니다", "You are in front of {}", "您在{}前面", "いま{}の前です";
        walk_go: "이 점포로 가기", "Go to this stall", "前往这家店", "この店舗へ行く";
        walk_close: "닫기", "Close", "关闭", "閉じる";
        walk_full: "화면 가득 보기", "Full screen", "全屏", "全画面";
        walk_list: "목록에서 고르기", "Choose from the list", "从列表选择", "一覧から選ぶ";
        hour: "시간대", "Time of day", "时段", "時間帯";
        hour_morning: "아침", "Morning", "早晨", "朝";
        hour_noon: "한낮", "Noon", "正午", "昼";
        hour_evening: "해 질 녘", "Dusk", "黄昏", "夕暮れ";
        hour_night: "밤", "Night", "夜晚", "夜";
        hour_now: "지금", "Now", "现在", "いま";
        vr_enter: "VR로 들어가기", "Enter VR", "进入VR", "VRに入る";
        vr_failed:
            "VR을 시작하지 못했습니다. 화면에서는 그대로 걸을 수 있습니다.",
            "VR could not be started. You can go on walking on the screen.",
            "VR未能启动，您仍可在屏幕上行走。", "VRを開始できませんでした。画面ではそのまま歩けます。";
        vr_entered:
            "VR로 들어왔습니다. 왼쪽 손목에 메뉴가 있습니다.", "You are in VR. The menu is on your left wrist.",
            "已进入VR，菜单在左手腕上。", "VRに入りました。左手首にメニューがあります。";
        vr_left:
            "VR에서 나왔습니다. 같은 자리에서 계속 걸을 수 있습니다.", "You left VR. Go on from the same place.",
            "已退出VR，可从原处继续行走。", "VRを終了しました。同じ場所から続けて歩けます。";
        vr_menu: "메뉴", "Menu", "菜单", "メニュー";
        vr_help_go:
            "바닥을 가리키고 누르면 그곳으로 갑니다. 스틱으로 걷고 돌 수도 있습니다.",
            "Point at the floor and press to go there. Sticks walk and turn.",
            "指向地面并按下即可前往。也可用摇杆行走和转向。",
            "床を指して押すと移動します。スティックで歩いたり回ったりもできます。";
        vr_help_pick:
            "점포를 가리키고 누르면 안내판이 열립니다. 맨손이면 엄지와 검지를 맞대세요.",
            "Point at a stall and press to read about it. With bare hands, pinch.",
            "指向店铺并按下即可打开说明牌。徒手时请捏合拇指和食指。",
            "店舗を指して押すと案内板が開きます。素手なら親指と人差し指をつまみます。";
        vr_find: "점포 찾기", "Find a stall", "查找店铺", "店舗を探す";
        vr_find_hint:
            "이름이나 물건 (예: ㄱㅊ → 김치)", "A name or a product", "店名或商品", "店名や商品";
        vr_find_help:
            "점포번호(가-12)와 시설도 찾을 수 있습니다. 찾은 곳을 누르면 안내판이 열립니다.",
            "Stall numbers and facilities can be found too. Press a result to read about it.",
            "也可以查找店铺编号和设施。按下结果即可打开说明牌。",
            "店舗番号や施設も探せます。見つかったものを押すと案内板が開きます。";
        vr_speak: "말로 찾기", "Speak", "语音查找", "声で探す";
        vr_listening:
            "듣고 있습니다. 찾는 것을 말해 주세요", "Listening. Say what you are looking for",
            "正在聆听，请说出要找的内容", "聞いています。探しているものを話してください";
        vr_not_heard:
            "잘 듣지 못했습니다. 다시 말해 주세요", "I did not catch that. Please try again",
            "没有听清，请再说一遍", "聞き取れませんでした。もう一度お願いします";
        vr_erase: "지우기", "Erase", "删除", "消す";
        vr_seated: "앉아서 보기", "Seated", "坐姿", "座って見る";
        vr_smooth_turn: "부드럽게 돌기", "Smooth turns", "平滑转向", "なめらかに回る";
        vr_smooth_move: "스틱으로 걷기", "Walk with the stick", "用摇杆行走", "スティックで歩く";
        vr_vignette: "가장자리 가리기", "Dim the edges", "遮暗边缘", "周辺を暗くする";
        vr_no_floor:
            "이 기기는 바닥 높이를 알려 주지 않습니다.", "This headset does not know where the floor is.",
            "此设备无法得知地面高度。", "この端末では床の高さがわかりません。";
        vr_eyes: "눈높이 {} cm", "Eye height {} cm", "视线高度{}厘米", "目の高さ{}cm";
        vr_lower: "더 낮게", "Lower", "降低", "低くする";
        vr_higher: "더 높게", "Higher", "升高", "高くする";
        vr_back: "지난번 자리로 가기", "Back to where I was", "回到上次的位置", "前回の場所へ戻る";
        vr_way_floor:
            "바닥의 파란 화살표를 따라가세요.", "Follow the blue arrows on the floor.",
            "请沿地面上的蓝色箭头前行。", "床の青い矢印に沿って進んでください。";
        vr_way_go: "따라가기", "Follow it", "跟着走", "たどって行く";
        vr_way_end: "길 안내 끝내기", "End the way", "结束导航", "案内を終える";
        vr_leave: "VR 끝내기", "Leave VR", "退出VR", "VRを終了";
        walk_above: "위에서 보기", "Look from above", "俯视市场", "上から見る";
        walk_is_above:
            "위에서 봅니다. 바닥을 누르면 그 자리로 내려갑니다.",
            "You look from above. Press the floor to stand there.",
            "正在俯视市场。点按地面即可站到那里。",
            "上から見ています。床を押すとその場所に降ります。";
        walk_is_down: "시장 안에 섰습니다.", "You stand in the market.", "您已站在市场里。", "市場の中に立ちました。";
        // Walk: where one is, keys, one switch, settings.
        here_ask: "지금 위치 듣기", "Where am I?", "我在哪里？", "いまの場所を聞く";
        here_level: "{}에 왔습니다", "You are on {}", "您已到达{}", "{}に着きました";
        here_aisle: "{}에 들어섰습니다", "You are in {}", "您已进入{}", "{}に入りました";
        here_ahead: "앞에 {}", "In front: {}", "前方：{}", "前に{}";
        here_left: "왼쪽에 {}", "on the left: {}", "左侧：{}", "左に{}";
        here_right: "오른쪽에 {}", "on the right: {}", "右侧：{}", "右に{}";
        here_facing: "{}을 보고 있습니다", "You face {}", "您面向{}", "{}を向いています";
        here_between: "층과 층 사이입니다", "You are between two levels", "您在两层之间", "階と階の間です";
        here_outside: "통로 밖입니다", "You are outside the aisles", "您在通道之外", "通路の外です";
        here_nothing: "앞에 점포가 없습니다", "No stall in front of you", "前方没有店铺", "前に店舗がありません";
        headings:
            "북쪽,북동쪽,동쪽,남동쪽,남쪽,남서쪽,서쪽,북서쪽",
            "north,north-east,east,south-east,south,south-west,west,north-west",
            "北方,东北方,东方,东南方,南方,西南方,西方,西北方", "北,北東,東,南東,南,南西,西,北西";
        mini_map: "평면도에서 내 위치 보기", "Show me on the plan", "在平面图上查看我的位置", "平面図で現在地を見る";
        north_mark: "북", "N", "北方", "北";
        walk_step_left: "왼쪽으로 옆걸음", "Step left", "向左横移", "左へ横歩き";
        walk_step_right: "오른쪽으로 옆걸음", "Step right", "向右横移", "右へ横歩き";
        walk_run: "빨리 걷기 (누르고 있기)", "Walk quicker (hold)", "快走（按住）", "速く歩く（押し続ける）";
        walk_open: "앞 점포 보기", "See the stall in front", "查看前方店铺", "前の店舗を見る";
        walk_around: "뒤로 돌기", "Turn round", "向后转", "後ろを向く";
        walk_stop: "멈춤", "Stop", "停下", "止まる";
        switch_bar: "스위치로 걷기", "Walk with one switch", "单键行走", "スイッチで歩く";
        switch_hint:
            "불이 들어온 것을 고르려면 스위치나 화면을 누르세요.",
            "Press the switch or the view to take what is lit.",
            "要选择亮起的项目，请按开关或屏幕。", "光っている項目を選ぶには、スイッチか画面を押してください。";
        key_waits: "키를 누르세요", "Press a key", "请按一个键", "キーを押してください";
        key_set: "{}: {}", "{} is now {}", "{}：{}键", "{}：{}キー";
        key_taken:
            "이 키는 브라우저가 씁니다. 다른 키를 누르세요.", "The browser needs that key. Press another one.",
            "该键由浏览器使用，请按其他键。", "このキーはブラウザーが使います。別のキーを押してください。";
        seconds_each: "{}초", "{} s", "{}秒", "{} 秒";
        settings_kept:
            "설정을 저장했습니다.", "Your settings are kept.", "设置已保存。", "設定を保存しました。";
        pad_there:
            "게임패드를 연결했습니다. 왼쪽 스틱으로 걷고 오른쪽 스틱으로 봅니다.",
            "A gamepad is connected. Walk with the left stick, look with the right one.",
            "手柄已连接。左摇杆行走，右摇杆环顾。",
            "ゲームパッドを接続しました。左スティックで歩き、右スティックで見回します。";

        // Walk: guidance along a way.
        guide: "길 안내", "Guidance", "路线指引", "道順の案内";
        guide_go: "따라 걷기", "Walk along", "沿路线走", "道に沿って歩く";
        guide_pause: "잠시 멈춤", "Pause", "暂停", "一時停止";
        guide_next: "다음 안내", "Next step", "下一步", "次の案内";
        guide_previous: "앞 안내", "Previous step", "上一步", "前の案内";
        guide_end: "안내 끝내기", "End the guidance", "结束指引", "案内を終える";
        guide_left: "{} 남음", "{} left", "还有{}", "残り{}";
        guide_step: "{}번째 안내, 모두 {}개", "Step {} of {}", "第{}步，共{}步", "{}番目、全{}件";
        guide_off:
            "길에서 벗어났습니다. 바닥의 선으로 돌아오세요.", "You left the way. Go back to the line on the floor.",
            "您已偏离路线，请回到地面的线上。", "道から外れました。床の線に戻ってください。";
        guide_back: "다시 길 위에 있습니다.", "You are on the way again.", "您已回到路线上。", "道に戻りました。";
        guide_arrived: "도착했습니다.", "You have arrived.", "您已到达。", "到着しました。";

        // Without a network.
        kept_no_way:
            "인터넷에 연결되면 길을 찾을 수 있습니다. 평면도와 목록은 지금도 볼 수 있습니다.",
            "Directions need a network. The plan and the list work now.",
            "路线查找需要网络。平面图和列表现在可以使用。",
            "道案内にはインターネットが必要です。平面図と一覧はいまも見られます。";
        kept_stall:
            "인터넷에 연결되면 상품을 모두 볼 수 있습니다.", "With a network all its goods are shown.",
            "联网后可查看全部商品。", "インターネットにつながると、すべての商品が見られます。";
        share_here: "이 자리 주소 복사", "Copy a link to this place", "复制此处链接", "この場所のリンクをコピー";
        share_copied:
            "이 자리의 주소를 복사했습니다.",
            "The link to this place is copied.",
            "已复制此处的链接。",
            "この場所のリンクをコピーしました。";
        share_in_bar:
            "주소창에 이 자리의 주소가 있습니다.",
            "The link to this place is in the address bar.",
            "此处的链接已显示在地址栏中。",
            "この場所のリンクはアドレスバーにあります。";
        walk_step_scene: "시장 모습", "the market", "市场外观", "市場の様子";
        walk_step_world: "바닥과 벽", "floors and walls", "地面和墙壁", "床と壁";
        walk_step_engine: "3D 엔진", "the 3D engine", "3D引擎", "3Dエンジン";

        // What stalls say of today.
        won: "{}원", "₩{}", "{}韩元", "{}ウォン";
        origin_missing: "원산지 미확인", "Origin not known", "产地未确认", "原産地未確認";
        state_open: "영업 중", "Open", "营业中", "営業中";
        state_closed: "오늘 쉼", "Closed today", "今日休息", "本日休み";
        state_sold_out: "품절", "Sold out", "售罄", "売り切れ";
        live_special: "오늘의 특가", "Today's special", "今日特价", "本日の特売";
        live_at: "{}에 알림", "said at {}", "{}告知", "{}のお知らせ";
        live_usual: "평소대로", "as usual", "照常", "いつもどおり";
        live_changed: "{}: {}", "{}: {}", "{}：{}", "{}：{}";
    } } };
}
