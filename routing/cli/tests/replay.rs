//! `market_route replay` as a person meets it: a day's files, figures, limits, refusals, exit codes.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FILES: [(&str, &str); 4] = [
    (
        "instance_parameters.txt",
        "meters_per_minute\tpickup service minutes\tdropoff service minutes\ttarget click-to-door\tmaximum click-to-door\tpay per order\tguaranteed pay per hour\n320\t4\t4\t40\t90\t10\t15\n",
    ),
    ("restaurants.txt", "restaurant\tx\ty\nr1\t0\t0\n"),
    ("couriers.txt", "courier\tx\ty\ton_time\toff_time\nc1\t500\t0\t0\t120\n"),
    (
        "orders.txt",
        "order\tx\ty\tplacement_time\trestaurant\tready_time\no1\t900\t900\t10\tr1\t30\no2\t1000\t1000\t12\tr1\t30\n",
    ),
];

fn replay(name: &str, spoil: &[(&str, &str)], more: &[&str]) -> (Output, i32, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let out = folder.join("out");
    std::fs::create_dir_all(&folder).unwrap();
    for (file, text) in FILES {
        let text = spoil.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
        std::fs::write(folder.join(file), text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_market_route"));
    command.args(["replay", "--format", "mdrp"]).arg(&folder).arg("--out").arg(&out).args(more);
    let output = command.output().unwrap();
    let code = output.status.code().unwrap();
    (output, code, out)
}

#[test]
fn a_day_is_played_and_its_result_files_are_those_of_the_set() {
    let (output, code, out) = replay("day", &[], &["--json", "--steps", "50"]);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&output.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&answer["instance"], &answer["delivered"]), (&"day".into(), &2.into()));
    // Ready at 30, two minutes out of the restaurant, 4 and 1 minutes of way, two minutes in and out of each door.
    let assignments = std::fs::read_to_string(out.join("solution_info_assignments.txt")).unwrap();
    assert_eq!(assignments, "assignment_time pickup_time courier bundle\n30 30 c1 o1 o2\n");
    let orders = std::fs::read_to_string(out.join("solution_info_orders.txt")).unwrap();
    assert!(orders.contains("o1 10 r1 30 30 38 c1\no2 12 r1 30 30 43 c1\n"), "{orders}");
    assert_eq!(answer["mean_click_to_door_min"], 29.5);
    // Two hours on duty earn more than two orders.
    assert_eq!(answer["cost_per_order"], 15.0);
}

#[test]
fn a_decision_can_be_limited_by_processor_time() {
    let (output, code, _) = replay("limited", &[], &["--decision-cpu-seconds", "1"]);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("2 of 2 orders"));
    assert_eq!(replay("both", &[], &["--decision-cpu-seconds", "1", "--steps", "3"]).1, 2);
    assert_eq!(replay("nan", &[], &["--decision-cpu-seconds", "NaN"]).1, 2);
}

#[test]
fn what_is_wrong_is_listed_and_nothing_is_written() {
    let spoil = [("\tr1\t30\no2", "\tr7\t30\no2"), ("0\t120", "130\t120")];
    let (output, code, out) = replay("bad", &spoil, &["--lang", "en"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("orders.txt:2") && told.contains("couriers.txt:2"), "{told}");
    assert!(!out.exists());
}
