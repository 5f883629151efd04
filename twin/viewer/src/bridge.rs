//! The two-way bridge to the page: typed messages in two queues, and nothing of the page itself.
//!
//! Invariants: messages keep their order; a failure is said once; pushing never runs the engine, so a page may send
//! from within a callback.
//! Must not know: JavaScript (that is the app's), drawing.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use bevy::prelude::*;
use market_wire::bridge::{BRIDGE_VERSION, FromViewer, ToViewer};

/// More unread messages than this are dropped, the oldest first.
const MAX_UNREAD: usize = 4096;

/// Both queues; clones share them.
#[derive(Resource, Clone, Default)]
pub struct Bridge(Arc<Mutex<Queues>>);

#[derive(Default)]
struct Queues {
    inbox: VecDeque<ToViewer>,
    outbox: VecDeque<FromViewer>,
    failed: bool,
}

/// A message of the page, for the systems that act on it.
#[derive(Message, Debug, Clone, PartialEq)]
pub struct PageMessage(pub ToViewer);

/// Delivers what the page sent, before every frame.
pub fn plugin(app: &mut App) {
    app.init_resource::<Bridge>()
        .add_message::<PageMessage>()
        .add_systems(Startup, |bridge: Res<Bridge>| bridge.say(FromViewer::Ready { version: BRIDGE_VERSION }))
        .add_systems(PreUpdate, deliver.in_set(Delivered));
}

/// The messages of the page have been delivered for this frame.
#[derive(SystemSet, Debug, Clone, PartialEq, Eq, Hash)]
pub struct Delivered;

fn deliver(bridge: Res<Bridge>, mut messages: MessageWriter<PageMessage>) {
    messages.write_batch(bridge.take().into_iter().map(PageMessage));
}

impl Bridge {
    /// A message from the page; it is read before the next frame.
    pub fn push(&self, message: ToViewer) {
        self.with(|q| {
            q.inbox.push_back(message);
            if q.inbox.len() > MAX_UNREAD {
                q.inbox.pop_front();
            }
        });
    }

    /// What the viewer said since the last call, for the page.
    #[must_use]
    pub fn drain(&self) -> Vec<FromViewer> {
        self.with(|q| q.outbox.drain(..).collect())
    }

    /// Says something to the page.
    pub fn say(&self, message: FromViewer) {
        self.with(|q| {
            q.outbox.push_back(message);
            if q.outbox.len() > MAX_UNREAD {
                q.outbox.pop_front();
            }
        });
    }

    /// Says that it cannot go on; only the first failure is said.
    pub fn fail(&self, reason: &str, detail: impl Into<String>) {
        let message = FromViewer::Failed { reason: reason.to_owned(), detail: detail.into() };
        self.with(|q| {
            if !q.failed {
                q.failed = true;
                q.outbox.push_back(message);
            }
        });
    }

    /// Whether a failure was said.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.with(|q| q.failed)
    }

    /// Forgets a failure: a new market is being loaded.
    pub(crate) fn begin_again(&self) {
        self.with(|q| q.failed = false);
    }

    fn take(&self) -> Vec<ToViewer> {
        self.with(|q| q.inbox.drain(..).collect())
    }

    fn with<T>(&self, use_queues: impl FnOnce(&mut Queues) -> T) -> T {
        use_queues(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_keep_their_order_and_a_failure_is_said_once() {
        let bridge = Bridge::default();
        bridge.push(ToViewer::Pause { paused: true });
        bridge.push(ToViewer::Pause { paused: false });
        assert_eq!(bridge.take(), [ToViewer::Pause { paused: true }, ToViewer::Pause { paused: false }]);
        bridge.fail("hash", "one");
        bridge.fail("context_lost", "two");
        assert!(bridge.has_failed());
        assert!(matches!(&bridge.drain()[..], [FromViewer::Failed { reason, .. }] if reason == "hash"));
    }

    #[test]
    fn a_page_that_never_listens_costs_little_memory() {
        let bridge = Bridge::default();
        for i in 0..10_000 {
            bridge.say(FromViewer::Loaded { stalls: i });
        }
        assert_eq!(bridge.drain().len(), MAX_UNREAD);
    }
}
