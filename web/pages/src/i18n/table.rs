//! The table itself: key, Korean, English.

macro_rules! table {
    ($($key:ident: $ko:literal, $en:literal;)*) => {
        /// The words of one language.
        #[derive(Debug)]
        #[expect(missing_docs, reason = "the table below shows what each key says")]
        pub struct Words { $(pub $key: &'static str,)* }

        /// Korean.
        pub static KO: Words = Words { $($key: $ko,)* };
        /// English.
        pub static EN: Words = Words { $($key: $en,)* };
        /// Every key with its Korean and its English text.
        pub static KEYS: &[(&str, &str, &str)] = &[$((stringify!($key), $ko, $en),)*];
    };
}

table! {
    // Frame of every page.
    site: "장터", "Jangteo";
    site_tagline: "시장을 그대로, 화면 안에", "The market as it is, on your screen";
    skip: "본문으로 바로가기", "Skip to the content";
    other_language: "English", "한국어";
    language: "언어", "Language";
    home: "시장 목록", "All markets";
    breadcrumb: "현재 위치", "Where you are";
    footer_about: "한 번의 시장 조사로 만든 지도, 평면도, 길찾기입니다.", "Map, plan and directions, made from one survey of the market.";
    footer_location: "위치 정보를 쓰지 않아도 모든 기능을 쓸 수 있습니다.", "Everything here works without your location.";
    footer_desk: "시장 관리", "Market desk";
    footer_tablet: "조사용 태블릿", "Survey tablet";
    status_draft: "초안", "Draft";
    status_fictional: "가상", "Fictional";
    status_surveyed: "실측", "Surveyed";
    notice_draft: "초안입니다. 시장 이름과 위치는 공공 자료이고, 점포·상품·가격은 자동으로 만든 값입니다. 실제 시장과 다릅니다.", "This is a draft. The market's name and place come from the public register; stalls, goods and prices were generated and are not the real ones.";
    notice_fictional: "가상 시장입니다. 여기 나오는 점포와 상인, 가격은 모두 지어낸 것입니다.", "This market is fictional. Its stalls, merchants and prices are all made up.";

    // Home.
    home_title: "어느 시장에 가시나요?", "Which market are you going to?";
    home_lead: "점포를 찾고, 평면도를 보고, 3D로 미리 걸어 보세요.", "Find a stall, look at the plan, and take a walk in 3D before you go.";
    home_search: "시장 이름이나 주소", "Name or address of a market";
    home_list: "시장 목록", "Markets";
    home_none: "등록된 시장이 없습니다.", "There are no markets yet.";
    home_no_match: "찾는 시장이 없습니다. 다른 이름으로 찾아보세요.", "No market matches. Try another name.";
    plan_of: "{} 평면도", "Plan of {}";
    enter: "들어가기", "Enter";
    stalls_n: "점포 {}곳", "{} stalls";
    goods_n: "상품 {}가지", "{} goods";
    open_stalls_n: "영업 중 {}곳", "{} open";

    // Market facts.
    facts: "시장 정보", "About this market";
    address: "주소", "Address";
    hours: "영업시간", "Hours";
    market_days: "장날", "Market days";
    every_day: "매일", "Every day";
    days_ending: "날짜 끝자리 {}일", "Days of the month ending in {}";
    payments: "결제 수단", "Ways to pay";
    opened: "개설", "Opened";
    opened_year: "{}년", "{}";
    today_held: "오늘은 장이 서는 날입니다", "The market is held today";
    today_not_held: "오늘은 장날이 아닙니다", "No market today";
    today_open: "오늘 {}~{}", "Today {} to {}";
    today_closed: "오늘은 쉽니다", "Closed today";
    hours_unknown: "영업시간 미확인", "Hours not known";
    hours_off: "쉼", "closed";
    hours_nth: "{}번째 {}요일", "week {} {}";
    next_day: "다음 날 {}", "{} the next day";

    // Search.
    search: "찾기", "Search";
    search_label: "점포·상품·시설 찾기", "Find a stall, a product or a facility";
    search_hint: "예: 반찬, 가-12, ㄱㅊ(김치), 화장실", "For example: side dishes, kimchi, toilet";
    search_results: "찾은 결과", "Results";
    results_for: "‘{}’에서 찾은 것", "Results for “{}”";
    results_n: "{}건", "{} found";
    no_results: "‘{}’에 맞는 것이 없습니다. 초성(ㄱㅊ)이나 점포번호(가-12)로도 찾을 수 있습니다.", "Nothing matches “{}”. You can also type a stall number.";
    clear_search: "검색 지우기", "Clear the search";
    kind_stall: "점포", "Stall";
    kind_good: "상품", "Product";
    kind_facility: "편의시설", "Facility";
    kind_gate: "출입구", "Gate";

    // Plan.
    plan: "평면도", "Plan";
    skip_plan: "평면도 건너뛰기", "Skip the plan";
    plan_help: "점포를 누르면 자세한 내용을 볼 수 있습니다. 같은 내용이 점포 목록에도 있습니다.", "Choose a stall to see more. The same is in the list of stalls.";
    plan_missing: "평면도를 준비하고 있습니다. 점포 목록을 이용하세요.", "The plan is being made. Please use the list of stalls.";
    level: "층", "Level";
    level_all: "모든 층", "All levels";
    legend: "색 안내", "Colours";
    zoom_in: "크게", "Zoom in";
    zoom_out: "작게", "Zoom out";
    zoom_reset: "전체 보기", "Whole plan";
    print: "인쇄", "Print";
    plan_scroll: "평면도 영역", "Plan area";
    group_produce: "채소·과일·꽃", "Vegetables, fruit, flowers";
    group_sea: "수산물", "Fish";
    group_meat: "정육·닭", "Meat, poultry";
    group_grain: "곡물·견과·양념", "Grain, nuts, spices";
    group_cooked: "반찬·먹거리", "Side dishes, food";
    group_cloth: "옷·이불·신발", "Clothes, bedding, shoes";
    group_home: "생활용품", "Household";
    group_service: "서비스·기타", "Services, other";
    group_empty: "빈 점포", "Empty units";

    // Way.
    way: "길찾기", "Find the way";
    way_from: "출발", "From";
    way_to: "도착", "To";
    way_choose: "고르세요", "Choose";
    way_profile: "어떻게 가시나요?", "How do you go?";
    profile_walk: "걸어서", "Walking";
    profile_step_free: "계단 없이 (휠체어·유모차)", "Step-free (wheelchair, pram)";
    profile_cart: "손수레", "Hand cart";
    way_ask: "길 보기", "Show the way";
    way_answer: "가는 길", "The way";
    way_total: "{}, 약 {}", "{}, about {}";
    way_steps: "순서대로", "Step by step";
    way_none: "이 방법으로 갈 수 있는 길이 없습니다. 다른 이동 방법을 골라 보세요.", "There is no way for this choice. Try another way of going.";
    way_unknown: "‘{}’: 찾지 못한 곳입니다. 목록에서 고르거나 점포번호를 넣어 주세요.", "“{}” is not known here. Choose from the list, or type a stall number.";
    way_here: "여기로 길찾기", "Directions to here";
    way_from_here: "여기서 출발", "Start from here";
    way_in_3d: "이 길을 3D로 걷기", "Walk this way in 3D";
    way_clear: "길 지우기", "Clear the way";
    gates: "출입구", "Gates";
    metres: "{} m", "{} m";
    kilometres: "{} km", "{} km";
    minutes: "{}분", "{} minutes";
    one_minute: "1분", "1 minute";

    // List of stalls.
    list: "점포 목록", "Stalls";
    list_by: "모아 보기", "Group";
    by_aisle: "통로별", "By aisle";
    by_category: "품목별", "By trade";
    all_categories: "전체", "All";
    list_filter: "품목 고르기", "Choose a trade";
    aisle_jump: "통로로 이동", "Go to an aisle";
    list_large: "점포가 많아 통로별로 나누어 보여 드립니다. 통로나 품목을 고르세요.", "There are many stalls here. Choose an aisle or a trade.";
    more_goods: "외 {}가지", "and {} more";
    no_goods: "등록된 상품이 없습니다", "No goods listed yet";
    empty_unit: "빈 점포", "Empty unit";
    stalls_here_n: "{}곳", "{}";
    shown_n: "{}곳을 보고 있습니다", "Showing {}";
    show_all: "전체 목록 보기", "Show the whole list";

    // Goods.
    goods: "파는 것", "What is sold";
    good: "상품", "Product";
    price: "가격", "Price";
    origin: "원산지", "Origin";
    unit: "단위", "Unit";
    price_date: "가격 확인일", "Price seen on";
    won: "{}원", "₩{}";
    ask_price: "시가 (점포에 문의)", "Ask at the stall";
    origin_missing: "원산지 미확인", "Origin not known";
    sold_out: "품절", "Sold out";
    goods_note: "가격은 확인일 기준이며 현장에서 달라질 수 있습니다.", "Prices are as seen on the day given and may differ at the stall.";

    // Stall.
    stall_code: "점포번호", "Stall number";
    where_is: "위치", "Where";
    where_text: "{} · {} · 앞에서 {}번째", "{} · {} · number {} in its row";
    category: "품목", "Trade";
    state: "상태", "State";
    state_open: "영업 중", "Open";
    state_closed: "오늘 쉼", "Closed today";
    state_empty: "빈 점포", "Empty unit";
    state_sold_out: "품절", "Sold out";
    about_stall: "상인의 한마디", "From the merchant";
    photo_soon: "사진을 준비하고 있습니다", "Photo to come";
    confirmed_on: "{} 현장 확인", "Checked on site on {}";
    source_generated: "자동으로 만든 자료입니다", "Generated data";
    source_imported: "공공 자료에서 가져왔습니다", "Imported from public data";
    see_3d: "3D로 보기", "See in 3D";
    on_plan: "평면도에서 보기", "On the plan";
    neighbours: "옆 점포", "Next door";
    same_category: "같은 품목 점포", "Same trade in this market";
    share: "이 점포 주소", "Link to this stall";
    share_hint: "QR 코드로 만들거나 그대로 보낼 수 있습니다.", "Share it, or print it as a QR code.";
    no_consent: "상인 정보는 공개 동의를 받은 뒤 보여 드립니다.", "The merchant's details are shown after consent.";
    since: "{}부터 영업", "Trading here since {}";
    back_to_market: "{}로 돌아가기", "Back to {}";

    // Facilities.
    facilities: "편의시설", "Facilities";
    facility_where: "{} {}", "{} {}";
    step_free_ways: "계단·경사로·엘리베이터", "Stairs, ramps, lifts";

    // Walk.
    walk: "3D로 걷기", "Walk in 3D";
    walk_title: "{} 3D로 걷기", "Walk through {} in 3D";
    walk_poster: "3D 시장을 불러오는 동안 옆의 목록과 평면도를 먼저 보실 수 있습니다.", "While the 3D market loads, the list and the plan are ready for you.";
    walk_no_script: "3D는 자바스크립트가 필요합니다. 아래 목록과 평면도에서 같은 내용을 볼 수 있습니다.", "3D needs JavaScript. The list and the plan below show the same.";
    walk_canvas: "{} 3D 보기. 같은 내용이 아래 점포 목록에 있습니다.", "3D view of {}. The list of stalls below has the same.";
    walk_loading: "3D 시장을 불러오는 중", "Loading the 3D market";
    walk_start: "3D 시작", "Start 3D";
    walk_ready: "준비되었습니다. 걸어 보세요.", "Ready. Take a walk.";
    walk_help: "조작 방법", "How to move";
    walk_keys: "키보드", "Keyboard";
    walk_keys_move: "걷기: W A S D 또는 화살표", "Walk: W A S D or the arrow keys";
    walk_keys_look: "둘러보기: 마우스로 끌기", "Look around: drag with the mouse";
    walk_keys_pick: "점포 보기: 점포를 누르거나 목록에서 고르기", "See a stall: choose it in the view or in the list";
    walk_touch: "손가락", "Touch";
    walk_touch_move: "걷기: 왼쪽 아래 원을 밀기", "Walk: push the circle at the lower left";
    walk_touch_look: "둘러보기: 화면을 끌기", "Look around: drag the view";
    walk_touch_tap: "바닥을 누르면 그리로 걸어갑니다", "Tap the floor to walk there";
    walk_stick: "걷기 조작", "Walk";
    walk_forward: "앞으로", "Forward";
    walk_back: "뒤로", "Back";
    walk_turn_left: "왼쪽으로 돌기", "Turn left";
    walk_turn_right: "오른쪽으로 돌기", "Turn right";
    walk_no_webgl: "이 기기에서는 3D를 열 수 없습니다. 평면도와 목록으로 안내해 드립니다.", "This device cannot show 3D. The plan and the list will guide you.";
    walk_failed: "3D를 불러오지 못했습니다. 평면도와 목록은 그대로 쓸 수 있습니다.", "3D could not be loaded. The plan and the list still work.";
    walk_lost: "기기의 그래픽 자원이 부족해 3D가 멈췄습니다. 평면도와 목록은 그대로 쓸 수 있습니다.", "The device ran short of graphics resources and 3D stopped. The plan and the list still work.";
    walk_retry: "3D 다시 시도", "Try 3D again";
    walk_panel: "고른 점포", "Chosen stall";
    walk_now_at: "지금 {} 앞입니다", "You are in front of {}";
    walk_go: "이 점포로 가기", "Go to this stall";
    walk_close: "닫기", "Close";
    walk_full: "화면 가득 보기", "Full screen";
    walk_list: "목록에서 고르기", "Choose from the list";
    walk_step_scene: "시장 모습", "the market";
    walk_step_world: "바닥과 벽", "floors and walls";
    walk_step_engine: "3D 엔진", "the 3D engine";

    // Rider.
    rider_title: "{} 배달", "Deliveries of {}";
    rider_next: "다음 할 일", "Next stop";
    rider_all: "전체 순서", "All stops";
    rider_done: "오늘 배달을 모두 마쳤습니다. 수고하셨습니다.", "All deliveries of this plan are done. Thank you.";
    rider_none: "아직 받은 배달이 없습니다.", "No deliveries yet.";
    rider_progress: "{}곳 중 {}곳 완료", "{} stops, {} done";
    rider_changes: "{}에 계획이 바뀌었습니다", "The plan changed at {}";
    rider_changes_none: "이 라이더의 배달은 그대로입니다.", "Nothing changed for this rider.";
    rider_new_plan: "새 계획이 왔습니다.", "There is a new plan.";
    rider_new_show: "새 계획 보기", "Show the new plan";
    rider_address_later: "이 차례가 되면 주소가 보입니다", "The address appears when its turn comes";
    sign_alt: "간판: {} {}, {}", "Sign: {} {}, {}";
    sign_photo: "사진: {} {}", "Photo: {} {}";
    stop_code: "인계번호", "Code";
    stop_floor: "{}층", "Floor {}";
    stop_customer: "손님 말", "Customer";
    stop_good_missing: "없음", "missing";
    act_which: "무엇이 없나요? (고르지 않으면 모두)", "What is missing? (all, when none is chosen)";
    way_conditions: "지금 이렇습니다. 길에 반영했습니다.", "As it is now; the way heeds it.";
    rider_collect: "물건 받기", "Collect";
    rider_hub: "배송센터", "Delivery hub";
    rider_deliver: "전달하기", "Deliver";
    rider_planned: "예정 {}", "Planned {}";
    rider_until: "약속 {}까지", "Promised by {}";
    rider_on_time: "예정대로", "On time";
    rider_early: "{}분 여유", "{} min early";
    rider_late: "{}분 늦음", "{} min late";
    rider_address_hidden: "배달이 끝나 주소를 숨겼습니다", "Delivered: the address is hidden";
    rider_way: "다음 곳까지 가는 길", "The way to the next stop";
    rider_maps: "지도 앱으로 열기", "Open in a map app";
    map_naver: "네이버지도", "Naver Map";
    map_kakao: "카카오맵", "KakaoMap";
    map_phone: "기본 지도", "Phone's map";
    act_collected: "받았습니다", "Collected";
    act_missing: "빠진 물건 있음", "Something is missing";
    act_delivered: "전달했습니다", "Delivered";
    act_problem: "문제 있음", "There is a problem";
    act_undo: "되돌리기", "Undo";
    act_note: "남길 말 (선택)", "Note (optional)";
    act_more: "다른 상황", "Other";
    stop_waiting: "대기", "To do";
    stop_collected: "받음", "Collected";
    stop_missing: "일부 빠짐", "Incomplete";
    stop_delivered: "전달 완료", "Delivered";
    stop_problem: "문제 있음", "Problem";
    rider_queued: "신호가 없습니다. {}건은 연결되면 저절로 보냅니다.", "No signal. {} entries are sent as soon as there is one.";
    rider_safety: "달리는 중에는 화면을 보지 마세요.", "Do not look at the screen while riding.";
    stop_note: "메모", "Note";

    // Desk.
    desk: "시장 관리", "Market desk";
    desk_login: "관리자 확인", "Sign in";
    desk_login_lead: "서버를 켤 때 화면에 나온 번호를 넣어 주세요.", "Enter the code that the server printed when it started.";
    desk_code: "관리자 번호", "Desk code";
    desk_enter: "들어가기", "Sign in";
    desk_leave: "나가기", "Sign out";
    desk_refused: "번호가 맞지 않습니다. 다시 확인해 주세요.", "That code is not right. Please check it.";
    desk_locked: "여러 번 틀려 잠시 막았습니다. 15분 뒤에 다시 해 주세요.", "Too many wrong codes. Please try again in 15 minutes.";
    desk_markets: "시장", "Markets";
    desk_revision: "판", "Revision";
    desk_building: "새 판을 만드는 중입니다", "A new revision is being built";
    desk_no_revision: "아직 만들지 않음", "Not built yet";
    desk_problems: "살펴볼 점 {}가지", "{} things to look at";
    desk_review: "검토할 조사 내용", "Survey records to review";
    desk_review_none: "검토할 것이 없습니다.", "Nothing waits for review.";
    desk_review_lead: "태블릿에서 온 내용입니다. 반영하면 새 판이 만들어집니다.", "These came from tablets. Accepting them builds a new revision.";
    desk_field: "항목", "Field";
    desk_old: "지금 값", "Now";
    desk_new: "새 값", "New";
    desk_who: "조사", "By";
    desk_no_value: "(없음)", "(none)";
    desk_remove: "없어졌습니다", "This is gone";
    desk_confirm: "{} 그대로임을 확인", "Seen unchanged on {}";
    desk_conflict: "다른 태블릿과 값이 다릅니다", "Another tablet says something else";
    desk_new_thing: "새로 추가", "New";
    desk_select: "선택", "Select";
    desk_select_event: "{} 선택", "Select {}";
    desk_accept: "선택한 것 반영", "Accept the selected";
    desk_return: "선택한 것 돌려보내기", "Return the selected";
    desk_reason: "돌려보내는 까닭", "Reason for returning";
    desk_orders: "주문", "Orders";
    desk_orders_none: "주문이 없습니다.", "There are no orders.";
    desk_order: "주문 {}", "Order {}";
    desk_order_new: "전화 주문 넣기", "Enter a phone order";
    desk_order_stall: "점포", "Stall";
    desk_order_goods: "물건", "Goods";
    desk_order_quantity: "수량", "Quantity";
    desk_order_line: "{}번째 물건", "Item {}";
    desk_order_market: "시장", "Market";
    desk_order_address: "배달할 곳", "Deliver to";
    desk_order_from: "몇 시부터", "Not before";
    desk_order_until: "몇 시까지", "Not after";
    desk_order_send: "주문 넣기", "Enter the order";
    desk_order_waiting: "계획 대기", "Waiting for a plan";
    desk_order_planned: "배달 중", "On its way";
    desk_order_delivered: "전달 완료", "Delivered";
    desk_order_cancelled: "취소", "Cancelled";
    desk_plan: "배달 계획 세우기", "Plan deliveries";
    desk_order_left_over: "계획에 넣지 못했습니다: {}", "Not in the plan: {}";
    desk_start: "{} 주문 {}건", "{}: {} orders";
    desk_today: "오늘", "Today";
    desk_works: "일함", "Works";
    desk_shift_from: "시작", "From";
    desk_shift_until: "끝", "Until";
    desk_cold_box: "냉장 상자", "Cold box";
    desk_more: "자세히", "More";
    desk_order_day: "날짜 (비우면 가장 빠른 날)", "Day (the next one when empty)";
    desk_order_entrance: "출입구", "Entrance";
    desk_order_floor: "층", "Floor";
    desk_order_note: "라이더에게 전할 말", "A word to the rider";
    desk_order_weight: "무게", "Weight";
    desk_weight_light: "가벼움", "Light";
    desk_weight_middle: "보통 (약 2 kg)", "Middling (about 2 kg)";
    desk_weight_heavy: "무거움 (약 10 kg)", "Heavy (about 10 kg)";
    desk_order_priority: "순서", "Priority";
    desk_priority_usual: "보통", "Usual";
    desk_priority_first: "먼저", "First";
    desk_order_cold: "차게 보관할 물건", "Must stay cold";
    desk_order_soft: "조금 늦어도 됨", "A little later is fine";
    desk_orders_over: "끝난 주문 {}건", "{} orders that are over";
    desk_check: "인계번호 확인", "Check a code";
    desk_check_ask: "확인", "Check";
    desk_check_found: "{} 번호가 맞습니다.", "{} is right.";
    desk_check_none: "{} 번호의 주문이 없습니다.", "No order has the code {}.";
    desk_run_made: "{}에 세운 계획 (판 {})", "Planned at {} (version {})";
    desk_run_served: "주문 {}건 배달", "{} orders";
    desk_changes: "바뀐 것과 까닭", "What changed and why";
    desk_unserved: "계획에 넣지 못한 주문", "Orders that are left over";
    desk_late: "약속보다 늦는 배달", "Deliveries after their promise";
    desk_reports: "라이더가 알린 것", "Reported by riders";
    desk_remedy: "이렇게 하면 됩니다: {}", "What would help: {}";
    desk_until_instead: "{} 대신 {}까지로 다시 계획", "Not {} but until {}: plan again";
    desk_again: "다시 계획", "Plan again";
    desk_again_new: "새 주문 {}건 넣어 다시 계획", "Plan again with {} new orders";
    desk_cancel_this: "주문 취소: {}", "Cancel an order: {}";
    desk_cancelled: "주문을 취소했습니다.", "The order was cancelled.";
    desk_cancel: "주문 취소", "Cancel an order";
    desk_late_stall: "노점 늦음", "A stall is late";
    desk_sold_out: "품절", "Sold out";
    desk_rider_stops: "라이더 그만", "A rider stops";
    desk_rider_joins: "라이더 더하기", "A rider joins";
    desk_closed_gate: "문 닫힘", "A gate is closed";
    desk_ready: "준비되는 시각", "Ready at";
    desk_replan: "반영해 다시 계획", "Plan again with this";
    desk_replanned: "다시 계획했습니다. 라이더 화면에 바뀐 것이 보입니다.", "Planned again. Riders see what changed.";
    desk_replanned_partly: "다시 계획했지만 넣지 못한 주문이 있습니다. 아래 까닭을 보세요.", "Planned again, but some orders are left over. The reasons are below.";
    desk_no_rider: "그 시간에 일하는 라이더가 없습니다.", "No rider works then.";
    desk_conditions: "막힌 길과 붐비는 시간", "Closed ways and busy hours";
    desk_conditions_lead: "손님 길찾기와 라이더 길에 바로 반영됩니다.", "Ways for shoppers and riders heed this at once.";
    desk_conditions_none: "평소와 같습니다.", "As usual.";
    desk_conditions_set: "반영했습니다.", "Done.";
    desk_condition_end: "끝남", "Over";
    desk_condition_end_of: "{}: 끝남", "{}: over";
    desk_close: "막힌 곳 알리기", "Close a way";
    desk_close_what: "어디가 막혔나요?", "What is closed?";
    desk_crowd: "붐비는 시간 알리기", "Tell of a crowd";
    desk_crowd_where: "어디가 붐비나요?", "Where?";
    desk_crowd_from: "몇 시부터", "From";
    desk_crowd_until: "몇 시까지", "Until";
    desk_crowd_much: "얼마나 붐비나요?", "How much?";
    desk_crowd_1: "조금 (1.5배)", "Somewhat (1.5 times)";
    desk_crowd_2: "많이 (2배)", "Very (2 times)";
    desk_crowd_3: "움직이기 어려움 (3배)", "Hardly passable (3 times)";
    desk_all_aisles: "모든 통로", "Every aisle";
    desk_riders: "라이더", "Riders";
    desk_riders_none: "아직 계획이 없습니다.", "No plan yet.";
    desk_rider_link: "{} 화면 열기", "Open the page of {}";
    desk_rider_progress: "{}곳 중 {}곳 완료", "{} stops, {} done";
    desk_address_hidden: "완료된 주문의 주소는 보이지 않습니다", "The address of a finished order is hidden";
    desk_accepted: "{}건을 반영했습니다. 새 판을 만들고 있습니다.", "{} accepted. A new revision is being built.";
    desk_returned: "{}건을 돌려보냈습니다.", "{} returned.";
    desk_order_taken: "주문을 넣었습니다.", "The order was taken.";
    desk_planned: "배달 계획을 세웠습니다.", "The deliveries are planned.";
    desk_plan_failed: "약속한 시간 안에 배달할 수 있는 주문이 없습니다. 까닭을 보고 라이더나 시간을 바꿔 보세요.", "No order can be delivered in time. See the reasons, and change riders or times.";
    desk_incomplete: "빠진 칸이 있습니다. 다시 확인해 주세요.", "Something is missing in the form. Please check it.";

    // Errors.
    error_code: "오류 {}", "Error {}";
    error_400: "요청을 이해하지 못했습니다", "We did not understand this request";
    error_400_do: "주소나 입력한 값을 확인해 주세요.", "Please check the address or what you typed.";
    error_403: "볼 수 없는 화면입니다", "You may not see this page";
    error_403_do: "링크가 끝났거나 권한이 없습니다.", "The link has ended, or you are not allowed here.";
    error_404: "찾는 화면이 없습니다", "This page does not exist";
    error_404_do: "점포가 옮겼거나 주소가 바뀌었을 수 있습니다. 시장 목록에서 다시 찾아보세요.", "The stall may have moved, or the address has changed. Try the list of markets.";
    error_413: "보낸 내용이 너무 큽니다", "What you sent is too large";
    error_413_do: "나누어서 보내 주세요.", "Please send it in parts.";
    error_429: "요청이 너무 많습니다", "Too many requests";
    error_429_do: "잠시 뒤에 다시 해 주세요.", "Please try again in a moment.";
    error_500: "저희 쪽에 문제가 생겼습니다", "Something went wrong on our side";
    error_500_do: "잠시 뒤에 다시 해 주세요. 계속되면 아래 번호를 알려 주세요.", "Please try again in a moment. If it goes on, tell us the number below.";
    error_503: "지금은 이용하는 분이 많습니다", "We are busy right now";
    error_503_do: "잠시 뒤에 다시 열어 주세요.", "Please come back in a moment.";
    error_id: "문의 번호", "Reference";
    error_problems: "확인할 점", "What to look at";
}
