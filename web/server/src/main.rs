//! `market_server`: pages, API, artefacts, survey intake and review of the markets in one data folder.
//!
//! Invariant: all durable state is in the data folder; killing the process at any point loses nothing that was
//! acknowledged. Invariant: the cause of a failure is written to the log, never sent to a client.

mod again;
mod api;
mod app;
mod board;
mod build;
mod cache;
mod clock;
mod codes;
mod conditions;
mod course;
mod desk;
mod encode;
mod error;
mod feed;
mod files;
mod import;
mod intake;
mod layers;
mod limits;
mod live;
mod openapi;
mod orders;
mod photo;
mod plan;
mod published;
mod qr;
mod question;
mod review;
mod rider;
mod routes;
mod secret;
mod serve;
mod session;
mod shop;
mod shopping;
mod signs;
mod stops;
mod today;
mod view;
mod way;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use anyhow::Context as _;
use clap::Parser;
use market_store::Store;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore};
use tracing_subscriber::EnvFilter;

use crate::app::{App, Limits, Shared};
use crate::cache::PageCache;
use crate::published::Catalogue;

/// Requests at once; the surplus is told to come again.
const MAX_REQUESTS: usize = 64;
/// Delivery plans at once.
const MAX_PLANS: usize = 2;

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
    /// Database: a `postgres://` address; by default SQLite in the data folder.
    #[arg(long)]
    database: Option<String>,
    /// Scheme and host under which the world sees this server, such as `https://market.example`.
    #[arg(long, default_value = "")]
    base_url: String,
    /// Pretend that it is this moment in Korea at the start, such as `2026-11-23T10:00`; for demonstrations and tests.
    #[arg(long, value_name = "TIME")]
    clock: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("market_server: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> anyhow::Result<()> {
    let args = Args::parse();
    if let Some(text) = &args.clock {
        anyhow::ensure!(clock::pretend(text), "`{text}` is no moment such as 2026-11-23T10:00");
    }
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    std::fs::create_dir_all(&args.data).with_context(|| format!("cannot make {}", args.data.display()))?;
    let listener = TcpListener::bind(args.listen)
        .await
        .with_context(|| format!("cannot listen on {}; is another server running there?", args.listen))?;
    let address = listener.local_addr()?;
    let app = open(&args).await?;
    build::start(&app).await?;
    conditions::read(&app).await?;
    live::read(&app).await?;
    plan::take_first_orders(&app).await?;
    let builder = tokio::spawn(build::run(app.clone()));
    println!("ready http://{address}/");
    let router = routes::router(app.clone());
    let stop = async {
        stop_signal().await;
        app.live.stop();
    };
    serve::serve(listener, router, stop).await;
    // A build that is cut off here is found again at the next start.
    builder.abort();
    app.store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Opens the store and takes the survey folders in.
async fn open(args: &Args) -> anyhow::Result<Shared> {
    let database = match &args.database {
        Some(address) => address.clone(),
        None => args.data.join("jangteo.sqlite").to_string_lossy().into_owned(),
    };
    let store = Store::open(&database).await.context("cannot open the database")?;
    for dir in &args.import_market {
        let (data, from) = (args.data.clone(), dir.clone());
        let market = tokio::task::spawn_blocking(move || import::import(&data, &from)).await??;
        store.add_market(market.as_str(), clock::now_ms()).await?;
        tracing::info!(%market, "imported");
    }
    Ok(Shared::new(App {
        store,
        data: args.data.clone(),
        web: args.web.clone(),
        base_url: args.base_url.trim_end_matches('/').to_owned(),
        catalogue: Catalogue::default(),
        pages: PageCache::default(),
        build: Notify::new(),
        building: Mutex::default(),
        program: build::program_id(),
        conditions: conditions::Mirror::default(),
        live: live::Live::default(),
        streams: Arc::new(Semaphore::new(feed::MAX_STREAMS)),
        key: codes::read_key(&args.data)?,
        desk_code: Mutex::new(session::new_code()?),
        limits: Limits::default(),
        requests: Semaphore::new(MAX_REQUESTS),
        plans: Semaphore::new(MAX_PLANS),
    }))
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
