//! Words of riders and of the desk; only the server says them.

macro_rules! staff_words {
    ($($before:tt)*) => { table! { $($before)* {
        // Rider.
        rider_title: "{} 배달", "Deliveries of {}", "{}配送", "{}の配達";
        rider_next: "다음 할 일", "Next stop", "下一项", "次の作業";
        rider_all: "전체 순서", "All stops", "全部顺序", "全体の順番";
        rider_done:
            "오늘 배달을 모두 마쳤습니다. 수고하셨습니다.", "All deliveries of this plan are done. Thank you.",
            "今天的配送已全部完成，辛苦了。", "本日の配達はすべて終わりました。お疲れさまでした。";
        rider_none: "아직 받은 배달이 없습니다.", "No deliveries yet.", "还没有配送任务。", "まだ配達はありません。";
        rider_progress: "{}곳 중 {}곳 완료", "{} stops, {} done", "共{}处，已完成{}处", "{}か所中{}か所完了";
        rider_changes: "{}에 계획이 바뀌었습니다", "The plan changed at {}", "{}计划有变更", "{}に計画が変わりました";
        rider_changes_none:
            "이 라이더의 배달은 그대로입니다.", "Nothing changed for this rider.",
            "您的配送没有变化。", "このライダーの配達に変更はありません。";
        rider_new_plan: "새 계획이 왔습니다.", "There is a new plan.", "有新计划。", "新しい計画が届きました。";
        rider_new_show: "새 계획 보기", "Show the new plan", "查看新计划", "新しい計画を見る";
        rider_address_later:
            "이 차례가 되면 주소가 보입니다", "The address appears when its turn comes",
            "轮到这一处时显示地址", "順番が来ると住所が表示されます";
        stop_code: "인계번호", "Code", "交接编号", "受け渡し番号";
        stop_floor: "{}층", "Floor {}", "{}层", "{}階";
        stop_customer: "손님 말", "Customer", "顾客留言", "お客様から";
        stop_good_missing: "없음", "missing", "缺货", "なし";
        act_which:
            "무엇이 없나요? (고르지 않으면 모두)", "What is missing? (all, when none is chosen)",
            "缺少哪些？（不选则为全部）", "足りないものは？（選ばなければすべて）";
        rider_collect: "물건 받기", "Collect", "取货", "受け取り";
        rider_hub: "배송센터", "Delivery hub", "配送中心", "配送センター";
        rider_deliver: "전달하기", "Deliver", "送达", "お届け";
        rider_planned: "예정 {}", "Planned {}", "预计 {}", "予定 {}";
        rider_until: "약속 {}까지", "Promised by {}", "约定 {}前", "約束 {}まで";
        rider_on_time: "예정대로", "On time", "准时", "予定どおり";
        rider_early: "{}분 여유", "{} min early", "提前{}分钟", "{}分の余裕";
        rider_late: "{}분 늦음", "{} min late", "晚{}分钟", "{}分遅れ";
        rider_address_hidden:
            "배달이 끝나 주소를 숨겼습니다", "Delivered: the address is hidden",
            "配送已完成，地址已隐藏", "配達が終わったため、住所を隠しました";
        rider_way: "다음 곳까지 가는 길", "The way to the next stop", "到下一处的路线", "次の場所への道順";
        rider_maps: "지도 앱으로 열기", "Open in a map app", "用地图应用打开", "地図アプリで開く";
        map_naver: "네이버지도", "Naver Map", "NAVER地图", "NAVERマップ";
        map_kakao: "카카오맵", "KakaoMap", "Kakao地图", "カカオマップ";
        map_phone: "기본 지도", "Phone's map", "手机地图", "標準の地図";
        act_collected: "받았습니다", "Collected", "已取货", "受け取りました";
        act_missing: "빠진 물건 있음", "Something is missing", "有缺货", "足りないものがある";
        act_delivered: "전달했습니다", "Delivered", "已送达", "お届けしました";
        act_problem: "문제 있음", "There is a problem", "有问题", "問題あり";
        act_undo: "되돌리기", "Undo", "撤销", "元に戻す";
        act_note: "남길 말 (선택)", "Note (optional)", "留言（可选）", "メモ（任意）";
        act_more: "다른 상황", "Other", "其他情况", "その他の状況";
        stop_waiting: "대기", "To do", "待办", "未完了";
        stop_collected: "받음", "Collected", "已取货", "受け取り済み";
        stop_missing: "일부 빠짐", "Incomplete", "部分缺货", "一部不足";
        stop_delivered: "전달 완료", "Delivered", "已送达", "お届け済み";
        stop_problem: "문제 있음", "Problem", "有问题", "問題あり";
        rider_queued:
            "신호가 없습니다. {}건은 연결되면 저절로 보냅니다.",
            "No signal. {} entries are sent as soon as there is one.",
            "没有信号。{}条记录将在恢复连接后自动发送。", "電波がありません。{}件は接続後に自動で送信します。";
        rider_safety:
            "달리는 중에는 화면을 보지 마세요.", "Do not look at the screen while riding.",
            "骑行时请勿看屏幕。", "走行中は画面を見ないでください。";
        stop_note: "메모", "Note", "备注", "メモ";

        // Desk.
        desk: "시장 관리", "Market desk", "市场管理", "市場管理";
        desk_login: "관리자 확인", "Sign in", "管理员确认", "管理者の確認";
        desk_login_lead:
            "서버를 켤 때 화면에 나온 번호를 넣어 주세요.", "Enter the code that the server printed when it started.",
            "请输入服务器启动时显示的编号。", "サーバー起動時に画面に表示された番号を入力してください。";
        desk_code: "관리자 번호", "Desk code", "管理员编号", "管理者番号";
        desk_enter: "들어가기", "Sign in", "登录", "ログイン";
        desk_leave: "나가기", "Sign out", "退出", "ログアウト";
        desk_refused:
            "번호가 맞지 않습니다. 다시 확인해 주세요.", "That code is not right. Please check it.",
            "编号不正确，请重新确认。", "番号が正しくありません。もう一度ご確認ください。";
        desk_locked:
            "여러 번 틀려 잠시 막았습니다. 15분 뒤에 다시 해 주세요.",
            "Too many wrong codes. Please try again in 15 minutes.",
            "多次输错，暂时锁定。请15分钟后再试。",
            "何度も間違えたため一時停止しました。15分後にもう一度お試しください。";
        desk_markets: "시장", "Markets", "市场", "市場";
        desk_revision: "판", "Revision", "版本", "版";
        desk_building:
            "새 판을 만드는 중입니다", "A new revision is being built",
            "正在生成新版本", "新しい版を作成中です";
        desk_no_revision: "아직 만들지 않음", "Not built yet", "尚未生成", "未作成";
        desk_problems: "살펴볼 점 {}가지", "{} things to look at", "{}项需要查看", "確認事項{}件";
        desk_review: "검토할 조사 내용", "Survey records to review", "待审核的调查内容", "確認待ちの調査内容";
        desk_review_none:
            "검토할 것이 없습니다.", "Nothing waits for review.",
            "没有待审核的内容。", "確認待ちの内容はありません。";
        desk_review_lead:
            "태블릿에서 온 내용입니다. 반영하면 새 판이 만들어집니다.",
            "These came from tablets. Accepting them builds a new revision.",
            "以下内容来自平板。采纳后将生成新版本。", "タブレットから届いた内容です。反映すると新しい版が作られます。";
        desk_field: "항목", "Field", "项目", "項目";
        desk_old: "지금 값", "Now", "当前值", "現在の値";
        desk_new: "새 값", "New", "新值", "新しい値";
        desk_who: "조사", "By", "调查", "調査者";
        desk_no_value: "(없음)", "(none)", "（无）", "（なし）";
        desk_remove: "없어졌습니다", "This is gone", "已不存在", "なくなりました";
        desk_confirm: "{} 그대로임을 확인", "Seen unchanged on {}", "{}确认无变化", "{} 変わりないことを確認";
        desk_conflict:
            "다른 태블릿과 값이 다릅니다", "Another tablet says something else",
            "与其他平板的值不同", "別のタブレットと値が違います";
        desk_new_thing: "새로 추가", "New", "新增", "新規追加";
        desk_select: "선택", "Select", "选择", "選択";
        desk_select_event: "{} 선택", "Select {}", "选择{}", "{}を選択";
        desk_accept: "선택한 것 반영", "Accept the selected", "采纳所选", "選択したものを反映";
        desk_return: "선택한 것 돌려보내기", "Return the selected", "退回所选", "選択したものを差し戻す";
        desk_reason: "돌려보내는 까닭", "Reason for returning", "退回原因", "差し戻しの理由";
        desk_orders: "주문", "Orders", "订单", "注文";
        desk_orders_none: "주문이 없습니다.", "There are no orders.", "没有订单。", "注文はありません。";
        desk_order: "주문 {}", "Order {}", "订单 {}", "注文 {}";
        desk_order_new: "전화 주문 넣기", "Enter a phone order", "录入电话订单", "電話注文を入力";
        desk_order_stall: "점포", "Stall", "店铺", "店舗";
        desk_order_goods: "물건", "Goods", "商品", "品物";
        desk_order_quantity: "수량", "Quantity", "数量", "数量";
        desk_order_line: "{}번째 물건", "Item {}", "第{}件商品", "{}番目の品物";
        desk_order_market: "시장", "Market", "市场", "市場";
        desk_order_address: "배달할 곳", "Deliver to", "送货地址", "お届け先";
        desk_order_from: "몇 시부터", "Not before", "最早时间", "何時から";
        desk_order_until: "몇 시까지", "Not after", "最晚时间", "何時まで";
        desk_order_send: "주문 넣기", "Enter the order", "提交订单", "注文を登録";
        desk_order_waiting: "계획 대기", "Waiting for a plan", "等待安排", "計画待ち";
        desk_order_planned: "배달 중", "On its way", "配送中", "配達中";
        desk_order_delivered: "전달 완료", "Delivered", "已送达", "お届け済み";
        desk_order_cancelled: "취소", "Cancelled", "已取消", "キャンセル";
        desk_plan: "배달 계획 세우기", "Plan deliveries", "安排配送", "配達計画を立てる";
        desk_order_left_over:
            "계획에 넣지 못했습니다: {}", "Not in the plan: {}",
            "未能安排：{}", "計画に入りませんでした：{}";
        desk_start: "{} 주문 {}건", "{}: {} orders", "{}：{}个订单", "{} 注文{}件";
        desk_today: "오늘", "Today", "今天", "今日";
        desk_works: "일함", "Works", "出勤", "勤務";
        desk_shift_from: "시작", "From", "开始", "開始";
        desk_shift_until: "끝", "Until", "结束", "終了";
        desk_cold_box: "냉장 상자", "Cold box", "冷藏箱", "保冷ボックス";
        desk_more: "자세히", "More", "详细", "詳しく";
        desk_order_day:
            "날짜 (비우면 가장 빠른 날)", "Day (the next one when empty)",
            "日期（留空为最近一天）", "日付（空欄なら最も早い日）";
        desk_order_entrance: "출입구", "Entrance", "出入口", "出入口";
        desk_order_floor: "층", "Floor", "楼层", "階";
        desk_order_note: "라이더에게 전할 말", "A word to the rider", "给骑手的留言", "ライダーへの伝言";
        desk_order_weight: "무게", "Weight", "重量", "重さ";
        desk_weight_light: "가벼움", "Light", "轻", "軽い";
        desk_weight_middle: "보통 (약 2 kg)", "Middling (about 2 kg)", "中等（约2 kg）", "普通（約2 kg）";
        desk_weight_heavy: "무거움 (약 10 kg)", "Heavy (about 10 kg)", "重（约10 kg）", "重い（約10 kg）";
        desk_order_priority: "순서", "Priority", "优先级", "優先度";
        desk_priority_usual: "보통", "Usual", "普通", "普通";
        desk_priority_first: "먼저", "First", "优先", "優先";
        desk_order_cold: "차게 보관할 물건", "Must stay cold", "需冷藏", "要冷蔵";
        desk_order_soft: "조금 늦어도 됨", "A little later is fine", "可以稍晚", "少し遅れてもよい";
        desk_orders_over: "끝난 주문 {}건", "{} orders that are over", "{}个已结束的订单", "終わった注文{}件";
        desk_check: "인계번호 확인", "Check a code", "核对交接编号", "受け渡し番号の確認";
        desk_check_ask: "확인", "Check", "核对", "確認";
        desk_check_found: "{} 번호가 맞습니다.", "{} is right.", "编号{}正确。", "{}の番号は正しいです。";
        desk_check_none:
            "{} 번호의 주문이 없습니다.", "No order has the code {}.",
            "没有编号为{}的订单。", "{}の番号の注文はありません。";
        desk_run_made:
            "{}에 세운 계획 (판 {})", "Planned at {} (version {})",
            "{}制定的计划（第{}版）", "{}に立てた計画（版 {}）";
        desk_run_served: "주문 {}건 배달", "{} orders", "配送{}个订单", "注文{}件を配達";
        desk_changes: "바뀐 것과 까닭", "What changed and why", "变更及原因", "変更点と理由";
        desk_unserved: "계획에 넣지 못한 주문", "Orders that are left over", "未能安排的订单", "計画に入らなかった注文";
        desk_late: "약속보다 늦는 배달", "Deliveries after their promise", "晚于约定的配送", "約束より遅い配達";
        desk_reports: "라이더가 알린 것", "Reported by riders", "骑手的反馈", "ライダーからの報告";
        desk_remedy: "이렇게 하면 됩니다: {}", "What would help: {}", "解决办法：{}", "解決方法：{}";
        desk_until_instead:
            "{} 대신 {}까지로 다시 계획", "Not {} but until {}: plan again",
            "将{}改为{}前，重新安排", "{}ではなく{}までにして計画し直す";
        desk_again: "다시 계획", "Plan again", "重新安排", "計画し直す";
        desk_again_new:
            "새 주문 {}건 넣어 다시 계획", "Plan again with {} new orders",
            "加入{}个新订单，重新安排", "新しい注文{}件を入れて計画し直す";
        desk_cancel_this: "주문 취소: {}", "Cancel an order: {}", "取消订单：{}", "注文をキャンセル：{}";
        desk_cancelled: "주문을 취소했습니다.", "The order was cancelled.", "订单已取消。", "注文をキャンセルしました。";
        desk_cancel: "주문 취소", "Cancel an order", "取消订单", "注文をキャンセル";
        desk_late_stall: "노점 늦음", "A stall is late", "店铺延误", "店舗の遅れ";
        desk_sold_out: "품절", "Sold out", "售罄", "売り切れ";
        desk_rider_stops: "라이더 그만", "A rider stops", "骑手停工", "ライダー終了";
        desk_rider_joins: "라이더 더하기", "A rider joins", "增加骑手", "ライダー追加";
        desk_closed_gate: "문 닫힘", "A gate is closed", "出入口关闭", "出入口の閉鎖";
        desk_ready: "준비되는 시각", "Ready at", "备好时间", "準備できる時刻";
        desk_replan: "반영해 다시 계획", "Plan again with this", "采纳并重新安排", "反映して計画し直す";
        desk_replanned:
            "다시 계획했습니다. 라이더 화면에 바뀐 것이 보입니다.", "Planned again. Riders see what changed.",
            "已重新安排，骑手页面会显示变更。", "計画し直しました。ライダーの画面に変更点が表示されます。";
        desk_replanned_partly:
            "다시 계획했지만 넣지 못한 주문이 있습니다. 아래 까닭을 보세요.",
            "Planned again, but some orders are left over. The reasons are below.",
            "已重新安排，但有订单未能安排。请看下方原因。",
            "計画し直しましたが、入らなかった注文があります。下の理由をご覧ください。";
        desk_no_rider:
            "그 시간에 일하는 라이더가 없습니다.", "No rider works then.",
            "该时段没有出勤的骑手。", "その時間に勤務するライダーがいません。";
        desk_conditions:
            "막힌 길과 붐비는 시간", "Closed ways and busy hours",
            "封闭通道与拥挤时段", "通れない道と混む時間";
        desk_conditions_lead:
            "손님 길찾기와 라이더 길에 바로 반영됩니다.", "Ways for shoppers and riders heed this at once.",
            "顾客路线和骑手路线会立即采用。", "お客様の道案内とライダーの道にすぐ反映されます。";
        desk_conditions_none: "평소와 같습니다.", "As usual.", "与平时一样。", "いつもどおりです。";
        desk_conditions_set: "반영했습니다.", "Done.", "已采用。", "反映しました。";
        desk_condition_end: "끝남", "Over", "结束", "終わり";
        desk_condition_end_of: "{}: 끝남", "{}: over", "{}：结束", "{}：終わり";
        desk_close: "막힌 곳 알리기", "Close a way", "报告封闭处", "通れない場所を知らせる";
        desk_close_what: "어디가 막혔나요?", "What is closed?", "哪里封闭了？", "どこが通れませんか？";
        desk_crowd: "붐비는 시간 알리기", "Tell of a crowd", "报告拥挤时段", "混む時間を知らせる";
        desk_crowd_where: "어디가 붐비나요?", "Where?", "哪里拥挤？", "どこが混みますか？";
        desk_crowd_from: "몇 시부터", "From", "从几点", "何時から";
        desk_crowd_until: "몇 시까지", "Until", "到几点", "何時まで";
        desk_crowd_much: "얼마나 붐비나요?", "How much?", "有多拥挤？", "どのくらい混みますか？";
        desk_crowd_1: "조금 (1.5배)", "Somewhat (1.5 times)", "稍微拥挤（1.5倍）", "少し（1.5倍）";
        desk_crowd_2: "많이 (2배)", "Very (2 times)", "很拥挤（2倍）", "かなり（2倍）";
        desk_crowd_3:
            "움직이기 어려움 (3배)", "Hardly passable (3 times)",
            "几乎走不动（3倍）", "ほとんど動けない（3倍）";
        desk_all_aisles: "모든 통로", "Every aisle", "全部通道", "すべての通路";
        desk_riders: "라이더", "Riders", "骑手", "ライダー";
        desk_riders_none: "아직 계획이 없습니다.", "No plan yet.", "还没有计划。", "まだ計画がありません。";
        desk_rider_link: "{} 화면 열기", "Open the page of {}", "打开{}的页面", "{}の画面を開く";
        desk_rider_progress: "{}곳 중 {}곳 완료", "{} stops, {} done", "共{}处，已完成{}处", "{}か所中{}か所完了";
        desk_address_hidden:
            "완료된 주문의 주소는 보이지 않습니다", "The address of a finished order is hidden",
            "已完成订单的地址不显示", "完了した注文の住所は表示されません";
        desk_accepted:
            "{}건을 반영했습니다. 새 판을 만들고 있습니다.", "{} accepted. A new revision is being built.",
            "已采纳{}项，正在生成新版本。", "{}件を反映しました。新しい版を作成中です。";
        desk_returned: "{}건을 돌려보냈습니다.", "{} returned.", "已退回{}项。", "{}件を差し戻しました。";
        desk_order_taken: "주문을 넣었습니다.", "The order was taken.", "订单已提交。", "注文を登録しました。";
        desk_planned: "배달 계획을 세웠습니다.", "The deliveries are planned.", "配送已安排。", "配達計画を立てました。";
        desk_plan_failed:
            "약속한 시간 안에 배달할 수 있는 주문이 없습니다. 까닭을 보고 라이더나 시간을 바꿔 보세요.",
            "No order can be delivered in time. See the reasons, and change riders or times.",
            "没有能在约定时间内送达的订单。请查看原因，调整骑手或时间。",
            "約束の時間内に配達できる注文がありません。理由を確認し、ライダーや時間を変えてください。";
        desk_incomplete:
            "빠진 칸이 있습니다. 다시 확인해 주세요.", "Something is missing in the form. Please check it.",
            "有未填的栏目，请重新确认。", "入力されていない欄があります。もう一度ご確認ください。";
    } } };
}
