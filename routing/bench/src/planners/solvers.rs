//! The planners: which are here, why others are not, and how each is asked.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::args::{Args, Goal};
use super::instances::{Instance, Measure};
use super::{child, rust_peer};

/// Reads a problem, asks a Python package, prints the routes.
const PYTHON_DOOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/peers.py");
/// Module and name of the planners behind that door.
const PYTHON: [(&str, &str); 3] = [("vroom", "VROOM"), ("pyvrp", "PyVRP"), ("ortools", "OR-Tools")];

/// How a planner is asked.
#[derive(Debug, Clone)]
enum Door {
    Ours(PathBuf),
    Rust,
    Python(String, &'static str),
}

/// A planner that is asked.
#[derive(Debug, Clone)]
pub struct Solver {
    /// Name in the tables.
    pub name: &'static str,
    /// Which one exactly, or the reason why it is left out.
    pub state: Result<String, String>,
    door: Door,
}

/// What a planner answered.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Stops of each vehicle in the set's numbers, without the depot.
    pub routes: Vec<Vec<usize>>,
    /// What it says of its plan itself, where it does.
    pub claimed: Option<Measure>,
    /// Processor seconds, reading a problem of a planner with a door in Python not counted.
    pub cpu_seconds: f64,
}

/// The answer of `market_route solve --json`.
#[derive(Deserialize)]
struct Ours {
    vehicles: usize,
    distance: f64,
    cpu_seconds: f64,
    routes: Vec<Vec<String>>,
}

/// The answer of the doors to the peers.
#[derive(Deserialize)]
struct Theirs {
    begun: f64,
    routes: Vec<Vec<usize>>,
}

/// Ours first, then every peer, those that are missing too.
#[must_use]
pub fn all(ours: PathBuf) -> Vec<Solver> {
    let here = Solver { name: "ours", state: Ok("this checkout".to_owned()), door: Door::Ours(ours) };
    let rust = Solver { name: "pdp_lns", state: rust_peer::state(), door: Door::Rust };
    [here, rust].into_iter().chain(python()).collect()
}

fn python() -> Vec<Solver> {
    type Installed = std::collections::BTreeMap<String, (Option<String>, Option<String>)>;
    let program = std::env::var("JANGTEO_PEERS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let asked = child::run(Command::new(&program).args([PYTHON_DOOR, "--installed"]));
    let answer = asked.and_then(|ended| {
        serde_json::from_str::<Installed>(&ended.out).map_err(|_| last_line(&ended.err).to_owned())
    });
    let solver = |(module, name): (&'static str, &'static str)| {
        let state = match &answer {
            Err(why) => Err(why.clone()),
            Ok(installed) => match installed.get(module) {
                Some((Some(version), None)) => Ok(version.clone()),
                Some((_, Some(why))) => Err(why.clone()),
                _ => Err("the door does not tell".to_owned()),
            },
        };
        let how = "`python3 -m venv peers && peers/bin/pip install pyvroom pyvrp ortools`, \
                   then JANGTEO_PEERS_PYTHON=peers/bin/python";
        Solver {
            name,
            state: state.map_err(|why| format!("{why}; {how}")),
            door: Door::Python(program.clone(), module),
        }
    };
    PYTHON.map(solver).into()
}

fn last_line(text: &str) -> &str {
    text.lines().rfind(|l| !l.trim().is_empty()).unwrap_or("it says nothing")
}

/// Prints which planners take part, and why others do not.
pub fn print(solvers: &[Solver]) {
    for solver in solvers {
        match &solver.state {
            Ok(version) => println!("- {}: {version}", solver.name),
            Err(why) => println!("- {}: not measured, {why}", solver.name),
        }
    }
    match child::clock() {
        Some(_) => println!("\nThe peers' clocks run at the speed of their own processor time."),
        None => println!(
            "\nThe library of the clock is not built: the peers' limits are time on the wall, less than \
             processor time on a busy machine."
        ),
    }
}

impl Solver {
    /// Whether it can be asked for this goal.
    #[must_use]
    pub fn plays(&self, goal: Goal) -> bool {
        // Its search for the fleet cannot be switched off.
        let fleet_only = matches!(self.door, Door::Rust);
        self.state.is_ok() && !(fleet_only && goal == Goal::Distance)
    }

    /// Asks for a plan.
    ///
    /// # Errors
    /// The last thing that the planner said, when it gave none.
    pub fn solve(&self, instance: &Instance, goal: Goal, args: &Args) -> Result<Answer, String> {
        let mut command = self.command(instance, goal, args)?;
        let ended = child::run(&mut command)?;
        let broken = |_| format!("exit code {:?}: {}", ended.code, last_line(&ended.err));
        if let Door::Ours(_) = self.door {
            let told: Ours = serde_json::from_str(&ended.out).map_err(broken)?;
            let number = |text: &String| text.parse().unwrap_or(usize::MAX);
            return Ok(Answer {
                routes: told.routes.iter().map(|r| r.iter().map(number).collect()).collect(),
                claimed: Some(Measure { vehicles: told.vehicles, distance: told.distance }),
                cpu_seconds: ended.cpu_seconds.unwrap_or(told.cpu_seconds),
            });
        }
        let told: Theirs = serde_json::from_str(&ended.out).map_err(broken)?;
        Ok(Answer {
            routes: told.routes,
            claimed: None,
            cpu_seconds: ended.cpu_seconds.map_or(f64::NAN, |all| all - told.begun),
        })
    }

    fn command(&self, instance: &Instance, goal: Goal, args: &Args) -> Result<Command, String> {
        let (seconds, seed) = (args.cpu_seconds.to_string(), args.seed.to_string());
        let format = instance.format.word();
        let mut command;
        match &self.door {
            Door::Ours(program) => {
                command = Command::new(program);
                command.arg("solve").arg(&instance.path).args(["--json", "--lang", "en", "--format", format]);
                command.args(["--objective", goal.word(), "--cpu-seconds", &seconds, "--seed", &seed]);
            }
            Door::Rust => {
                command = Command::new(std::env::current_exe().map_err(|why| why.to_string())?);
                command.args([rust_peer::FLAG, format]).arg(&instance.path).args([&seconds, &seed]);
                command.env("GES_THREADS", "1");
                child::behind_the_clock(&mut command);
            }
            Door::Python(program, module) => {
                command = Command::new(program);
                command.arg(Path::new(PYTHON_DOOR)).args([module, format]).arg(&instance.path);
                command.args([goal.word(), &seconds, &seed]);
                child::behind_the_clock(&mut command);
            }
        }
        Ok(command)
    }
}
