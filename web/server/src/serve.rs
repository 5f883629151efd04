//! Accepts connections and speaks HTTP/1.1 on them, with limits that `axum::serve` does not have.
//!
//! Invariant: a client that sends its header too slowly, too large, or in too many lines loses its connection;
//! never more than [`MAX_CONNECTIONS`] at once, nor [`MAX_PER_PEER`] from one address.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

/// Connections at once, all clients together.
const MAX_CONNECTIONS: usize = 512;
/// Connections at once from one address; loopback is exempt, because a proxy or a test may stand there.
const MAX_PER_PEER: usize = 32;
/// How long a request's header may take.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// Size of a request's header.
const MAX_HEADER_BYTES: usize = 16 * 1024;
/// Lines in a request's header.
const MAX_HEADERS: usize = 64;
/// How long open requests may go on after the signal to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Serves until `stop` is ready, then lets open requests end, for at most five seconds.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let slots = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let peers = Arc::new(Peers::default());
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        // The slot is taken before accepting, so that the surplus waits in the kernel's queue.
        let slot = tokio::select! {
            slot = Arc::clone(&slots).acquire_owned() => slot,
            () = &mut stop => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(pair) => pair,
            Err(error) => {
                // Out of file handles, most likely: wait for some connections to end.
                tracing::warn!(%error, "accepting a connection failed");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let Some(seat) = Peers::enter(&peers, peer.ip()) else { continue };
        let service = router.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request.map(Body::new)
        });
        // Answers are small or one file: waiting to fill a packet only delays them.
        let _ = stream.set_nodelay(true);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIMEOUT)
            .max_header_size(MAX_HEADER_BYTES)
            .max_headers(MAX_HEADERS)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop((slot, seat));
        });
    }
    drop(listener);
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were still open at the end");
    }
}

/// How many connections each address has open.
#[derive(Default)]
struct Peers(Mutex<BTreeMap<IpAddr, usize>>);

/// One open connection of an address; dropping it makes room for another.
struct Seat {
    peers: Arc<Peers>,
    ip: IpAddr,
}

impl Peers {
    fn enter(peers: &Arc<Self>, ip: IpAddr) -> Option<Seat> {
        let mut open = peers.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(ip).or_insert(0);
        if *count >= MAX_PER_PEER && !ip.is_loopback() {
            return None;
        }
        *count += 1;
        Some(Seat { peers: Arc::clone(peers), ip })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.peers.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.ip) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.ip);
            }
        }
    }
}
