//! A market on a simulated headset: the whole program beside Monado, an OpenXR runtime that nobody here wrote.
//!
//! Needs `monado-service`, the OpenXR loader and an X server (`Xvfb` will do); says so where one of them is missing.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Software draws a frame in a tenth of a second; a start takes some.
const PATIENCE: Duration = Duration::from_secs(240);
/// What the runtime needs to begin: it waits for nothing else.
const RUNTIME_S: u64 = 4;

/// Stops a program when the test ends, however it ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn is_here(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

fn start(program: &str, args: &[&str], env: &[(&str, &str)]) -> Running {
    let mut command = Command::new(program);
    command.args(args).envs(env.iter().copied());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    Running(command.spawn().unwrap_or_else(|e| panic!("{program}: {e}")))
}

/// Brightness of a picture by rows.
fn rows(path: &Path) -> Vec<Vec<f32>> {
    let file = std::io::BufReader::new(std::fs::File::open(path).expect("the picture was taken"));
    let mut reader = png::Decoder::new(file).read_info().expect("a PNG");
    let mut bytes = vec![0; reader.output_buffer_size().expect("its size")];
    let info = reader.next_frame(&mut bytes).expect("its pixels");
    let channels = info.color_type.samples();
    let bright = |pixel: &[u8]| pixel.iter().take(3).map(|v| f32::from(*v)).sum();
    bytes[..info.buffer_size()]
        .chunks_exact(info.width as usize * channels)
        .map(|row| row.chunks_exact(channels).map(bright).collect())
        .collect()
}

/// How many pixels further left the right eye sees what lies in these rows.
fn shift(left: &[Vec<f32>], right: &[Vec<f32>]) -> usize {
    let apart = |by: usize| -> f32 {
        let pairs = left.iter().zip(right);
        pairs
            .map(|(l, r)| {
                l[by..].iter().zip(r).map(|(a, b)| (a - b).abs()).sum::<f32>() / (l.len() - by) as f32
            })
            .sum()
    };
    (0..left[0].len() / 5).min_by(|a, b| apart(*a).total_cmp(&apart(*b))).expect("a shift")
}

#[test]
fn each_eye_sees_the_market_from_its_own_place() {
    for program in ["monado-service", "Xvfb"] {
        if !is_here(program) {
            println!("skipped: {program} is not on this machine");
            return;
        }
    }
    let dir = std::env::temp_dir().join(format!("jangteo-openxr-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    let survey = survey_generate::generate(60, 3);
    let model = survey_convert::build_model(&survey).0.expect("a market");
    let artefacts = survey_convert::build_artefacts(&model).expect("artefacts");
    survey_convert::write_out(&artefacts, &dir.join("market")).expect("written");
    let folder = |name: &str| dir.join(name).display().to_string();
    let env = [
        ("XDG_RUNTIME_DIR", &*folder("")),
        ("DISPLAY", ":83"),
        ("SIMULATED_ENABLE", "1"),
        ("SIMULATED_LEFT", "simple"),
        ("SIMULATED_RIGHT", "simple"),
        ("XRT_COMPOSITOR_NULL", "1"),
        ("XRT_NO_STDIN", "1"),
        ("XR_RUNTIME_JSON", "/usr/share/openxr/1/openxr_monado.json"),
    ];
    let _screen = start("Xvfb", &[":83", "-screen", "0", "640x480x24"], &[]);
    let _runtime = start("monado-service", &[], &env);
    std::thread::sleep(Duration::from_secs(RUNTIME_S));
    let picture = folder("left.png");
    let market = folder("market");
    let mut viewer =
        start(env!("CARGO_BIN_EXE_market_twin"), &[&market, "--vr", "--picture", &picture], &env);
    let began = Instant::now();
    let end = loop {
        if let Some(end) = viewer.0.try_wait().unwrap() {
            break end;
        }
        assert!(began.elapsed() < PATIENCE, "no picture of the headset in {} s", PATIENCE.as_secs());
        std::thread::sleep(Duration::from_millis(200));
    };
    assert!(end.success(), "{end}");
    let (left, right) = (rows(&dir.join("left.png")), rows(&dir.join("left-right.png")));
    assert_eq!((left.len(), left[0].len()), (right.len(), right[0].len()));
    // Lenses shift both pictures as a whole; what is near is shifted by more than what is far.
    let high = left.len();
    let band = |rows: &[Vec<f32>], from: usize| rows[from..from + high / 16].to_vec();
    let far = shift(&band(&left, high / 2), &band(&right, high / 2));
    let near = shift(&band(&left, high * 7 / 8), &band(&right, high * 7 / 8));
    assert!(near > far + 4, "the floor before the feet is shifted by {near} pixels, the horizon by {far}");
    std::fs::remove_dir_all(&dir).unwrap();
}
