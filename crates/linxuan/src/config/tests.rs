use linxuan_domain::value::Language;

use super::*;
use crate::command::Outcome;

const ENGLISH: Words = Words::new(Language::English);

fn read(text: &str) -> Result<Config, Stop> {
    Config::read(ENGLISH, "linxuan.toml", text, &|_| None)
}

const SPACE: [&str; 3] = ["nomination_mb", "unit_mb", "campaign_mb"];

#[test]
fn space_is_given_in_megabytes() {
    let space = read("[space]\nnomination_mb = 3\n").unwrap().space.bytes();
    assert_eq!((space.nomination, space.unit, space.campaign), (3_000_000, 20_000_000_000, 500_000_000_000));
    assert_eq!(Config::default().space.bytes(), Space::default());
}

#[test]
fn the_example_says_what_holds_without_it() {
    assert_eq!(read(EXAMPLE).unwrap(), Config::default());
    assert_eq!(read("").unwrap(), Config::default());
    let keys = ["database", "key_file", "blobs", "letters", "origin", "listen", "plain_http", "behind_tls"];
    for key in keys.into_iter().chain(["tls_cert", "tls_key", "proxies", "site", "share", "dirs"]).chain(SPACE) {
        let lines = EXAMPLE.lines().filter(|line| line.trim_start_matches("# ").starts_with(&format!("{key} = ")));
        assert_eq!(lines.count(), 1, "{key}");
    }
}

#[test]
fn an_unknown_key_is_refused_with_its_place() {
    let stop = read("origin = \"a\"\n  databse = \"sqlite://x\"\n").unwrap_err();
    assert_eq!(stop.outcome, Outcome::Misuse);
    assert!(stop.said.starts_with("linxuan.toml:2:3: "), "{}", stop.said);
    assert!(stop.said.contains("databse"), "{}", stop.said);
}

#[test]
fn a_wrong_value_is_refused_with_its_place() {
    let stop = read("# first\nlisten = \"localhost\"\n").unwrap_err();
    assert!(stop.said.starts_with("linxuan.toml:2:10: "), "{}", stop.said);
}

#[test]
fn the_environment_goes_before_the_file() {
    let variables = |name: &str| match name {
        "LINXUAN_LISTEN" => Some("0.0.0.0:80".to_owned()),
        "LINXUAN_PROXIES" => Some("10.0.0.1, ::1".to_owned()),
        "LINXUAN_PLAIN_HTTP" => Some("true".to_owned()),
        "LINXUAN_TLS_CERT" => Some(String::new()),
        "LINXUAN_FONTS_DIRS" => Some("/srv/fonts:more".to_owned()),
        _ => None,
    };
    let text = "listen = \"127.0.0.1:9\"\ntls_cert = \"a.pem\"\norigin = \"kept\"\n";
    let config = Config::read(ENGLISH, "x", text, &variables).unwrap();
    assert_eq!(config.listen, "0.0.0.0:80".parse().unwrap());
    assert_eq!(config.proxies, ["10.0.0.1".parse::<IpAddr>().unwrap(), "::1".parse().unwrap()]);
    assert!(config.plain_http);
    assert_eq!(config.fonts.dirs, [Path::new("/srv/fonts"), Path::new("more")]);
    assert_eq!((config.tls_cert, config.origin.as_str()), (None, "kept"));
}

#[test]
fn a_wrong_variable_is_named() {
    let variables = |name: &str| (name == "LINXUAN_PLAIN_HTTP").then(|| "yes".to_owned());
    let stop = Config::read(ENGLISH, "x", "", &variables).unwrap_err();
    assert_eq!(stop.outcome, Outcome::Misuse);
    assert!(stop.said.contains("LINXUAN_PLAIN_HTTP") && stop.said.contains("yes"), "{}", stop.said);
}

#[test]
fn paths_are_below_the_file_s_folder() {
    let text = "database = \"sqlite:///var/a.sqlite\"\ntls_key = \"key.pem\"\nshare = \"share\"\n\
                [fonts]\ndirs = [\"fonts\", \"/srv/fonts\"]\n";
    let config = read(text).unwrap().below(Path::new("/etc/linxuan"));
    assert_eq!(config.database, "sqlite:///var/a.sqlite");
    assert_eq!(config.key_file, Path::new("/etc/linxuan/keys/linxuan.key"));
    assert_eq!(config.tls_key, Some(PathBuf::from("/etc/linxuan/key.pem")));
    assert_eq!(config.share, Some(PathBuf::from("/etc/linxuan/share")));
    assert_eq!(config.fonts.dirs, [Path::new("/etc/linxuan/fonts"), Path::new("/srv/fonts")]);
    let config = read("").unwrap().below(Path::new("/etc/linxuan"));
    assert_eq!(config.database, "sqlite:///etc/linxuan/data/linxuan.sqlite");
}
