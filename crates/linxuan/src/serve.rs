//! Answering requests: plain or through TLS, until told to stop.

mod tls;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::serve::{Listener, ListenerExt};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio_rustls::rustls::ServerConfig;

pub use tls::server_config;

/// How long requests that are under way may still take after the word to stop.
const PATIENCE: Duration = Duration::from_secs(20);

/// Answers on a listener until SIGTERM or SIGINT; requests under way are
/// finished, a second signal ends at once.
pub async fn listen(router: Router, listener: TcpListener, tls: Option<Arc<ServerConfig>>) -> io::Result<()> {
    let stop = stop_signal()?;
    match tls {
        Some(config) => answer(router, tls::Listening::new(listener, config)?, stop).await,
        None => answer(router, listener, stop).await,
    }
}

async fn answer<L>(router: Router, listener: L, stop: watch::Receiver<bool>) -> io::Result<()>
where
    L: Listener<Addr = SocketAddr>,
{
    // Small answers must not wait for the next packet; and the wrapper hands on the peer's address.
    let listener = listener.tap_io(|_| {});
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let (mut told, mut late) = (stop.clone(), stop);
    let served = axum::serve(listener, service).with_graceful_shutdown(async move { said(&mut told).await });
    tokio::select! {
        served = served => served,
        () = async { said(&mut late).await; tokio::time::sleep(PATIENCE).await } => Ok(()),
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
