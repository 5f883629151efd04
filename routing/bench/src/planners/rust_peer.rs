//! The peer in Rust, `pdp_lns`, in a child of its own, so that its clock and its processor time are its own.

/// Has the program be this child: `--rust-peer FORMAT FILE SECONDS SEED`.
pub const FLAG: &str = "--rust-peer";

/// Which one is built in, or why none is.
///
/// # Errors
/// When the program was built without it.
pub fn state() -> Result<String, String> {
    if cfg!(feature = "planner-peers") {
        return Ok("pdp_lns 0.1.1".to_owned());
    }
    Err("it did not build here: its HiGHS needs CMake, a C++ compiler and libclang; \
         `cargo bench -p routing_bench --bench planners --features planner-peers` shows what is missing"
        .to_owned())
}

/// Solves a problem and prints the routes as JSON.
///
/// # Errors
/// When the words or the file cannot be read, or the peer is not built in.
pub fn main(words: &[String]) -> Result<(), String> {
    let [format, file, seconds, seed] = words else { return Err("FORMAT FILE SECONDS SEED".to_owned()) };
    let seconds: f64 = seconds.parse().map_err(|_| format!("{seconds} are no seconds"))?;
    let seed: u64 = seed.parse().map_err(|_| format!("{seed} is no seed"))?;
    let routes = solve(format, file, seconds, seed)?;
    // Reading the problem counts, as it does for ours.
    println!("{}", serde_json::json!({ "begun": 0.0, "routes": routes }));
    Ok(())
}

#[cfg(not(feature = "planner-peers"))]
fn solve(_format: &str, _file: &str, _seconds: f64, _seed: u64) -> Result<Vec<Vec<usize>>, String> {
    state().map(|_| Vec::new())
}

#[cfg(feature = "planner-peers")]
fn solve(format: &str, file: &str, seconds: f64, seed: u64) -> Result<Vec<Vec<usize>>, String> {
    use std::time::{Duration, Instant};

    use pdp_lns::algorithm::{InitialSolutionMethod, solve_with_initial_method};
    use pdp_lns::instance::Instance;

    let begun = Instant::now();
    let instance = match format {
        "lilim" => Instance::from_file(std::path::Path::new(file)),
        _ => sartori(file)?,
    };
    let limit = Duration::try_from_secs_f64(seconds).map_err(|why| why.to_string())?;
    let method = InitialSolutionMethod::Legacy;
    let found = solve_with_initial_method(&instance, limit, seed, None, method, Some(begun));
    let inner = |route: &Vec<usize>| route.iter().copied().filter(|stop| *stop != 0).collect();
    Ok(found.routes.iter().map(inner).filter(|r: &Vec<usize>| !r.is_empty()).collect())
}

/// A problem with legs of its own, which `pdp_lns` does not read from a file; its stops are numbered from 0.
#[cfg(feature = "planner-peers")]
fn sartori(file: &str) -> Result<pdp_lns::instance::Instance, String> {
    let text = std::fs::read_to_string(file).map_err(|why| format!("{file}: {why}"))?;
    let facts = routing_oracle::pdptw::sartori(&text).ok_or_else(|| format!("{file} cannot be read"))?;
    let of = |field: fn(&routing_oracle::pdptw::Stop) -> f64| facts.stops.iter().map(field).collect();
    let demand = facts.stops.iter().map(|s| s.demand as i32).collect();
    let deliveries = facts.stops.iter().map(|s| s.delivery).collect();
    pdp_lns::instance::Instance::from_raw(
        facts.stops.len(),
        facts.capacity as i32,
        demand,
        of(|s| s.ready),
        of(|s| s.due),
        of(|s| s.service),
        deliveries,
        facts.legs.clone(),
        None,
    )
}
