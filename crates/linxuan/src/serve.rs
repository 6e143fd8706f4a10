//! Answering requests: plain or through TLS, until told to stop.

mod limits;
mod tls;

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Semaphore, watch};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tower_http::timeout::RequestBodyTimeoutLayer;

use limits::Limits;
pub use tls::server_config;

/// How long requests that are under way may still take after the word to stop.
const PATIENCE: Duration = Duration::from_secs(20);

/// Answers on a listener until SIGTERM or SIGINT; requests under way are
/// finished, a second signal ends at once.
pub async fn listen(router: Router, listener: TcpListener, tls: Option<Arc<ServerConfig>>) -> io::Result<()> {
    let stop = stop_signal()?;
    let limits = Limits::of_this_process();
    answer(Door { router: bounded(router, &limits), tls: tls.map(TlsAcceptor::from), limits, stop }, listener).await;
    Ok(())
}

/// The site with its limits on bodies.
fn bounded(router: Router, limits: &Limits) -> Router {
    router.layer(RequestBodyTimeoutLayer::new(limits.body))
}

/// What every connection comes through.
#[derive(Clone)]
struct Door {
    router: Router,
    tls: Option<TlsAcceptor>,
    limits: Limits,
    stop: watch::Receiver<bool>,
}

async fn answer(door: Door, mut listener: TcpListener) {
    let room = Arc::new(Semaphore::new(door.limits.connections as usize));
    let mut stop = door.stop.clone();
    loop {
        // Who finds no room waits in the system's queue, where nothing of ours is spent on them.
        let next = async { (Arc::clone(&room).acquire_owned().await, Listener::accept(&mut listener).await) };
        let (place, (stream, peer)) = tokio::select! { next = next => next, () = said(&mut stop) => break };
        let door = door.clone();
        tokio::spawn(async move {
            door.receive(stream, peer).await;
            drop(place);
        });
    }
    drop(listener);
    // All places are free again when the last connection has ended.
    tokio::select! { _ = room.acquire_many(door.limits.connections) => {}, () = tokio::time::sleep(PATIENCE) => {} }
}

impl Door {
    async fn receive(mut self, stream: TcpStream, peer: SocketAddr) {
        // Small answers must not wait for the next packet; without this they are only slower.
        let _ = stream.set_nodelay(true);
        let Some(acceptor) = self.tls.take() else { return self.converse(stream, peer).await };
        let agreed = tokio::select! {
            agreed = tokio::time::timeout(self.limits.header, acceptor.accept(stream)) => agreed,
            () = said(&mut self.stop) => return,
        };
        // Who does not agree on keys in time, or not at all, is no client.
        if let Ok(Ok(stream)) = agreed {
            self.converse(stream, peer).await;
        }
    }

    async fn converse(mut self, stream: impl AsyncRead + AsyncWrite + Unpin, peer: SocketAddr) {
        let router = TowerToHyperService::new(self.router);
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            router.call(request)
        });
        // The timer also ends connections on which nothing is asked any more.
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(self.limits.header);
        let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));
        // A client that goes away or is too slow ends its own connection and nothing else.
        tokio::select! {
            _ = connection.as_mut() => return,
            () = said(&mut self.stop) => connection.as_mut().graceful_shutdown(),
        }
        let _ = connection.await;
    }
}

/// Waits for the word to stop.
async fn said(stop: &mut watch::Receiver<bool>) {
    // The sender lives in a task that never ends before it has sent.
    let _ = stop.wait_for(|stop| *stop).await;
}

fn stop_signal() -> io::Result<watch::Receiver<bool>> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let (tell, told) = watch::channel(false);
    tokio::spawn(async move {
        let mut once = async || tokio::select! { _ = terminate.recv() => (), _ = interrupt.recv() => () };
        once().await;
        // Nobody listens any more: then there is nothing to stop.
        let _ = tell.send(true);
        once().await;
        std::process::exit(130);
    });
    Ok(told)
}

#[cfg(test)]
mod tests;
