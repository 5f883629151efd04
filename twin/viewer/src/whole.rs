//! The plugins together, without a window or a graphics card: messages in, messages out.
//!
//! Invariant: only compiled for tests.

use std::time::Duration;

use bevy::input::InputPlugin;
use bevy::prelude::*;
use bevy::time::TimeUpdateStrategy;
use market_wire::bridge::{CrowdedAisle, FromViewer, ToViewer};

use crate::xr::post::{self, Onto, Turn};
use crate::{
    Bridge, above, bridge, crowd, daylight, draw, fixture, front, input, load, marks, material, power, show,
    visitor, xr,
};

struct Page {
    app: App,
    bridge: Bridge,
    heard: Vec<FromViewer>,
}

impl Page {
    fn new() -> Self {
        let bridge = Bridge::default();
        let mut app = App::new();
        app.insert_resource(bridge.clone())
            .add_plugins((MinimalPlugins, AssetPlugin::default(), InputPlugin))
            .init_asset::<Mesh>()
            .init_asset::<Image>()
            .init_asset::<material::MarketMaterial>()
            .insert_resource(TimeUpdateStrategy::ManualDuration(Duration::from_millis(50)))
            .add_plugins((
                bridge::plugin,
                power::plugin,
                input::plugin,
                load::plugin,
                visitor::plugin,
                draw::plugin,
                show::plugin,
                marks::plugin,
                daylight::plugin,
                above::plugin,
                (crowd::plugin, front::plugin),
                xr::plugin,
            ));
        Self { app, bridge, heard: Vec::new() }
    }

    /// Runs frames until a message fits, for at most ten seconds.
    fn until<T>(&mut self, fits: impl Fn(&FromViewer) -> Option<T>) -> T {
        for _ in 0..2000 {
            self.app.update();
            self.heard.extend(self.bridge.drain());
            if let Some(at) = self.heard.iter().position(|m| fits(m).is_some()) {
                return fits(&self.heard.remove(at)).expect("it fits");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the viewer never said it");
    }

    fn load(&mut self, manifest_url: String) -> u32 {
        self.bridge.push(ToViewer::Load { manifest_url });
        self.until(|m| if let FromViewer::Loaded { stalls } = m { Some(*stalls) } else { None })
    }

    fn moved(&mut self) -> ([f32; 3], f32) {
        self.until(|m| if let FromViewer::Moved { at, yaw } = m { Some((*at, *yaw)) } else { None })
    }
}

#[test]
fn a_market_is_loaded_entered_and_walked() {
    let mut page = Page::new();
    assert_eq!(page.load(fixture::folder("walk", 8)), 8);
    let (at, yaw) = page.moved();
    assert!((at[2] - 1.0).abs() < 0.3 && yaw < 0.5, "inside the gate, looking north: {at:?} {yaw}");
    page.bridge.push(ToViewer::Walk { right: 0.0, forward: 1.0 });
    let (further, _) = page.moved();
    assert!(further[2] < at[2] - 0.3, "{at:?} to {further:?}");
}

#[test]
fn figures_and_photographs_are_there_when_asked_for_and_gone_when_not() {
    let mut page = Page::new();
    page.load(fixture::folder("beside", 8));
    let drawn = |page: &mut Page| {
        page.app.update();
        page.app.update();
        page.app.world_mut().query::<&crate::paint::MeshMaterial3d>().iter(page.app.world()).count()
    };
    let alone = drawn(&mut page);
    let aisle = CrowdedAisle { line: vec![[0.0; 3], [0.0, 0.0, -8.0]], half_m: 1.5, fullness: 3 };
    page.bridge.push(ToViewer::SetCrowd { aisles: vec![aisle] });
    assert_eq!(drawn(&mut page), alone + 1, "all figures are one mesh");
    let photograph = |width: u32| front::FrontPicture {
        stall: "s3".into(),
        width,
        height: width,
        rgba: vec![9; (width * width * 4) as usize],
    };
    assert_eq!(front::put(photograph(2)), Ok(()));
    assert_eq!(drawn(&mut page), alone + 2);
    page.bridge.push(ToViewer::SetCrowd { aisles: Vec::new() });
    assert_eq!(front::put(photograph(0)), Ok(()));
    assert_eq!(drawn(&mut page), alone);
}

#[test]
fn a_stall_asked_for_before_the_market_is_there_is_gone_to_after() {
    let mut page = Page::new();
    page.bridge.push(ToViewer::Load { manifest_url: fixture::folder("early", 8) });
    page.bridge.push(ToViewer::GoToStall { stall: "s3".into() });
    page.bridge.push(ToViewer::Highlight { stall: Some("s3".into()) });
    page.bridge.push(ToViewer::SetClosed { stalls: vec!["s0".into()] });
    let (at, yaw) = page.moved();
    assert!((at[2] + 3.0).abs() < 0.2 && (yaw - 270.0).abs() < 1.0, "before s3, looking west: {at:?} {yaw}");
}

#[test]
fn what_the_manifest_does_not_promise_is_refused_with_a_reason() {
    let manifest = fixture::folder("refused", 4);
    let folder = std::path::Path::new(&manifest).parent().expect("a folder").to_path_buf();
    let glb = std::fs::read_dir(&folder)
        .expect("the folder")
        .filter_map(|e| e.ok().map(|e| e.path()))
        .find(|p| p.extension().is_some_and(|e| e == "glb"))
        .expect("a scene");
    let mut bytes = std::fs::read(&glb).expect("the scene");
    let reason =
        |m: &FromViewer| if let FromViewer::Failed { reason, .. } = m { Some(reason.clone()) } else { None };
    let mut page = Page::new();

    bytes[400] ^= 1;
    std::fs::write(&glb, &bytes).expect("another scene");
    page.bridge.push(ToViewer::Load { manifest_url: manifest.clone() });
    assert_eq!(page.until(reason), "hash");

    std::fs::remove_file(&glb).expect("no scene");
    page.bridge.push(ToViewer::Load { manifest_url: manifest.clone() });
    assert_eq!(page.until(reason), "scene");

    std::fs::write(&manifest, "{}").expect("no manifest");
    page.bridge.push(ToViewer::Load { manifest_url: manifest });
    assert_eq!(page.until(reason), "manifest");

    assert_eq!(page.load(fixture::folder("after", 4)), 4, "a failure is no end");
}

#[test]
fn who_looks_from_above_stands_where_they_stood_when_they_come_down() {
    let mut page = Page::new();
    page.load(fixture::folder("above", 8));
    let (before, _) = page.moved();
    let looked = |m: &FromViewer| if let FromViewer::LookedDown { on } = m { Some(*on) } else { None };
    page.bridge.push(ToViewer::LookDown { on: true });
    assert!(page.until(looked));
    // Legs move the bird now.
    page.bridge.push(ToViewer::Walk { right: 0.0, forward: 1.0 });
    for _ in 0..40 {
        page.app.update();
    }
    page.bridge.push(ToViewer::Walk { right: 0.0, forward: 0.0 });
    page.bridge.push(ToViewer::LookDown { on: false });
    assert!(!page.until(looked));
    page.bridge.push(ToViewer::Look { yaw: 5.0, pitch: 0.0 });
    let (after, _) = page.moved();
    assert!((after[0] - before[0]).hypot(after[2] - before[2]) < 0.05, "{before:?} and {after:?}");
}

#[test]
fn a_headset_begins_where_the_window_was_turns_in_steps_and_ends_there() {
    let mut page = Page::new();
    page.load(fixture::folder("headset", 8));
    let (before, yaw) = page.moved();
    let eye = |x: f32| [x, 1.6, 0.3, 0.0, 0.0, 0.0, 1.0, 0.9, 0.9, 0.0, 0.0];
    let eyes = [eye(-0.032), eye(0.032)].concat();
    let hand = |push: f32| {
        let away = [0.0; xr::view::HAND_NUMBERS];
        let right = [1.0, 0.3, 1.2, -0.2, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, push, 0.0, 0.0];
        [away, right].concat()
    };
    post::frame(&eyes, &hand(0.0), &[]);
    post::put(|post| {
        post.turn = Some(Turn::Enter { onto: Onto::Buffers, width: 64, height: 64, floor: true });
    });
    for push in [0.0, 0.0, 1.0, 1.0, 1.0, 0.0] {
        post::frame(&eyes, &hand(push), &[]);
        page.app.update();
    }
    for _ in 0..12 {
        page.app.update();
    }
    let (at, turned) = page.moved();
    assert!(((turned - yaw).rem_euclid(360.0) - 30.0).abs() < 0.5, "from {yaw} to {turned}");
    assert!((at[0] - before[0]).hypot(at[2] - before[2]) < 0.1, "{before:?} and {at:?}");
    post::leave();
    page.app.update();
    page.bridge.push(ToViewer::Look { yaw: 5.0, pitch: 0.0 });
    let (after, _) = page.moved();
    assert!((after[0] - at[0]).hypot(after[2] - at[2]) < 0.05, "{at:?} and {after:?}");
}
