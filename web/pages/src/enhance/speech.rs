//! The browser's voice, where it has one.

use market_model::Lang;
use web_sys::{SpeechSynthesis, SpeechSynthesisUtterance};

use super::dom;

fn voice() -> Option<SpeechSynthesis> {
    dom::window().ok()?.speech_synthesis().ok()
}

/// Whether there is a voice.
pub(super) fn is_there() -> bool {
    voice().is_some()
}

/// Says something now; what was being said ends.
pub(super) fn say(lang: Lang, text: &str) {
    let (Some(voice), Ok(words)) = (voice(), SpeechSynthesisUtterance::new_with_text(text)) else { return };
    words.set_lang(match lang {
        Lang::Ko => "ko-KR",
        Lang::En => "en-GB",
        Lang::Zh => "zh-CN",
        Lang::Ja => "ja-JP",
    });
    voice.cancel();
    voice.speak(&words);
}

/// Falls silent.
pub(super) fn hush() {
    if let Some(voice) = voice() {
        voice.cancel();
    }
}
