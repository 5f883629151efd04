//! The market's own figures: an afternoon planned, planned again after each kind of event, and a large day played.
//!
//! Asks `market_route` as its users do, on a market of 4,800 stalls among the streets of central Seoul; every plan goes
//! through the command's own checker.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::child::{self, Ended};
use super::day_orders::{self, NOW};
use crate::market;

/// Doors along the streets.
const DOORS: usize = 600;
/// What the plan of the afternoon may take, in processor seconds.
const PLAN_S: &str = "10";
/// What a re-plan may take, in milliseconds.
const REPLAN_MS: &str = "100";

/// The files of the run and the program.
struct Shop<'a> {
    ours: &'a Path,
    graph: PathBuf,
    orders: PathBuf,
    plan: PathBuf,
    events: PathBuf,
}

/// Prints the tables.
///
/// # Errors
/// When a file cannot be written or the command gives no plan.
pub fn table(ours: &Path, seed: u64) -> Result<(), String> {
    println!("\n#### The market's own figures: 4,800 stalls among the streets of central Seoul\n");
    let Some(graph) = market::graph_with_doors(DOORS) else {
        println!("Skipped: the file of streets is not there.");
        return Ok(());
    };
    let orders = day_orders::orders(&graph, seed).ok_or("the market has no stalls, doors or gates")?;
    let folder = child::workshop()?;
    let file = |name: &str| folder.join(name);
    let shop = Shop {
        ours,
        graph: file("graph.json"),
        orders: file("orders.json"),
        plan: file("plan.json"),
        events: file("events.json"),
    };
    write(&shop.graph, &graph.to_bytes())?;
    write(&shop.orders, orders.to_string().as_bytes())?;
    let doors = graph.places("address").len();
    println!("{} nodes, {} edges, {doors} doors.\n", graph.node_count(), graph.edge_count());
    let plan = shop.plans()?;
    shop.replans(&graph, &orders, &plan)?;
    shop.play()
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|why| format!("{}: {why}", path.display()))
}

fn valid(ended: &Ended) -> &'static str {
    match ended.code {
        Some(0) => "valid",
        Some(1) => "**invalid**",
        _ => "**refused**",
    }
}

fn seconds(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |s| format!("{s:.1}"))
}

impl Shop<'_> {
    fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(self.ours);
        command.args(words).arg("--graph").arg(&self.graph).arg("--json");
        command
    }

    fn plan(&self, effort: &[&str]) -> Result<Ended, String> {
        child::run(self.command(&["plan"]).arg(&self.orders).args(effort))
    }

    /// The afternoon planned: the first plan alone, and within the seconds; the plan of the latter.
    fn plans(&self) -> Result<Value, String> {
        println!(
            "{} orders of one to five stalls, {} riders, 12:00 to 20:30 (processor time of the whole command, \
             the checker's taken off):\n",
            day_orders::ORDERS,
            day_orders::RIDERS
        );
        println!(
            "| `market_route plan` | CPU s | served | left over | riders | work of all riders | checker |"
        );
        println!("|---|---|---|---|---|---|---|");
        let bare = self.plan(&["--steps", "0"])?.cpu_seconds;
        let mut checking = None;
        let mut last = Value::Null;
        for effort in [["--steps", "0"], ["--cpu-seconds", PLAN_S]] {
            let ended = self.plan(&[&effort[..], &["--check"]].concat())?;
            let why = |_| format!("plan: exit code {:?}: {}", ended.code, ended.err);
            last = serde_json::from_str(&ended.out).map_err(why)?;
            // The same work with and without the checker: what it costs.
            let checked = *checking
                .get_or_insert(ended.cpu_seconds.zip(bare).map_or(0.0, |(all, bare)| (all - bare).max(0.0)));
            let took = ended.cpu_seconds.map(|s| s - checked);
            let totals = &last["totals"];
            let hours = totals["work_ms"].as_u64().unwrap_or(0) as f64 / 3_600_000.0;
            println!(
                "| `{}` | {} | {} | {} | {} | {hours:.1} h | {} |",
                effort.join(" "),
                seconds(took),
                totals["orders"],
                left_over(&last),
                totals["riders"],
                valid(&ended)
            );
        }
        write(&self.plan, last.to_string().as_bytes())?;
        Ok(last)
    }

    /// One event of each kind: the repair alone, and with a limit of processor time.
    fn replans(&self, graph: &market_routing::Graph, orders: &Value, plan: &Value) -> Result<(), String> {
        println!(
            "\nPlanned again at {NOW} after one event, {} orders open (processor time that the command tells, from \
             when the times of all ways are known):\n",
            day_orders::open(plan)
        );
        println!("| event | `--steps 0` ms | `--cpu-ms {REPLAN_MS}` ms | orders changed | checker |");
        println!("|---|---|---|---|---|");
        for (kind, mut event) in day_orders::events(graph, orders, plan) {
            event["kind"] = json!(kind);
            let events = json!({ "format": "jangteo.events", "version": 1, "now": NOW, "events": [event] });
            write(&self.events, events.to_string().as_bytes())?;
            let repair = self.replan(&["--steps", "0"])?;
            let limited = self.replan(&["--steps", "100000", "--cpu-ms", REPLAN_MS])?;
            let changes = serde_json::from_str::<Value>(&limited.out).unwrap_or_default();
            let changes = changes["changes"].as_array().map_or(0, Vec::len);
            let both = if repair.code == Some(0) { valid(&limited) } else { valid(&repair) };
            println!("| {kind} | {} | {} | {changes} | {both} |", told_ms(&repair), told_ms(&limited));
        }
        Ok(())
    }

    fn replan(&self, effort: &[&str]) -> Result<Ended, String> {
        let mut command = self.command(&["replan"]);
        command.arg(&self.plan).arg(&self.events).arg("--orders").arg(&self.orders);
        child::run(command.args(effort).arg("--check"))
    }

    /// A day of 500 orders and one of 5,000.
    fn play(&self) -> Result<(), String> {
        println!("\nDays played in rolling horizon:\n");
        println!(
            "| `market_route simulate` | CPU s | plans | delivered | left over | within two hours | mean |"
        );
        println!("|---|---|---|---|---|---|---|");
        for (orders, riders) in [("500", "40"), ("5000", "300")] {
            let words = ["--orders", orders, "--riders", riders, "--seed", "1", "--steps", "20"];
            let ended = child::run(self.command(&["simulate"]).args(words))?;
            let days: Value = serde_json::from_str(&ended.out)
                .map_err(|_| format!("simulate: exit code {:?}: {}", ended.code, ended.err))?;
            let played = &days[0]["played"];
            println!(
                "| `{}` | {} | {} | {} | {} | {:.1} % | {:.0} min |",
                words.join(" "),
                seconds(days[0]["cpu_seconds"].as_f64()),
                played["plans"],
                played["delivered"],
                played["left_over"],
                played["on_time_permille"].as_f64().unwrap_or(f64::NAN) / 10.0,
                played["mean_min"].as_f64().unwrap_or(f64::NAN)
            );
        }
        Ok(())
    }
}

/// How many orders are left over, by reason.
fn left_over(plan: &Value) -> String {
    let mut codes = std::collections::BTreeMap::<&str, usize>::new();
    for order in plan["unserved"].as_array().into_iter().flatten() {
        *codes.entry(order["code"].as_str().unwrap_or("?")).or_default() += 1;
    }
    let codes: Vec<String> = codes.iter().map(|(code, n)| format!("{n} {code}")).collect();
    if codes.is_empty() { "0".to_owned() } else { codes.join(", ") }
}

/// The milliseconds that the command tells on its standard error.
fn told_ms(ended: &Ended) -> String {
    let (before, _) = ended.err.split_once(" ms of processor time").unwrap_or_default();
    before.rsplit(' ').next().filter(|w| w.parse::<u64>().is_ok()).unwrap_or("–").to_owned()
}
