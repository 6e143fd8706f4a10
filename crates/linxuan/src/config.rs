//! `linxuan.toml`, and the variables of the environment that go before it.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use linxuan_app::Url;
use linxuan_domain::space::Space;
use linxuan_texts::Words;
use serde::Deserialize;

use crate::address;
use crate::stop::Stop;

/// The example that `setup` lays down: every key with what holds without it.
pub const EXAMPLE: &str = include_str!("../../../docs/linxuan.toml");

/// How an installation is laid out. Paths are as written, or below the file's folder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// `sqlite://PATH` or `postgres://…`.
    pub database: String,
    /// The key that seals personal data and signs the record: apart from the database.
    pub key_file: PathBuf,
    /// Where uploaded files are kept.
    pub blobs: PathBuf,
    /// How much of it may be taken up.
    pub space: SpaceLimits,
    /// Where one-time letters are laid down to be printed.
    pub letters: PathBuf,
    /// The site's address as people type it, printed on letters.
    pub site: String,
    /// What comes with the program, where it does not lie beside it.
    pub share: Option<PathBuf>,
    pub fonts: FontFolders,
    /// The name under which the record's head is signed.
    pub origin: String,
    pub listen: SocketAddr,
    /// Plain HTTP beyond this machine, which anybody on the way can read.
    pub plain_http: bool,
    /// A proxy before it speaks TLS: cookies are marked for TLS only.
    pub behind_tls: bool,
    pub tls_cert: Option<PathBuf>,
    pub tls_key: Option<PathBuf>,
    /// Proxies whose word on the client's address is believed.
    pub proxies: Vec<IpAddr>,
}

/// Room for materials, in MB of 1,000,000 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_field_names, reason = "who writes the configuration sees the unit in each name")]
pub struct SpaceLimits {
    pub nomination_mb: u32,
    pub unit_mb: u32,
    pub campaign_mb: u32,
}

impl Default for SpaceLimits {
    fn default() -> Self {
        Self { nomination_mb: 2_000, unit_mb: 20_000, campaign_mb: 500_000 }
    }
}

impl SpaceLimits {
    pub fn bytes(&self) -> Space {
        let bytes = |megabytes: u32| u64::from(megabytes) * 1_000_000;
        Space { nomination: bytes(self.nomination_mb), unit: bytes(self.unit_mb), campaign: bytes(self.campaign_mb) }
    }
}

/// Fonts beyond those that come with the program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FontFolders {
    pub dirs: Vec<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database: "sqlite://data/linxuan.sqlite".to_owned(),
            key_file: "keys/linxuan.key".into(),
            blobs: "data/blobs".into(),
            space: SpaceLimits::default(),
            letters: "letters".into(),
            site: String::new(),
            share: None,
            fonts: FontFolders::default(),
            origin: "linxuan".to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            plain_http: false,
            behind_tls: false,
            tls_cert: None,
            tls_key: None,
            proxies: Vec::new(),
        }
    }
}

impl Config {
    /// Reads a file and what the environment says instead.
    pub fn load(words: Words, file: &Path) -> Result<Self, Stop> {
        let text = std::fs::read_to_string(file).map_err(|error| Stop::file(file, error))?;
        let variable = |name: &str| std::env::var(name).ok();
        let config = Self::read(words, &file.display().to_string(), &text, &variable)?;
        Ok(config.below(file.parent().unwrap_or_else(|| Path::new(""))))
    }

    /// Reads a file's text; `variable` answers for the environment.
    pub fn read(
        words: Words,
        name: &str,
        text: &str,
        variable: &impl Fn(&str) -> Option<String>,
    ) -> Result<Self, Stop> {
        let mut config: Self = toml::from_str(text).map_err(|error| {
            let (line, column) = place(text, error.span().map_or(0, |span| span.start));
            Stop::misuse(words.fill(
                "config-wrong",
                &[
                    ("file", name.into()),
                    ("line", line.into()),
                    ("column", column.into()),
                    ("text", error.message().into()),
                ],
            ))
        })?;
        Environment { words, variable }.apply(&mut config)?;
        Ok(config)
    }

    pub fn url(&self, words: Words) -> Result<Url, Stop> {
        url(words, &self.database)
    }

    /// Whether people reach the site through TLS.
    pub const fn secure(&self) -> bool {
        self.tls_cert.is_some() || self.behind_tls
    }

    fn below(mut self, folder: &Path) -> Self {
        let paths = [&mut self.key_file, &mut self.blobs, &mut self.letters].into_iter();
        let paths = paths.chain(&mut self.tls_cert).chain(&mut self.tls_key).chain(&mut self.share);
        for path in paths.chain(&mut self.fonts.dirs) {
            *path = folder.join(&*path);
        }
        if let Some(path) = self.database.strip_prefix("sqlite://") {
            self.database = format!("sqlite://{}", folder.join(path).display());
        }
        self
    }
}

/// The address of a database.
pub fn url(words: Words, text: &str) -> Result<Url, Stop> {
    let found = || [("found", address::shown(text).into())];
    text.parse().map_err(|_| Stop::misuse(words.fill("config-database-wrong", &found())))
}

/// Line and column of a byte, counted from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |rest| rest.chars().count()) + 1;
    (line, column)
}

struct Environment<'a, F> {
    words: Words,
    variable: &'a F,
}

impl<F: Fn(&str) -> Option<String>> Environment<'_, F> {
    fn apply(&self, config: &mut Config) -> Result<(), Stop> {
        self.one("LINXUAN_DATABASE", &mut config.database)?;
        self.one("LINXUAN_KEY_FILE", &mut config.key_file)?;
        self.one("LINXUAN_BLOBS", &mut config.blobs)?;
        self.one("LINXUAN_SPACE_NOMINATION_MB", &mut config.space.nomination_mb)?;
        self.one("LINXUAN_SPACE_UNIT_MB", &mut config.space.unit_mb)?;
        self.one("LINXUAN_SPACE_CAMPAIGN_MB", &mut config.space.campaign_mb)?;
        self.one("LINXUAN_LETTERS", &mut config.letters)?;
        self.one("LINXUAN_SITE", &mut config.site)?;
        self.maybe("LINXUAN_SHARE", &mut config.share)?;
        self.one("LINXUAN_ORIGIN", &mut config.origin)?;
        self.one("LINXUAN_LISTEN", &mut config.listen)?;
        self.one("LINXUAN_PLAIN_HTTP", &mut config.plain_http)?;
        self.one("LINXUAN_BEHIND_TLS", &mut config.behind_tls)?;
        self.maybe("LINXUAN_TLS_CERT", &mut config.tls_cert)?;
        self.maybe("LINXUAN_TLS_KEY", &mut config.tls_key)?;
        if let Some(list) = (self.variable)("LINXUAN_FONTS_DIRS") {
            config.fonts.dirs = std::env::split_paths(&list).filter(|path| !path.as_os_str().is_empty()).collect();
        }
        if let Some(list) = (self.variable)("LINXUAN_PROXIES") {
            let each = list.split(',').map(str::trim).filter(|text| !text.is_empty());
            config.proxies = each.map(|text| self.parse("LINXUAN_PROXIES", text)).collect::<Result<_, _>>()?;
        }
        Ok(())
    }

    fn one<T: FromStr>(&self, name: &str, place: &mut T) -> Result<(), Stop> {
        if let Some(text) = (self.variable)(name) {
            *place = self.parse(name, &text)?;
        }
        Ok(())
    }

    fn maybe<T: FromStr>(&self, name: &str, place: &mut Option<T>) -> Result<(), Stop> {
        if let Some(text) = (self.variable)(name) {
            *place = if text.is_empty() { None } else { Some(self.parse(name, &text)?) };
        }
        Ok(())
    }

    fn parse<T: FromStr>(&self, name: &str, text: &str) -> Result<T, Stop> {
        text.parse().map_err(|_| {
            let fills = [("name", name.into()), ("found", text.into())];
            Stop::misuse(self.words.fill("config-variable-wrong", &fills))
        })
    }
}

#[cfg(test)]
mod tests;
