//! The app in the browser: its state, how a change is written, and how it starts.
//!
//! Invariant: one change at a time is staged, made durable and committed; the screen moves on after that, not before.
#![allow(clippy::needless_pass_by_value, reason = "the properties of a component are owned")]

mod aisle;
mod goods;
mod markets;
mod outbox;
mod overview;
mod plan;
mod platform;
mod shell;
mod stall;
mod sync;
mod things;
mod ui;
mod walk;

use std::cell::RefCell;
use std::collections::VecDeque;

use leptos::prelude::*;
use leptos::task::spawn_local;
use market_model::{DeviceId, EventBody, Lang, MarketId, Survey};
use survey_journal::{Journal, NewStep, Staged, Storage, StorageError};
use wasm_bindgen::prelude::*;

use crate::place::{Memory, Screen};
use crate::words::Word;
use platform::BrowserStorage;

/// How long good news stays on the screen.
const NOTE_MS: f64 = 2_500.0;

/// A message that shows for a while, or until the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// Whether it is bad news.
    pub bad: bool,
}

/// A market of the server's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerMarket {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
}

/// An event that the desk sent back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// Identifier of the event.
    pub event: String,
    /// What the reviewer wrote.
    pub note: String,
}

/// Everything the screens share; cheap to copy.
#[derive(Clone, Copy)]
pub struct App {
    /// Language of the screens.
    pub lang: RwSignal<Lang>,
    /// The open journal.
    pub journal: RwSignal<Option<Journal>>,
    /// Where the person is.
    pub memory: RwSignal<Memory>,
    /// The message at the foot of the screen.
    pub note: RwSignal<Option<Note>>,
    /// Whether a change is being written.
    pub writing: RwSignal<bool>,
    /// Whether the browser promises to keep the data; `None` before it was asked.
    pub persisted: RwSignal<Option<bool>>,
    /// Whether little space is left.
    pub low_space: RwSignal<bool>,
    /// State of the offline copy of the app.
    pub shell: RwSignal<String>,
    /// Journals on this device.
    pub journals: RwSignal<Vec<String>>,
    /// The server's markets, as last seen.
    pub server_markets: RwSignal<Vec<ServerMarket>>,
    /// What the desk sent back.
    pub returned: RwSignal<Vec<Returned>>,
}

type Stage = Box<dyn FnOnce(&mut Journal) -> Option<Staged>>;
type Done = Box<dyn FnOnce(Result<bool, StorageError>)>;

thread_local! {
    static QUEUE: RefCell<VecDeque<(Stage, Done)>> = const { RefCell::new(VecDeque::new()) };
}

impl App {
    fn new() -> Self {
        Self {
            lang: RwSignal::new(Lang::Ko),
            journal: RwSignal::new(None),
            memory: RwSignal::new(Memory::default()),
            note: RwSignal::new(None),
            writing: RwSignal::new(false),
            persisted: RwSignal::new(None),
            low_space: RwSignal::new(false),
            shell: RwSignal::new(String::new()),
            journals: RwSignal::new(Vec::new()),
            server_markets: RwSignal::new(Vec::new()),
            returned: RwSignal::new(Vec::new()),
        }
    }

    /// A word in the language of the screen.
    pub fn word(self, word: Word) -> &'static str {
        word.get(self.lang.get())
    }

    /// Reads the survey as it stands.
    pub fn survey<T>(self, read: impl FnOnce(&Survey) -> T) -> T {
        self.journal.with(|journal| match journal {
            Some(journal) => read(journal.survey()),
            None => read(&Survey::default()),
        })
    }

    /// The open journal's device and the `seq` of its next event: what new identifiers are made of.
    pub fn next(self) -> (String, u32) {
        self.journal.with_untracked(|journal| {
            journal.as_ref().map_or((String::new(), 1), |j| (j.device().to_string(), j.last_seq() + 1))
        })
    }

    /// Goes to a screen.
    pub fn go(self, screen: Screen) {
        self.memory.update(|m| m.screen = screen);
        self.note.set(None);
        platform::push_place(&self.memory.with_untracked(Memory::write));
        self.remember();
    }

    /// Remembers the place and what is half typed.
    pub fn remember(self) {
        let text = self.memory.with_untracked(Memory::write);
        spawn_local(platform::remember("place".into(), text));
    }

    /// Shows a message.
    pub fn say(self, word: Word) {
        let note = Some(Note { text: self.word_untracked(word).to_owned(), bad: false });
        self.note.set(note.clone());
        spawn_local(async move {
            platform::sleep(NOTE_MS).await;
            if self.note.get_untracked() == note {
                self.note.set(None);
            }
        });
    }

    /// Shows bad news.
    pub fn complain(self, text: impl Into<String>) {
        self.note.set(Some(Note { text: text.into(), bad: true }));
    }

    /// A word, outside of a view.
    pub fn word_untracked(self, word: Word) -> &'static str {
        word.get(self.lang.get_untracked())
    }

    /// Writes what a person did; `then` runs when it is durable. Nothing new to write counts as done.
    pub fn write(self, label: &str, bodies: Vec<EventBody>, then: impl FnOnce() + 'static) {
        let step = NewStep { label: label.to_owned(), actor: "surveyor".to_owned(), bodies, undoes: None };
        let stage =
            move |journal: &mut Journal| journal.stage(step, platform::now_ms(), platform::random_ten);
        self.enqueue(
            Box::new(stage),
            Box::new(move |result| {
                if result.is_ok() {
                    self.note.set(None);
                    then();
                }
            }),
        );
    }

    /// Takes the last step back.
    pub fn undo(self) {
        let stage =
            |journal: &mut Journal| journal.stage_undo("surveyor", platform::now_ms(), platform::random_ten);
        self.enqueue(
            Box::new(stage),
            Box::new(move |result| {
                if result == Ok(true) {
                    self.say(Word::Undone);
                }
            }),
        );
    }

    /// Puts a change into the queue of those to be written.
    fn enqueue(self, stage: Stage, done: Done) {
        QUEUE.with_borrow_mut(|queue| queue.push_back((stage, done)));
        if !self.writing.get_untracked() {
            self.writing.set(true);
            spawn_local(async move {
                while let Some((stage, done)) = QUEUE.with_borrow_mut(VecDeque::pop_front) {
                    let result = self.write_one(stage).await;
                    if let Err(error) = &result {
                        self.complain(format!("{} ({error})", self.word_untracked(Word::NotSaved)));
                    }
                    done(result);
                }
                self.writing.set(false);
            });
        }
    }

    async fn write_one(self, stage: Stage) -> Result<bool, StorageError> {
        let staged = self.journal.try_update_untracked(|journal| {
            journal.as_mut().and_then(|j| stage(j).map(|staged| (j.market().to_string(), staged)))
        });
        let Some(Some((market, staged))) = staged else { return Ok(false) };
        BrowserStorage::new(&market).append(staged.first(), &staged.bytes()).await?;
        let committed = self.journal.try_update(|journal| journal.as_mut().map(|j| j.commit(staged)));
        match committed {
            Some(Some(Ok(()))) => Ok(true),
            _ => Err(StorageError::Failed("the journal was changed meanwhile".into())),
        }
    }

    /// Opens the journal of a market, or begins one; `true` when it was begun.
    pub async fn open(self, market: MarketId) -> Result<bool, String> {
        let mut storage = BrowserStorage::new(market.as_str());
        let mut loaded = storage.load().await.map_err(|e| e.to_string())?;
        let begun = loaded.records.is_empty();
        if begun {
            let hex: String = platform::random_ten()[..4].iter().map(|b| format!("{b:02x}")).collect();
            let device = DeviceId::new(&format!("tab-{hex}")).map_err(|e| e.to_string())?;
            let record = Journal::begin(&device, &market, platform::now_ms()).to_bytes();
            storage.append(0, std::slice::from_ref(&record)).await.map_err(|e| e.to_string())?;
            loaded.records.push(record);
        }
        let (mut journal, report) = Journal::open(&loaded.records).map_err(|e| e.to_string())?;
        if let Some(published) = platform::recall(&sync::base_key(market.as_str())).await {
            sync::set_base(&mut journal, &published);
        }
        let odd = loaded.recovery.torn_records + report.unreadable + report.broken + report.doubled;
        self.memory.update(|m| m.market = market.to_string());
        self.returned.set(Vec::new());
        self.journal.set(Some(journal));
        self.journals.set(platform::journals().await);
        spawn_local(sync::fetch_base(self));
        if odd > 0 {
            self.complain(format!("{}: {odd}", self.word_untracked(Word::Recovered)));
        }
        Ok(begun)
    }
}

/// Starts the app when the module is loaded.
#[wasm_bindgen(start)]
pub fn main() {
    console_error_panic_hook::set_once();
    shell::mount();
}

/// Finds the place where the person was, and the journal of that market.
async fn resume(app: App) {
    let memory = Memory::read(&platform::recall("place").await.unwrap_or_default());
    if platform::recall("lang").await.as_deref() == Some("en") {
        app.lang.set(Lang::En);
    }
    app.journals.set(platform::journals().await);
    let known = app.journals.with_untracked(|j| j.contains(&memory.market));
    if let Some(market) = MarketId::new(&memory.market).ok().filter(|_| known) {
        app.memory.set(memory);
        if let Err(error) = app.open(market).await {
            app.complain(error);
        }
    }
    if app.journal.with_untracked(Option::is_none) {
        app.memory.set(Memory::default());
    }
}
