//! Pictures of stalls on their way to strangers: what a camera wrote beside the picture stays here.
//!
//! Invariant: nothing leaves but the picture itself, its colours and which side is up; never a place, a time or a name.

use axum::body::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{DynImage, ImageEXIF as _};

/// Larger pictures are not shown: they would cost a visitor more than the rest of the page.
pub const MAX_BYTES: u64 = 3 * 1024 * 1024;
/// Chunks of a PNG that tell something beside the picture.
const PNG_TALK: [[u8; 4]; 5] = [*b"tEXt", *b"zTXt", *b"iTXt", *b"eXIf", *b"tIME"];
/// The tag of EXIF that says which side is up.
const ORIENTATION: u16 = 0x0112;

/// The picture alone; `None` when it is none, or of a kind that pages do not show.
#[must_use]
pub fn clean(bytes: Bytes) -> Option<Bytes> {
    match DynImage::from_bytes(bytes).ok()?? {
        DynImage::Jpeg(jpeg) => Some(clean_jpeg(jpeg)),
        DynImage::Png(mut png) => {
            Png::chunks_mut(&mut png).retain(|chunk| !PNG_TALK.contains(&chunk.kind()));
            Some(png.encoder().bytes())
        }
        DynImage::WebP(mut webp) => {
            webp.set_exif(None);
            WebP::remove_chunks_by_id(&mut webp, *b"XMP ");
            Some(webp.encoder().bytes())
        }
    }
}

fn clean_jpeg(mut jpeg: Jpeg) -> Bytes {
    let up = jpeg.exif().as_deref().and_then(orientation).filter(|up| *up != 1);
    let is_picture = |segment: &JpegSegment| match segment.marker() {
        // Colour profiles; APP2 also holds other pictures of the same moment.
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        // JFIF and Adobe say how colours are meant.
        markers::APP0 | markers::APP14 => true,
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    };
    jpeg.segments_mut().retain(is_picture);
    if let Some(up) = up {
        jpeg.set_exif(Some(exif_of(up)));
    }
    cut(jpeg.encoder().bytes())
}

/// The picture up to its end mark: telephones hang films and second pictures behind it, with places of their own.
fn cut(jpeg: Bytes) -> Bytes {
    let mut at = 2;
    while let Some(&[first, marker]) = jpeg.get(at..at + 2) {
        at += match (first, marker) {
            (0xFF, markers::EOI) => return jpeg.slice(..at + 2),
            (0xFF, markers::RST0..=markers::RST7 | 0) => 2,
            (0xFF, 0xFF) => 1,
            (0xFF, _) => match jpeg.get(at + 2..at + 4) {
                Some(&[high, low]) => 2 + usize::from(u16::from_be_bytes([high, low])),
                _ => break,
            },
            _ => 1,
        };
    }
    jpeg
}

/// Which side is up, 1 to 8, from an EXIF block.
fn orientation(exif: &[u8]) -> Option<u16> {
    let big = match exif.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let two = |at: usize| {
        let bytes = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let four = |at: usize| {
        let bytes = exif.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    };
    let first = usize::try_from(four(4)?).ok()?;
    let entries = usize::from(two(first)?);
    (0..entries)
        .map(|n| first + 2 + 12 * n)
        .find(|at| two(*at) == Some(ORIENTATION))
        .and_then(|at| two(at + 8))
        .filter(|up| (1..=8).contains(up))
}

/// An EXIF block that says which side is up and nothing else.
fn exif_of(up: u16) -> Bytes {
    let mut out = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    for word in [ORIENTATION, 3, 0, 1, up, 0, 0, 0] {
        out.extend(word.to_be_bytes());
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest JPEG of one grey point, with an EXIF block and a comment.
    fn jpeg(exif: &[u8]) -> Bytes {
        let mut out = vec![0xFF, 0xD8];
        let mut segment = |marker: u8, body: &[u8]| {
            out.extend([0xFF, marker]);
            out.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
            out.extend(body);
        };
        segment(0xE1, &[b"Exif\0\0".as_slice(), exif].concat());
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>Kim</x>");
        segment(0xE2, b"MPF\0second picture");
        segment(0xE2, b"ICC_PROFILE\0\x01\x01profile");
        segment(0xFE, b"taken at 37.4128551");
        segment(0xDB, &[0; 65]);
        segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
        segment(0xDA, &[1, 1, 0, 0, 63, 0]);
        out.extend([0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD9]);
        out.extend(b"ftypmp42 film with a voice");
        out.into()
    }

    fn holds(bytes: &[u8], text: &str) -> bool {
        bytes.windows(text.len()).any(|w| w == text.as_bytes())
    }

    #[test]
    fn place_time_and_name_stay_behind_and_which_side_is_up_goes_along() {
        let told = [exif_of(6).as_ref(), b"GPS 37.4128551 2026:11:23".as_slice()].concat();
        let cleaned = clean(jpeg(&told)).unwrap();
        for secret in ["GPS", "37.41", "Kim", "MPF", "2026:", "voice"] {
            assert!(!holds(&cleaned, secret), "{secret}");
        }
        assert!(holds(&cleaned, "ICC_PROFILE"), "colours stay");
        let again = Jpeg::from_bytes(cleaned).unwrap();
        assert_eq!(again.exif().as_deref().and_then(orientation), Some(6));
        let upright = clean(jpeg(&exif_of(1))).unwrap();
        assert!(!holds(&upright, "Exif"), "upright is usual");
    }

    #[test]
    fn what_is_no_picture_is_not_shown_and_spoiled_blocks_do_no_harm() {
        for wrong in [b"".as_slice(), b"<svg/>", b"\xFF\xD8", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"] {
            let _ = clean(Bytes::from_static(wrong));
        }
        assert_eq!(clean(Bytes::from_static(b"<html>")), None);
        let whole = exif_of(3);
        for end in 0..whole.len() {
            let _ = orientation(&whole[..end]);
        }
        assert_eq!(orientation(&whole), Some(3));
        assert_eq!(orientation(b"II*\0\xFF\xFF\xFF\xFF"), None);
    }
}
