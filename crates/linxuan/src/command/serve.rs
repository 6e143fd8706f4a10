use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use linxuan_app::{App, material, session};
use linxuan_texts::Words;
use linxuan_web::Options;
use tokio::net::TcpListener;
use tokio_rustls::rustls::ServerConfig;

use super::Outcome;
use crate::config::Config;
use crate::installation::{Where, open};
use crate::serve::{listen, server_config};
use crate::stop::Stop;
use crate::{papers, print};

/// How often a site looks for rulebooks that were published beside it.
const RELOAD_EVERY: Duration = Duration::from_secs(5);
/// How often what time has ended is dropped.
const FORGET_EVERY: Duration = Duration::from_mins(30);

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Where,
    /// Address to listen on, instead of the configuration's.
    #[arg(long)]
    listen: Option<std::net::SocketAddr>,
    /// Certificate chain, PEM.
    #[arg(long, requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Private key, PEM.
    #[arg(long, requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Allow plain HTTP beyond this machine.
    #[arg(long)]
    plain_http: bool,
}

pub fn run(words: Words, args: &Args) -> Result<Outcome, Stop> {
    let config = asked(args.place.config(words)?, args);
    let tls = tls(words, &config)?;
    if tls.is_none() && !config.plain_http && !config.listen.ip().is_loopback() {
        return Err(Stop::misuse(
            words.fill("serve-plain-http-refused", &[("listen", config.listen.to_string().into())]),
        ));
    }
    let app = with_papers(words, &config, open(words, &config)?);
    let runtime = tokio::runtime::Runtime::new().map_err(|error| Stop::environment(error.to_string()))?;
    runtime.block_on(site(words, config, app, tls))
}

/// Without fonts a site does without papers, and says so.
fn with_papers(words: Words, config: &Config, app: App) -> App {
    let papers = papers::papers(words, config).map_err(print::note).ok();
    app.with_papers(papers)
}

fn asked(config: Config, args: &Args) -> Config {
    Config {
        listen: args.listen.unwrap_or(config.listen),
        tls_cert: args.tls_cert.clone().or(config.tls_cert),
        tls_key: args.tls_key.clone().or(config.tls_key),
        plain_http: args.plain_http || config.plain_http,
        ..config
    }
}

fn tls(words: Words, config: &Config) -> Result<Option<Arc<ServerConfig>>, Stop> {
    match (&config.tls_cert, &config.tls_key) {
        (Some(cert), Some(key)) => server_config(cert, key).map(Some).map_err(Stop::environment),
        (None, None) => Ok(None),
        _ => Err(Stop::misuse(words.say("serve-tls-needs-both"))),
    }
}

async fn site(words: Words, config: Config, app: App, tls: Option<Arc<ServerConfig>>) -> Result<Outcome, Stop> {
    let busy = |error: std::io::Error| {
        let fills = [("listen", config.listen.to_string().into()), ("text", error.to_string().into())];
        Stop::environment(words.fill("serve-cannot-listen", &fills))
    };
    let listener = TcpListener::bind(config.listen).await.map_err(busy)?;
    let address = listener.local_addr().map_err(busy)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let options = Options { secure_cookies: config.secure(), proxies: config.proxies.clone(), ..Options::default() };
    let router = linxuan_web::router(app.clone(), options);
    tokio::spawn(keep_up(app.clone()));
    print::note(words.fill("serve-listening", &[("url", format!("{scheme}://{address}/").into())]));
    tokio::spawn(keep_tidy(app.clone()));
    listen(router, listener, tls).await.map_err(busy)?;
    app.settle().await.map_err(|refusal| Stop::refused(words, &refusal))?;
    print::note(words.say("serve-stopped"));
    Ok(Outcome::Good)
}

/// Several sites may share a database; what one publishes the others take up.
async fn keep_up(app: App) {
    loop {
        tokio::time::sleep(RELOAD_EVERY).await;
        if let Err(refusal) = app.reload().await {
            print::note(refusal);
        }
    }
}

/// What time has ended does not pile up, however long the site runs.
async fn keep_tidy(app: App) {
    loop {
        for done in [session::forget_past(&app).await, material::collect(&app).await] {
            if let Err(refusal) = done {
                print::note(refusal);
            }
        }
        tokio::time::sleep(FORGET_EVERY).await;
    }
}
