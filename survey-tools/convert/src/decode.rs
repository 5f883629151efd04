//! From bytes to text: UTF-8, UTF-16 with a mark, or CP949 (the WHATWG encoding `EUC-KR`).

use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use market_model::{Origin, Problem, Text};

/// Files beyond this are no survey of a market.
pub const MAX_FILE_BYTES: usize = 128 << 20;

/// The text of a file without its byte order mark, and what is wrong with it. O(n).
///
/// Whatever cannot be read becomes U+FFFD, so that the rest can still be checked.
pub fn decode(bytes: &[u8], file: &str) -> (String, Vec<Problem>) {
    let mut problems = Vec::new();
    if bytes.len() > MAX_FILE_BYTES {
        let expected = Text::new("128 MB 이하의 파일", "a file of at most 128 MB");
        let found = format!("{} MB", bytes.len() >> 20);
        problems.push(Problem::error("file-too-large", file, found, expected).at(&origin(file, 0)));
        return (String::new(), problems);
    }
    let (encoding, body) = guess(bytes);
    let (text, had_errors) = encoding.decode_without_bom_handling(body);
    if had_errors {
        problems.push(undecodable(&text, encoding, file));
    }
    if let Some(at) = text.find('\0') {
        let expected = Text::new(
            "글자만 있는 파일 (CSV 형식으로 다시 저장하세요)",
            "a file of text only: save it again as CSV",
        );
        problems
            .push(Problem::error("nul-byte", file, "NUL", expected).at(&origin(file, line_of(&text, at))));
    }
    (text.into_owned(), problems)
}

/// A place in a file.
pub fn origin(file: &str, line: u32) -> Origin {
    Origin { file: file.to_owned(), line, event: String::new() }
}

/// The encoding of a file and its content after the byte order mark.
fn guess(bytes: &[u8]) -> (&'static Encoding, &[u8]) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, bytes.get(mark..).unwrap_or(&[]));
    }
    let Err(error) = std::str::from_utf8(bytes) else { return (UTF_8, bytes) };
    // Excel writes UTF-16 without a mark in some exports: every second byte of Latin text is zero.
    let zeros =
        |odd: usize| bytes.iter().take(200).enumerate().filter(|(i, b)| i % 2 == odd && **b == 0).count();
    if bytes.len() >= 8 && zeros(1) > 20 && zeros(0) == 0 {
        return (UTF_16LE, bytes);
    }
    if bytes.len() >= 8 && zeros(0) > 20 && zeros(1) == 0 {
        return (UTF_16BE, bytes);
    }
    let good = bytes.get(..error.valid_up_to()).unwrap_or(&[]);
    // UTF-8 that is cut within its last character, or damaged after plenty of good Hangul, is not CP949.
    let hangul_before = good.iter().filter(|b| !b.is_ascii()).count();
    let cut = error.error_len().is_none() && hangul_before > 0;
    if cut || hangul_before >= 30 { (UTF_8, bytes) } else { (EUC_KR, bytes) }
}

fn undecodable(text: &str, encoding: &'static Encoding, file: &str) -> Problem {
    let line = text.find('\u{FFFD}').map_or(0, |at| line_of(text, at));
    let name = if encoding == EUC_KR { "CP949" } else { encoding.name() };
    let expected = Text::new(
        "UTF-8 또는 CP949(EUC-KR)로 저장한 온전한 파일",
        "a whole file saved as UTF-8 or CP949 (EUC-KR)",
    );
    let found = format!("bytes that are not {name}");
    Problem::error("encoding", file, found, expected).at(&origin(file, line))
}

fn line_of(text: &str, at: usize) -> u32 {
    let before = text.get(..at).unwrap_or("");
    u32::try_from(before.bytes().filter(|b| *b == b'\n').count() + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> (String, Vec<String>) {
        let (text, problems) = decode(bytes, "stalls.csv");
        (text, problems.into_iter().map(|p| p.code).collect())
    }

    #[test]
    fn korean_spreadsheets_are_read_in_every_encoding_they_are_saved_in() {
        let original = "번호,상호\n가-1,똠양꿍 상회\n";
        let (cp949, _, _) = EUC_KR.encode(original);
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(original.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let with_mark = ["\u{feff}".as_bytes(), original.as_bytes()].concat();
        for bytes in [original.as_bytes(), &cp949, &utf16, &with_mark] {
            assert_eq!(text_of(bytes), (original.to_owned(), vec![]));
        }
    }

    #[test]
    fn damaged_text_is_told_with_its_line_and_the_rest_is_still_read() {
        let mut bytes = "번호,상호\n가-1,한빛\n".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 2);
        let (text, codes) = text_of(&bytes);
        assert!(text.starts_with("번호,상호\n가-1,한"), "{text}");
        assert_eq!(codes, ["encoding"]);
        let (_, problems) = decode(b"a,b\n\xff\xff\xff,1\n", "x.csv");
        assert_eq!(problems[0].origin.line, 2);
        assert_eq!(text_of(b"a\0b").1, ["nul-byte"]);
    }
}
