//! Every word that a person sees in the app, in Korean and English.

use market_model::Lang;

macro_rules! words {
    ($($name:ident $ko:literal $en:literal;)*) => {
        /// A word or sentence of the app.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Word { $(#[doc = $en] $name),* }

        impl Word {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word in `lang`; English stands in for languages without their own.
            #[must_use]
            pub const fn get(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$name, Lang::Ko) => $ko, (Self::$name, _) => $en),* }
            }
        }
    };
}

words! {
    App "장터 실측" "Jangteo survey";
    OtherLanguage "English" "한국어";
    Undo "되돌리기" "Undo";
    Undone "되돌렸습니다" "Undone";
    Back "뒤로" "Back";
    Saved "저장했습니다" "Saved";
    NotSaved "저장하지 못했습니다. 보내기 화면에서 백업 파일을 만든 뒤 앱을 다시 여세요." "Could not save. Make a backup file on the sending screen, then reopen the app.";
    Remove "지우기" "Remove";

    Evictable "이 브라우저는 저장 공간을 지키겠다고 약속하지 않았습니다. 앱을 설치하고, 하루에 두 번 백업 파일을 만드세요." "This browser has not promised to keep its storage. Install the app, and make a backup file twice a day.";
    AskPersist "다시 요청" "Ask again";
    Notices "알림" "Notices";
    LowSpace "저장 공간이 얼마 남지 않았습니다." "Storage is nearly full.";
    UpdateReady "새 버전이 준비됐습니다. 하던 일을 마치고 앱을 닫았다가 여세요." "A new version is ready. Finish what you are doing, then close and reopen the app.";
    OfflineReady "신호가 없어도 쓸 수 있습니다" "Works without a signal";
    NotOfflineYet "아직 신호 없이 쓸 수 없습니다. 연결된 곳에서 한 번 열어 두세요." "Not ready for offline use yet. Open it once where there is a network.";
    Recovered "지난번에 쓰다 끊긴 기록이 있었습니다" "Records were cut off last time";

    ChooseMarket "어느 시장입니까?" "Which market?";
    OnThisTablet "이 태블릿에서 재던 시장" "On this tablet";
    FromServer "서버에 있는 시장" "On the server";
    NoServerList "서버의 시장 목록은 연결되면 나타납니다." "The server's list of markets appears when there is a network.";
    NewMarketHere "여기서 새 시장 시작" "Start a new market here";
    MarketName "시장 이름" "Name of the market";
    MarketId "시장 번호 (주소에 쓰임)" "Identifier (part of the address)";
    Start "시작" "Start";
    BadId "글자, 숫자, -만 쓸 수 있습니다." "Letters, digits and - only.";
    NameMissing "이름을 적어 주세요." "Please give a name.";

    Aisles "통로" "Aisles";
    NoAisles "아직 통로가 없습니다. 첫 통로를 만들고 한쪽을 따라 걸으며 점포 앞폭을 재세요." "No aisles yet. Make the first one, then walk along one side and measure the fronts.";
    NewAisle "새 통로" "New aisle";
    EditAisle "통로 고치기" "Edit aisle";
    Plan "평면도" "Plan";
    PlanEmpty "재는 대로 여기에 평면도가 자랍니다." "The plan grows here as you measure.";
    StallsCount "점포" "stalls";
    ChangeMarket "다른 시장" "Other market";
    Outbox "보내기" "Send";

    AisleName "통로 이름" "Name of the aisle";
    StartsAt "어디서 시작합니까?" "Where does it start?";
    AtOrigin "시장 기준점" "The market's origin";
    AtDistance "그 통로의 몇 m 지점" "At how many metres along it";
    Direction "어느 쪽으로 갑니까?" "In which direction?";
    Degrees "도 (북 0, 동 90)" "degrees (north 0, east 90)";
    Width "폭" "Width";
    Length "길이" "Length";
    Roof "지붕" "Roof";
    Level "층" "Level";
    Published "공개된 통로" "published";
    FireLane "소방통로 (노란 선)" "Fire lane (yellow line)";
    GateAtStart "시작이 출입구" "Gate at the start";
    GateAtEnd "끝이 출입구" "Gate at the end";
    Gate "출입구" "Gate";
    Stations "꺾이는 통로: 측점" "A bending aisle: stations";
    StationsHelp "곧은 통로는 길이만 재면 됩니다. 꺾이면 구간마다 길이와 꺾인 각도를 적습니다." "For a straight aisle the length is enough. For a bending one give each leg's length and turn.";
    AddLeg "구간 추가" "Add a leg";
    Leg "구간" "Leg";
    Turn "꺾임 (오른쪽 +)" "Turn (right +)";
    Facilities "출입구와 시설" "Gates and facilities";
    AddFacility "시설 추가" "Add";
    Name "이름" "Name";
    Kind "종류" "Kind";
    Distance "시작에서 거리" "Distance from the start";
    SaveAisle "통로 저장" "Save the aisle";
    RemoveAisle "통로 지우기" "Remove the aisle";
    AisleHasStalls "점포가 있는 통로는 지울 수 없습니다." "An aisle with stalls cannot be removed.";
    NumberMissing "숫자를 확인하세요." "Check the number.";

    Side "쪽" "Side";
    Code "점포 번호" "Stall number";
    FrontWidth "앞폭" "Front";
    Gap "앞 간격" "Gap before";
    Depth "깊이" "Depth";
    Form "형태" "Kind";
    Category "업종" "Trade";
    OtherTrades "다른 업종" "Other trades";
    SameAsLast "앞과 같음" "Same as last";
    SaveNext "저장하고 다음" "Save and next";
    Sum "합계" "Sum";
    AisleIs "통로" "Aisle";
    Remaining "남음" "left";
    TooLong "넘침" "too long";
    Closed "맞음" "agrees";
    NoLength "통로 길이를 재지 않았습니다" "aisle not measured";
    FirstStall "첫 점포부터 차례로 재세요. 통로 시작을 등지고 섰을 때 왼쪽과 오른쪽입니다." "Measure from the first stall on. Left and right as you walk from the aisle's start.";
    Measured "잰 점포" "Measured";
    Keypad "숫자판" "Keypad";
    Erase "지움" "Erase";
    NextField "다음 칸" "Next field";
    Keyboard "자판" "Keyboard";
    CheckCode "번호가 비었거나 이미 있습니다." "The number is empty or already used.";
    CheckWidth "앞폭을 m로 적으세요 (0.2~60)." "Give the front in metres (0.2 to 60).";
    CheckGap "간격을 확인하세요." "Check the gap.";
    CheckDepth "깊이를 확인하세요." "Check the depth.";

    Stall "점포" "Stall";
    Measures "치수" "Measures";
    StateNow "오늘 상태" "Today";
    StillRight "그대로 맞음" "Still right";
    ConfirmedOn "확인한 날" "Confirmed";
    Merchant "상인" "Merchant";
    ShopName "상호" "Name on the sign";
    ShopNameEn "영문 상호 (있으면)" "English name (if any)";
    Payments "받는 결제" "Ways to pay";
    Hours "영업시간" "Hours";
    HoursExample "예: 월-토 09:00-20:00; 일 휴무" "e.g. Mon-Sat 09:00-20:00; Sun off";
    BadHours "시간을 읽을 수 없습니다. 예: 월-토 09:00-20:00; 일[1,3] 휴무" "Cannot read the hours. E.g. Mon-Sat 09:00-20:00; Sun off";
    Goods "파는 물건" "Goods";
    GoodName "품목" "Item";
    Unit "단위" "Unit";
    Price "가격" "Price";
    Origin "원산지" "Origin";
    AddGood "물건 추가" "Add";
    AskPrice "시가" "ask";
    BadPrice "가격은 원 단위 숫자로 적으세요." "Give the price as a number of won.";
    MerchantFirst "상호를 먼저 적으세요." "Give the name first.";
    Consent "공개 동의" "Consent";
    ConsentSpeech "이렇게 말씀드리세요: “상호와 소개, 받는 결제, 파는 물건과 값을 시장 안내 지도에 올려도 될까요? 전화번호나 개인 정보는 올리지 않습니다. 언제든 그만두실 수 있고, 그러면 다음 갱신 때 빠집니다. 원하지 않으셔도 불이익은 없고, 점포 번호와 업종만 나옵니다.”" "Say this: “May we show your shop's name, words, ways to pay, goods and prices on the market's map? No phone number or personal data. You can stop at any time, and it will be gone with the next update. If you would rather not, nothing is lost for you; only the stall's number and trade appear.”";
    Grant "동의합니다" "Agrees";
    Withdraw "동의 안 함 · 철회" "Does not agree · withdraws";
    ConsentState "지금" "Now";
    RemoveStall "점포 지우기" "Remove the stall";
    ReallyRemove "정말 지우려면 한 번 더 누르세요" "Press once more to remove";
    BackToRow "줄로 돌아가기" "Back to the row";

    Pending "보낼 것" "To send";
    Sent "보내는 중" "On the way";
    Acknowledged "도착 확인" "Arrived";
    Rejected "서버가 따로 둔 것" "Set aside";
    SendNow "지금 보내기" "Send now";
    Sending "보내는 중…" "Sending…";
    AllArrived "모두 도착했습니다" "Everything has arrived";
    LastReceipt "마지막 영수증" "Last receipt";
    NoReceipt "아직 받은 영수증이 없습니다." "No receipt yet.";
    WhyNoAnswer "서버가 답하지 않습니다. 신호가 잡히면 저절로 보냅니다." "The server does not answer. It will be sent when there is a signal.";
    WhyPortal "답은 왔지만 영수증이 아닙니다. 와이파이 로그인 화면일 수 있습니다. 자료는 그대로 있습니다." "An answer came, but no receipt: perhaps a Wi-Fi login page. Your data is still here.";
    WhyStatus "서버가 받지 않았습니다. 상태" "The server did not take it. Status";
    WhyNoMarket "서버에 아직 이 시장이 없습니다. 관리자가 시장을 만들면 보내집니다." "The server does not know this market yet. It will be sent when a manager has made it.";
    WhyTooLarge "묶음이 너무 커서 나누어 보냅니다." "The batch was too large; it is sent in parts.";
    WhyWrongReceipt "영수증이 보낸 것과 맞지 않아 다시 보냅니다." "The receipt does not match what was sent; it is sent again.";
    Backup "백업" "Backup";
    BackupHelp "파일은 다른 태블릿에서 불러올 수 있고, 같은 것은 두 번 들어가지 않습니다." "The file can be read on another tablet; nothing goes in twice.";
    Export "파일로 내보내기" "Export to a file";
    Import "파일 불러오기" "Read a file";
    ImportNew "새로 들어옴" "new";
    ImportKnown "이미 있음" "known";
    ImportBad "읽지 못함" "unreadable";
    Steps "적은 것" "What was recorded";
    Kept "도착한 뒤에도 30일 동안 이 기기에 남습니다." "Everything stays on this device for 30 days after it arrived.";
    Returned "돌아온 것" "Returned";
    ReturnedNote "검토한 사람의 말" "The reviewer says";
    NoReturned "돌아온 것이 없습니다." "Nothing was returned.";

    StepMarket "시장" "Market";
    StepAisle "통로" "Aisle";
    StepStall "점포" "Stall";
    StepMerchant "상인" "Merchant";
    StepGood "물건" "Goods";
    StepGate "출입구·시설" "Gate, facility";
    StepRemove "지움" "Removed";
    StepImport "불러옴" "Imported";
    StepConsent "동의" "Consent";
}

/// What a step's label means to a person.
#[must_use]
pub fn step_word(label: &str) -> Word {
    match label {
        "market" => Word::StepMarket,
        "aisle" => Word::StepAisle,
        "merchant" => Word::StepMerchant,
        "good" => Word::StepGood,
        "gate" => Word::StepGate,
        "remove" => Word::StepRemove,
        "import" => Word::StepImport,
        "consent" => Word::StepConsent,
        "undo" => Word::Undo,
        _ => Word::StepStall,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_exists_in_both_languages() {
        for word in Word::ALL {
            assert!(!word.get(Lang::Ko).is_empty() && !word.get(Lang::En).is_empty(), "{word:?}");
        }
    }
}
