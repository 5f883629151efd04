//! The desktop program: a window on the folder that `survey build` wrote, or one picture of it.

use std::path::PathBuf;
use std::process::ExitCode;

use bevy::camera::RenderTarget;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured, save_to_disk};
use bevy::window::WindowRef;
use market_viewer::Bridge;
use market_viewer::xr::Xr;
use market_wire::bridge::{FromViewer, ToViewer};

const USAGE: &str = "usage: market_twin OUT_DIR [--vr] [--say MESSAGE]... [--picture FILE.png] [--size WIDTHxHEIGHT]

  OUT_DIR     a folder with manifest.json, made by `survey build`
  --vr        on the headset of the OpenXR runtime that is installed (only if built with --features openxr)
  --say       a message of the bridge as JSON, e.g. '{\"type\":\"set_hour\",\"minute\":1140}'
  --picture   save what is seen once the market is there, and close; on a headset FILE.png is what the left eye sees
              and FILE-right.png what the right eye sees
  --size      of the window, in pixels";

/// So many frames after the market is there, everything stands still: clouds take 46.
const SETTLED_FRAMES: u32 = 60;

struct Args {
    folder: PathBuf,
    vr: bool,
    say: Vec<ToViewer>,
    picture: Option<PathBuf>,
    size: Option<(u32, u32)>,
}

/// The picture that is to be taken.
#[derive(Resource)]
struct Picture {
    /// What is taken, and where to.
    shots: Vec<(RenderTarget, PathBuf)>,
    worn: bool,
    loaded: bool,
    frames: u32,
    saved: usize,
}

/// Opens the market in the folder named by the first argument.
pub fn run() -> ExitCode {
    let args = match read(std::env::args().skip(1)) {
        Ok(args) => args,
        Err(why) => {
            eprintln!("{why}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let bridge = Bridge::default();
    bridge.push(ToViewer::Load { manifest_url: args.folder.join("manifest.json").display().to_string() });
    args.say.into_iter().for_each(|message| bridge.push(message));
    let mut app = match viewer(args.vr, bridge.clone()) {
        Ok(app) => app,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
    };
    if let Some((width, height)) = args.size {
        app.add_systems(Startup, move |mut windows: Query<&mut Window>| {
            for mut window in &mut windows {
                window.resolution.set(width as f32, height as f32);
            }
        });
    }
    if let Some(path) = args.picture {
        let shots = shots(args.vr, path);
        let picture = Picture { shots, worn: args.vr, loaded: false, frames: 0, saved: 0 };
        app.insert_resource(picture).add_systems(Update, take);
    }
    let exit = app.add_systems(Last, report).run();
    if exit.is_success() && !bridge.has_failed() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(feature = "openxr")]
fn viewer(vr: bool, bridge: Bridge) -> Result<App, String> {
    if vr { crate::openxr::app(bridge) } else { Ok(market_viewer::app(None, bridge)) }
}

/// What a picture is taken of: both eyes of a headset, or the window.
fn shots(vr: bool, path: PathBuf) -> Vec<(RenderTarget, PathBuf)> {
    #[cfg(feature = "openxr")]
    if vr {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let right = path.with_file_name(format!("{stem}-right.png"));
        return crate::openxr::eyes().into_iter().zip([path, right]).collect();
    }
    debug_assert!(!vr, "there is no viewer for a headset without the feature");
    vec![(RenderTarget::Window(WindowRef::Primary), path)]
}

#[cfg(not(feature = "openxr"))]
fn viewer(vr: bool, bridge: Bridge) -> Result<App, String> {
    if vr {
        return Err("--vr: this program was built without OpenXR; build it with \
                    `cargo build -p market_twin --features openxr`"
            .to_owned());
    }
    Ok(market_viewer::app(None, bridge))
}

fn read(mut words: impl Iterator<Item = String>) -> Result<Args, String> {
    let mut args = Args { folder: PathBuf::new(), vr: false, say: Vec::new(), picture: None, size: None };
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--vr" => args.vr = true,
            "--say" => {
                let text = value()?;
                args.say.push(market_wire::message::read(&text).map_err(|e| format!("--say {text}: {e}"))?);
            }
            "--picture" => args.picture = Some(value()?.into()),
            "--size" => {
                let text = value()?;
                let size = text.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
                let size = size.filter(|(w, h)| (1..=8192).contains(w) && (1..=8192).contains(h));
                args.size = Some(size.ok_or(format!("--size {text}: expected such as 1280x720"))?);
            }
            option if option.starts_with('-') => return Err(format!("{option} is not known")),
            folder if args.folder.as_os_str().is_empty() => args.folder = folder.into(),
            more => return Err(format!("{more}: there is a folder already")),
        }
    }
    if args.folder.as_os_str().is_empty() { Err("no folder is named".to_owned()) } else { Ok(args) }
}

/// Saves the window once everything stands still, and closes it.
fn take(mut picture: ResMut<Picture>, xr: Res<Xr>, mut commands: Commands) {
    if !picture.loaded || xr.is_active() != picture.worn {
        return;
    }
    picture.frames += 1;
    if picture.frames != SETTLED_FRAMES {
        return;
    }
    for (target, path) in picture.shots.clone() {
        commands.spawn(Screenshot(target)).observe(save_to_disk(path)).observe(
            |_: On<ScreenshotCaptured>, mut picture: ResMut<Picture>, mut exit: MessageWriter<AppExit>| {
                picture.saved += 1;
                if picture.saved == picture.shots.len() {
                    exit.write(AppExit::Success);
                }
            },
        );
    }
}

fn report(bridge: Res<Bridge>, mut exit: MessageWriter<AppExit>, mut picture: Option<ResMut<Picture>>) {
    for message in bridge.drain() {
        match message {
            FromViewer::Moved { .. } | FromViewer::Progress { .. } => {}
            FromViewer::Failed { reason, detail } => {
                eprintln!("{reason}: {detail}");
                exit.write(AppExit::error());
            }
            other => {
                if let (FromViewer::Loaded { .. }, Some(picture)) = (&other, &mut picture) {
                    picture.loaded = true;
                }
                println!("{}", serde_json::to_string(&other).unwrap_or_default());
            }
        }
    }
}
