use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command};
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::Place;

/// A running site; killed when dropped.
pub struct Site {
    child: Child,
    errors: BufReader<ChildStderr>,
    address: String,
    said: String,
}

impl Site {
    pub fn start(place: &Place, listen: &str, arguments: &[&str]) -> Self {
        let all = [&["serve", "--listen", listen], arguments].concat();
        let mut child = place.program(&all).spawn().unwrap();
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("Serving ") {
            assert!(errors.read_line(&mut said).unwrap() > 0, "ended early: {said}");
        }
        let address = said.split_once("://").unwrap().1.split_once('/').unwrap().0.to_owned();
        Self { child, errors, address, said }
    }

    /// What was said up to the start.
    pub fn said(&self) -> &str {
        &self.said
    }

    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    pub fn end(mut self) -> (i32, String) {
        let mut said = String::new();
        self.errors.read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code().unwrap(), said)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn a_site_answers_and_stops_when_told() {
    let place = Place::installed();
    for signal in ["-TERM", "-INT"] {
        let site = Site::start(&place, "127.0.0.1:0", &[]);
        let health = site.get("/health");
        assert!(health.starts_with("HTTP/1.1 200 ") && health.ends_with("ok\n"), "{health}");
        site.signal(signal);
        let (code, said) = site.end();
        assert_eq!((code, said.trim()), (0, "Stopped"), "{signal}");
    }
}

#[test]
fn plain_http_beyond_this_machine_must_be_asked_for() {
    let place = Place::installed();
    for listen in ["0.0.0.0:0", "[::]:0"] {
        let refused = place.run(&["serve", "--listen", listen]);
        assert_eq!(refused.code, 2, "{refused:?}");
        let words = format!(
            "Refused to start: {listen} is not this machine alone, and plain HTTP lets anybody on the way read passwords. \
             Give --tls-cert and --tls-key, or --plain-http if you know what it means\n"
        );
        assert_eq!(refused.err, words);
    }
    let site = Site::start(&place, "0.0.0.0:0", &["--plain-http"]);
    assert!(site.get("/health").starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_port_in_use_and_a_database_in_use_are_said() {
    let place = Place::installed();
    let site = Site::start(&place, "127.0.0.1:0", &[]);
    let other = Place::installed();
    let busy = other.run(&["serve", "--listen", &site.address]);
    assert_eq!(busy.code, 3, "{busy:?}");
    assert!(busy.err.contains(&site.address), "{busy:?}");
    let second = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code, 3, "{second:?}");
    assert!(second.err.contains("in use by another process"), "{second:?}");
    let verified = place.run(&["audit", "verify", "--database", &place.database()]);
    assert_eq!(verified.code, 0, "reading goes on beside a running site: {verified:?}");
}

#[test]
fn tls_needs_both_files_and_readable_ones() {
    let place = Place::installed();
    let one = place.run(&["serve", "--tls-cert", "cert.pem"]);
    assert_eq!(one.code, 2, "{one:?}");
    let variables = [("LINXUAN_TLS_KEY", "key.pem")];
    assert_eq!(place.run_with(&["serve"], &variables).code, 2);
    place.write("cert.pem", "no certificate");
    place.write("key.pem", "no key");
    let unreadable = place.run(&["serve", "--tls-cert", "cert.pem", "--tls-key", "key.pem"]);
    assert_eq!(unreadable.code, 3, "{unreadable:?}");
    assert!(unreadable.err.contains(".pem"), "{unreadable:?}");
}

/// For `linxuan.test`, made for these tests and trusted by nobody else.
const CERT: &str = include_str!("tls/cert.pem");
const KEY: &str = include_str!("tls/key.pem");

async fn get_over_tls(address: &str, request: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(CERT.as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config =
        config.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots).with_no_client_auth();
    let stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let name = "linxuan.test".try_into().unwrap();
    let mut stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // The server ends the connection without saying goodbye.
    drop(stream.read_to_end(&mut answer).await);
    String::from_utf8(answer).unwrap()
}

#[test]
fn a_site_with_a_certificate_speaks_tls_while_others_dawdle() {
    let place = Place::installed();
    place.write("cert.pem", CERT);
    place.write("key.pem", KEY);
    let site = Site::start(&place, "0.0.0.0:0", &["--tls-cert", "cert.pem", "--tls-key", "key.pem"]);
    let address = site.address.replace("0.0.0.0", "127.0.0.1");
    // Somebody who connects and says nothing keeps nobody waiting.
    let silent = TcpStream::connect(&address).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let request = "GET /health HTTP/1.1\r\nHost: linxuan.test\r\nConnection: close\r\n\r\n";
    let health = runtime.block_on(get_over_tls(&address, request));
    assert!(health.starts_with("HTTP/1.1 200 ") && health.ends_with("ok\n"), "{health}");
    let body = "language=en&back=%2F";
    let request = format!(
        "POST /language HTTP/1.1\r\nHost: linxuan.test\r\nOrigin: https://linxuan.test\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let set = runtime.block_on(get_over_tls(&address, &request)).to_lowercase();
    let cookie = set.lines().find(|line| line.starts_with("set-cookie: ")).unwrap_or_else(|| panic!("{set}"));
    assert!(cookie.contains("; secure"), "{cookie}");
    drop(silent);
    site.signal("-TERM");
    assert_eq!(site.end().0, 0);
}
