//! Time to search a market of 5,000 stalls with three goods each.

use divan::{Bencher, black_box};
use market_search::{Entry, EntryKind, Index};

const WORDS: [&str; 24] = [
    "김치",
    "고추",
    "망원",
    "사과",
    "고등어",
    "삼겹살",
    "두부",
    "참기름",
    "한복",
    "이불",
    "신발",
    "가방",
    "떡볶이",
    "순대",
    "국수",
    "쌀",
    "미역",
    "멸치",
    "오징어",
    "배추",
    "무",
    "대파",
    "상회",
    "나라",
];

fn index() -> Index {
    let word = |n: usize| WORDS[n % WORDS.len()];
    let entries = (0..20_000).map(|n| Entry {
        kind: if n % 4 == 0 { EntryKind::Stall } else { EntryKind::Good },
        id: format!("e{n}"),
        stall: Some(format!("가-{}", n / 4)),
        title_ko: format!("{}{} {}", word(n), word(n / 7), word(n / 31)),
        title_en: String::new(),
        title_zh: String::new(),
        title_ja: String::new(),
        detail_ko: String::new(),
        detail_en: String::new(),
        detail_zh: String::new(),
        detail_ja: String::new(),
        code: if n % 4 == 0 { format!("가-{}", n / 4) } else { String::new() },
        terms: vec![word(n / 3).to_owned()],
    });
    Index::from_entries(entries.collect())
}

#[divan::bench(args = ["김치", "ㄱㅊㄱㄱ", "망우", "rlacl", "삽겹살상회", "우주선발사"])]
fn search_5000_stalls(bencher: Bencher, query: &str) {
    let index = index();
    bencher.bench_local(|| black_box(index.search(black_box(query), 20).len()));
}

fn main() {
    divan::main();
}
