//! The browser, as `static/platform.js` hands it in, and the journal's storage in its database.

use js_sys::{Array, Reflect, Uint8Array};
use survey_journal::{Loaded, Recovery, Storage, StorageError};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = jangteo, js_name = append, catch)]
    async fn js_append(journal: &str, first: f64, records: Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = load, catch)]
    async fn js_load(journal: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = journals, catch)]
    async fn js_journals() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = remember, catch)]
    async fn js_remember(key: &str, value: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = recall, catch)]
    async fn js_recall(key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = persist, catch)]
    async fn js_persist() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = freeBytes, catch)]
    async fn js_free_bytes() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = fetch, catch)]
    async fn js_fetch(method: &str, url: &str, body: JsValue, deadline_ms: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = pickFile, catch)]
    async fn js_pick_file() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = sleep, catch)]
    async fn js_sleep(ms: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = jangteo, js_name = random)]
    fn js_random(bytes: u32) -> Uint8Array;
    /// Hands a text file to the person.
    #[wasm_bindgen(js_namespace = jangteo, js_name = saveFile)]
    pub fn save_file(name: &str, text: &str);
    /// Calls back with the state of the app's offline copy.
    #[wasm_bindgen(js_namespace = jangteo, js_name = onShell)]
    pub fn on_shell(listener: &Closure<dyn FnMut(String)>);
    /// Notes a place in the browser's history, so that the back key leads to the one before.
    #[wasm_bindgen(js_namespace = jangteo, js_name = pushPlace)]
    pub fn push_place(place: &str);
    /// Calls back with the place that the back key leads to.
    #[wasm_bindgen(js_namespace = jangteo, js_name = onBack)]
    pub fn on_back(listener: &Closure<dyn FnMut(String)>);
    /// Today by the device's calendar, as `2026-11-22`.
    #[wasm_bindgen(js_namespace = jangteo, js_name = today)]
    pub fn today() -> String;
    /// Hours and minutes of a time in milliseconds since 1970, by the device's calendar.
    #[wasm_bindgen(js_namespace = jangteo, js_name = clock)]
    pub fn clock(at_ms: f64) -> String;
    /// Milliseconds on a clock that never jumps.
    #[wasm_bindgen(js_namespace = jangteo, js_name = tick)]
    pub fn tick() -> f64;
    /// Sets the page's language and title.
    #[wasm_bindgen(js_namespace = jangteo, js_name = speak)]
    pub fn speak(lang: &str, title: &str);
    /// Puts the keyboard's focus on the element with this id.
    #[wasm_bindgen(js_namespace = jangteo, js_name = focus)]
    pub fn focus(id: &str);
    /// A text as part of a web address.
    #[wasm_bindgen(js_name = encodeURIComponent)]
    pub fn encode(text: &str) -> String;
}

/// Milliseconds since 1970 by the device's clock, wrong or right.
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// Ten random bytes.
pub fn random_ten() -> [u8; 10] {
    let mut ten = [0; 10];
    js_random(10).copy_to(&mut ten);
    ten
}

/// Waits.
pub async fn sleep(ms: f64) {
    js_sleep(ms).await.ok();
}

/// What is remembered under a key; `None` when nothing is.
pub async fn recall(key: &str) -> Option<String> {
    js_recall(key).await.ok()?.as_string()
}

/// Remembers something that may be lost without harm.
pub async fn remember(key: String, value: String) {
    js_remember(&key, &value).await.ok();
}

/// Whether the browser promises to keep what is stored.
pub async fn persist() -> bool {
    js_persist().await.is_ok_and(|v| v.is_truthy())
}

/// Bytes that may still be stored; negative when unknown.
pub async fn free_bytes() -> f64 {
    js_free_bytes().await.ok().and_then(|v| v.as_f64()).unwrap_or(-1.0)
}

/// Names of the journals on this device.
pub async fn journals() -> Vec<String> {
    let names = js_journals().await.unwrap_or_else(|_| Array::new().into());
    Array::from(&names).iter().filter_map(|n| n.as_string()).collect()
}

/// The text of a file that the person chooses.
pub async fn pick_file() -> Option<String> {
    js_pick_file().await.ok()?.as_string()
}

/// An HTTP request; status 0 when there was no answer.
pub async fn fetch(method: &str, url: &str, body: Option<&[u8]>) -> (u16, Vec<u8>) {
    let body = body.map_or(JsValue::UNDEFINED, |b| Uint8Array::from(b).into());
    let Ok(answer) = js_fetch(method, url, body, 20_000.0).await else { return (0, Vec::new()) };
    let get = |key: &str| Reflect::get(&answer, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED);
    let status = get("status").as_f64().unwrap_or(0.0) as u16;
    let bytes = get("body").dyn_into::<Uint8Array>().map(|b| b.to_vec()).unwrap_or_default();
    (status, bytes)
}

/// A journal in the browser's database: one record a key, written with durability "strict".
pub struct BrowserStorage {
    journal: String,
}

impl BrowserStorage {
    /// The storage of one journal.
    pub fn new(journal: &str) -> Self {
        Self { journal: journal.to_owned() }
    }
}

impl Storage for BrowserStorage {
    async fn load(&mut self) -> Result<Loaded, StorageError> {
        let found = js_load(&self.journal).await.map_err(|e| failed(&e))?;
        let list = |key: &str| {
            let value = Reflect::get(&found, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED);
            Array::from(&value)
        };
        let (keys, values) = (list("keys"), list("values"));
        let records: Vec<Vec<u8>> =
            values.iter().filter_map(|v| v.as_string()).map(String::into_bytes).collect();
        // A key that is missing in between means that the browser lost a record.
        let gaps = keys.iter().enumerate().filter(|(i, k)| k.as_f64() != Some(*i as f64)).count();
        let recovery =
            Recovery { behind_damage: gaps, torn_records: usize::from(gaps > 0), ..Recovery::default() };
        Ok(Loaded { records, recovery })
    }

    async fn append(&mut self, first: u64, records: &[Vec<u8>]) -> Result<(), StorageError> {
        let texts: Array = records.iter().map(|r| JsValue::from_str(&String::from_utf8_lossy(r))).collect();
        js_append(&self.journal, first as f64, texts).await.map(|_| ()).map_err(|e| match name(&e).as_str() {
            "ConstraintError" => StorageError::Taken(first),
            "QuotaExceededError" => StorageError::Full,
            _ => failed(&e),
        })
    }
}

fn name(error: &JsValue) -> String {
    Reflect::get(error, &JsValue::from_str("name")).ok().and_then(|n| n.as_string()).unwrap_or_default()
}

fn failed(error: &JsValue) -> StorageError {
    let text = Reflect::get(error, &JsValue::from_str("message")).ok().and_then(|m| m.as_string());
    StorageError::Failed(format!("{}: {}", name(error), text.unwrap_or_default()))
}
