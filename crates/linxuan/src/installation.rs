use std::path::PathBuf;
use std::sync::Arc;

use linxuan_app::{App, UnixRandom, WallClock, World};
use linxuan_texts::Words;

use crate::config::Config;
use crate::key_file;
use crate::stop::Stop;

/// Which installation a command is about.
#[derive(Debug, Clone, clap::Args)]
pub struct Where {
    /// The installation's configuration.
    #[arg(long, default_value = "linxuan.toml")]
    pub config: PathBuf,
}

impl Where {
    pub fn config(&self, words: Words) -> Result<Config, Stop> {
        Config::load(words, &self.config)
    }

    /// Opens the installation for one command, beside its site. Must be called outside of asynchronous code.
    pub fn open(&self, words: Words) -> Result<(Config, App), Stop> {
        let config = self.config(words)?;
        let secrets = key_file::read(words, &config.key_file, &config.origin)?;
        let world: World = (Arc::new(WallClock), Arc::new(UnixRandom));
        let app = App::open_for_command(&config.url(words)?, secrets, world);
        let app = app.map_err(|refusal| Stop::refused(words, &refusal))?.with_site(&config.site);
        Ok((config, app))
    }
}

/// Opens what a configuration describes, for this process alone.
pub fn open(words: Words, config: &Config) -> Result<App, Stop> {
    let secrets = key_file::read(words, &config.key_file, &config.origin)?;
    let url = config.url(words)?;
    let app = App::open(&url, secrets, Arc::new(WallClock), Arc::new(UnixRandom));
    let app = app.map_err(|refusal| Stop::refused(words, &refusal))?;
    let app = app.with_site(&config.site).with_space(config.space.bytes());
    // A disk that is not there is said, and not replaced by an empty folder.
    std::fs::metadata(&config.blobs).map_err(|error| Stop::file(&config.blobs, error))?;
    app.with_files(&config.blobs).map_err(|error| Stop::file(&config.blobs, error))
}

/// Runs a command's acts to their end on this thread; what they left in the
/// record is in its place before the program ends.
pub fn block_on<T>(words: Words, app: &App, acts: impl Future<Output = Result<T, Stop>>) -> Result<T, Stop> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Stop::environment(error.to_string()))?;
    runtime.block_on(async {
        let done = acts.await;
        app.settle().await.map_err(|refusal| Stop::refused(words, &refusal))?;
        done
    })
}
