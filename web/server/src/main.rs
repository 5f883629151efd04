//! `market_server`: pages, API, artefacts, survey intake and review of the markets in one data folder.
//!
//! Invariant: all durable state is in the data folder; killing the process at any point loses nothing that was
//! acknowledged. Invariant: the cause of a failure is written to the log, never sent to a client.

mod serve;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context as _;
use axum::Router;
use axum::routing::get;
use clap::Parser;
use tokio::net::TcpListener;

/// Serves markets: pages, API, artefacts, survey intake and review.
#[derive(Debug, Parser)]
#[command(version)]
struct Args {
    /// Folder of the database, the survey folders and the artefacts; made when absent.
    #[arg(long)]
    data: PathBuf,
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Folder of the built web bundles: `twin`, `pages`, `tablet`.
    #[arg(long)]
    web: Option<PathBuf>,
    /// Survey folder to copy into the data folder at start; may be given many times.
    #[arg(long = "import-market", value_name = "MARKET-DIR")]
    import_market: Vec<PathBuf>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    tracing_subscriber::fmt().json().with_writer(std::io::stderr).init();
    std::fs::create_dir_all(&args.data).with_context(|| format!("cannot make {}", args.data.display()))?;
    let listener = TcpListener::bind(args.listen)
        .await
        .with_context(|| format!("cannot listen on {}; is another server running there?", args.listen))?;
    let address = listener.local_addr()?;
    let router = Router::new().route("/healthz", get(|| async { "ok\n" }));
    println!("ready http://{address}/");
    serve::serve(listener, router, stop_signal()).await;
    Ok(())
}

/// Ready when the process is asked to stop: SIGTERM or Ctrl-C.
async fn stop_signal() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = terminate => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
