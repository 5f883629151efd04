//! The desktop program: a window on the folder that `survey build` wrote.

use std::path::PathBuf;
use std::process::ExitCode;

use bevy::prelude::*;
use market_viewer::Bridge;
use market_wire::bridge::{FromViewer, ToViewer};

/// Opens the market in the folder named by the first argument.
pub fn run() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: market_twin OUT_DIR    (a folder with manifest.json, made by `survey build`)");
        return ExitCode::from(2);
    };
    let bridge = Bridge::default();
    bridge.push(ToViewer::Load { manifest_url: folder.join("manifest.json").display().to_string() });
    let exit = market_viewer::app(None, bridge.clone()).add_systems(Last, report).run();
    if exit.is_success() && !bridge.has_failed() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn report(bridge: Res<Bridge>, mut exit: MessageWriter<AppExit>) {
    for message in bridge.drain() {
        match message {
            FromViewer::Moved { .. } | FromViewer::Progress { .. } => {}
            FromViewer::Failed { reason, detail } => {
                eprintln!("{reason}: {detail}");
                exit.write(AppExit::error());
            }
            other => println!("{}", serde_json::to_string(&other).unwrap_or_default()),
        }
    }
}
