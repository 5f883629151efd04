//! Fetches a file with progress: over HTTP on the web, from a folder on the desktop.
//!
//! Invariant: a [`Fetch`] ends exactly once, with bytes or a sentence.
//! Must not know: what the file is.

use std::sync::{Arc, Mutex, PoisonError};

/// A file on its way.
#[derive(Debug, Clone, Default)]
pub struct Fetch(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    received: u64,
    end: Option<Result<Fetched, String>>,
}

/// A file that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it came from in the end: absolute on the web.
    pub url: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Their SHA-256, where the browser has counted it beside the engine.
    pub sha256: Option<Vec<u8>>,
}

impl Fetch {
    /// Starts to fetch the first of these addresses that answers, and at once whatever `then` names when that is there:
    /// frames are slow while an engine starts, and the network need not wait for them. More than `limit` bytes are refused.
    #[must_use]
    pub fn start(urls: Vec<String>, limit: u64, then: Then) -> (Self, Self) {
        let (first, second) = (Self::default(), Self::default());
        run((first.clone(), urls, limit), second.clone(), then);
        (first, second)
    }

    /// Bytes so far.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.with(|s| s.received)
    }

    /// How it ended; `None` while it goes on, and after it was taken.
    #[must_use]
    pub fn take(&self) -> Option<Result<Fetched, String>> {
        self.with(|s| s.end.take())
    }

    fn with<T>(&self, f: impl FnOnce(&mut State) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Where the next file is, after one that has arrived, and how large it may be; nothing if that is not the right one.
pub type Then = fn(&Fetched) -> Option<(Vec<String>, u64)>;

/// The addresses at which a manifest's file may be: in the server's content store, or beside the manifest.
#[must_use]
pub fn candidates(manifest_url: &str, file: &str) -> Vec<String> {
    let without_query = manifest_url.split(['?', '#']).next().unwrap_or_default();
    let folder = without_query.rfind('/').map_or("", |at| &without_query[..=at]);
    let beside = format!("{folder}{file}");
    let mut parts: Vec<&str> = folder.trim_end_matches('/').split('/').collect();
    let market = parts.pop();
    if market.is_some() && parts.pop() == Some("m") {
        let root = if parts.is_empty() { String::new() } else { parts.join("/") + "/" };
        return vec![format!("{root}a/{file}"), beside];
    }
    vec![beside]
}

/// What is fetched, from where, and how large it may be.
type Wanted = (Fetch, Vec<String>, u64);

/// What comes after `end`; an end of its own if nothing does.
fn next(end: &Result<Fetched, String>, second: Fetch, then: Then) -> Option<Wanted> {
    let found = end.as_ref().ok().and_then(then);
    if found.is_none() {
        second.with(|s| s.end = Some(Err("the file before it is not the right one".to_owned())));
    }
    found.map(|(urls, limit)| (second, urls, limit))
}

#[cfg(not(target_arch = "wasm32"))]
mod here {
    //! Files of a folder, in a thread of their own.

    use super::{Fetch, Fetched, Then, Wanted, next};

    pub(super) fn run((first, urls, limit): Wanted, second: Fetch, then: Then) {
        std::thread::spawn(move || {
            let end = get(&urls, limit);
            let wanted = next(&end, second, then);
            first.with(|s| s.end = Some(end));
            if let Some((second, urls, limit)) = wanted {
                second.with(|s| s.end = Some(get(&urls, limit)));
            }
        });
    }

    fn get(urls: &[String], limit: u64) -> Result<Fetched, String> {
        let mut end = Err("no address".to_owned());
        for url in urls {
            end = match std::fs::read(url) {
                Ok(bytes) if bytes.len() as u64 > limit => Err(format!("{url}: more than {limit} bytes")),
                Ok(bytes) => Ok(Fetched { url: url.clone(), bytes, sha256: None }),
                Err(e) => Err(format!("{url}: {e}")),
            };
            if end.is_ok() {
                break;
            }
        }
        end
    }
}

#[cfg(not(target_arch = "wasm32"))]
use here::run;
#[cfg(target_arch = "wasm32")]
use web::run;

#[cfg(target_arch = "wasm32")]
mod web {
    //! `fetch` with a streamed body.

    use js_sys::{Reflect, Uint8Array};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;

    use super::{Fetch, Fetched, Then, Wanted, next};

    pub(super) fn run(wanted: Wanted, second: Fetch, then: Then) {
        wasm_bindgen_futures::spawn_local(async move {
            let end = first_of(&wanted).await;
            let after = next(&end, second, then);
            wanted.0.with(|s| s.end = Some(end));
            if let Some(after) = after {
                let end = first_of(&after).await;
                after.0.with(|s| s.end = Some(end));
            }
        });
    }

    async fn first_of((fetch, urls, limit): &Wanted) -> Result<Fetched, String> {
        let mut end = Err("no address".to_owned());
        for url in urls {
            end =
                get(url, *limit, |n| fetch.with(|s| s.received = n)).await.map_err(|e| format!("{url}: {e}"));
            if end.is_ok() {
                break;
            }
        }
        end
    }

    async fn get(url: &str, limit: u64, progress: impl Fn(u64)) -> Result<Fetched, String> {
        let window = web_sys::window().ok_or("no window")?;
        let response = JsFuture::from(window.fetch_with_str(url)).await.map_err(said)?;
        let response: web_sys::Response = response.dyn_into().map_err(said)?;
        if !response.ok() {
            return Err(format!("HTTP {}", response.status()));
        }
        let body = response.body().ok_or("no body")?;
        let reader: web_sys::ReadableStreamDefaultReader =
            body.get_reader().dyn_into().map_err(|_| "no reader")?;
        let mut bytes = Vec::new();
        loop {
            let chunk = JsFuture::from(reader.read()).await.map_err(said)?;
            if Reflect::get(&chunk, &"done".into()).map_err(said)?.is_truthy() {
                let sha256 = digest(&window, &bytes).await;
                return Ok(Fetched { url: response.url(), bytes, sha256 });
            }
            let chunk: Uint8Array =
                Reflect::get(&chunk, &"value".into()).and_then(JsCast::dyn_into).map_err(said)?;
            if bytes.len() as u64 + u64::from(chunk.length()) > limit {
                return Err(format!("more than {limit} bytes"));
            }
            let from = bytes.len();
            bytes.resize(from + chunk.length() as usize, 0);
            chunk.copy_to(&mut bytes[from..]);
            progress(bytes.len() as u64);
        }
    }

    /// SHA-256 by the browser: quicker than ours, and the engine goes on meanwhile. Only pages over HTTPS have it.
    async fn digest(window: &web_sys::Window, bytes: &[u8]) -> Option<Vec<u8>> {
        let subtle = window.crypto().ok()?.subtle();
        if subtle.is_undefined() {
            return None;
        }
        let copy = Uint8Array::from(bytes);
        let counted = subtle.digest_with_str_and_buffer_source("SHA-256", &copy).ok()?;
        Some(Uint8Array::new(&JsFuture::from(counted).await.ok()?).to_vec())
    }

    fn said(error: impl Into<JsValue>) -> String {
        let error: JsValue = error.into();
        error.as_string().unwrap_or_else(|| format!("{error:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_lie_in_the_store_of_the_server_or_beside_the_manifest() {
        assert_eq!(
            candidates("http://h:8080/m/haneul/manifest.json?v=1", "ab.glb"),
            ["http://h:8080/a/ab.glb", "http://h:8080/m/haneul/ab.glb"]
        );
        assert_eq!(candidates("/m/haneul/manifest.json", "ab.glb")[0], "/a/ab.glb");
        assert_eq!(candidates("http://h/out/manifest.json", "ab.glb"), ["http://h/out/ab.glb"]);
        assert_eq!(candidates("manifest.json", "ab.glb"), ["ab.glb"]);
        assert_eq!(candidates("out/manifest.json", "ab.glb"), ["out/ab.glb"]);
    }

    fn ended(fetch: &Fetch) -> Result<Fetched, String> {
        let ends = std::iter::repeat_with(|| {
            std::thread::sleep(std::time::Duration::from_millis(5));
            fetch.take()
        });
        ends.take(400).flatten().next().expect("it ends")
    }

    #[test]
    fn the_second_file_is_the_one_that_the_first_names_or_a_sentence() {
        let named = || vec![concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml").to_owned()];
        let then: Then = |first| Some((vec![first.url.replace("Cargo.toml", "src/fetch.rs")], 1 << 20));
        let (first, second) = Fetch::start(named(), 1 << 20, then);
        assert!(ended(&first).is_ok());
        assert!(ended(&second).is_ok_and(|file| file.url.ends_with("fetch.rs")));
        let (first, second) = Fetch::start(named(), 1 << 20, |_| None);
        assert!(ended(&first).is_ok() && ended(&second).is_err());
        let (first, second) = Fetch::start(vec!["/nowhere".into()], 1, then);
        assert!(ended(&first).is_err() && ended(&second).is_err());
    }

    #[test]
    fn a_missing_file_ends_with_a_sentence() {
        let (fetch, _) = Fetch::start(vec!["/nowhere/manifest.json".into()], 10, |_| None);
        assert!(ended(&fetch).is_err_and(|why| why.contains("manifest.json")));
    }
}
