use axum::body::Bytes;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;

/// Far above what a test's limits are, far below what a site's are.
const SOON: Duration = Duration::from_secs(8);
const LIMITS: Limits = Limits { header: Duration::from_millis(300), body: Duration::from_millis(300), connections: 8 };
const WHOLE: &str = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

struct Site {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    ended: tokio::task::JoinHandle<()>,
}

async fn site(limits: Limits) -> Site {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, told) = watch::channel(false);
    let peer = get(async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.ip().to_string());
    let slow = get(async || {
        tokio::time::sleep(Duration::from_millis(600)).await;
        "finished"
    });
    let router = Router::new().route("/", peer).route("/slow", slow);
    let router = router.route("/body", post(async |body: Bytes| body.len().to_string()));
    let router = bounded(router, &limits);
    let ended = tokio::spawn(answer(Door { router, tls: None, limits, stop: told }, listener));
    Site { address, stop, ended }
}

impl Site {
    async fn say(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }
}

/// What the site says until it closes.
async fn until_closed(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let read = tokio::time::timeout(SOON, stream.read_to_end(&mut answer)).await;
    read.expect("the site closes the connection").unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_half_sent_head_is_cut_off_and_a_whole_one_answered() {
    let site = site(LIMITS).await;
    for half in ["", "G", "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "] {
        let said = until_closed(&mut site.say(half).await).await;
        assert!(!said.contains(" 200 "), "{half:?}: {said}");
    }
    // Answered with the peer's address, then cut off for asking nothing more.
    let said = until_closed(&mut site.say(WHOLE).await).await;
    assert!(said.starts_with("HTTP/1.1 200 ") && said.ends_with("127.0.0.1"), "{said}");
}

#[tokio::test]
async fn a_half_sent_body_is_cut_off() {
    let site = site(Limits { header: SOON * 2, ..LIMITS }).await;
    let head = "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n";
    let said = until_closed(&mut site.say(&format!("{head}ab")).await).await;
    assert!(said.starts_with("HTTP/1.1 4"), "{said}");
    let mut whole = site.say(&format!("{}abcd", head.replace("Host: a", "Host: a\r\nConnection: close"))).await;
    let said = until_closed(&mut whole).await;
    assert!(said.starts_with("HTTP/1.1 200 ") && said.ends_with('4'), "{said}");
}

/// T58: headers without end are neither kept nor waited for.
#[tokio::test]
async fn a_head_that_is_too_large_is_refused_and_the_connection_closed() {
    let site = site(Limits { header: SOON * 2, ..LIMITS }).await;
    let mut stream = TcpStream::connect(site.address).await.unwrap();
    let (mut read, mut write) = stream.split();
    let send = async {
        let head = format!("GET / HTTP/1.1\r\nHost: a\r\nX-Much: {}\r\n\r\n", "x".repeat(1024 * 1024));
        // The site may close before all of it is sent.
        drop(write.write_all(head.as_bytes()).await);
    };
    let mut answer = Vec::new();
    let receive = tokio::time::timeout(SOON, async {
        let mut piece = [0; 1024];
        // Closing with bytes unread resets the connection: that is an end, too.
        while let Ok(n @ 1..) = read.read(&mut piece).await {
            answer.extend_from_slice(&piece[..n]);
        }
    });
    let (ended, ()) = tokio::join!(receive, send);
    ended.expect("the site closes the connection");
    let said = String::from_utf8(answer).unwrap();
    assert!(said.starts_with("HTTP/1.1 431 "), "{said:?}");
}

#[tokio::test]
async fn one_connection_too_many_waits_until_another_ends() {
    let site = site(Limits { header: SOON * 2, connections: 1, ..LIMITS }).await;
    let first = site.say("GET").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut second = site.say(&WHOLE.replace("Host: a", "Host: a\r\nConnection: close")).await;
    let early = tokio::time::timeout(Duration::from_millis(400), second.readable()).await;
    assert!(early.is_err(), "answered beside the only one allowed");
    drop(first);
    assert!(until_closed(&mut second).await.starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn what_is_under_way_is_finished_after_the_word_to_stop() {
    let site = site(LIMITS).await;
    let mut slow = site.say(&WHOLE.replace("/ ", "/slow ")).await;
    tokio::time::sleep(Duration::from_millis(150)).await;
    site.stop.send(true).unwrap();
    assert!(until_closed(&mut slow).await.ends_with("finished"));
    tokio::time::timeout(SOON, site.ended).await.expect("the site ends").unwrap();
    assert!(TcpStream::connect(site.address).await.is_err());
}

#[test]
fn connections_leave_files_for_the_program() {
    let limits = |soft| format!("Max processes  9  9  processes\nMax open files            {soft}   524288  files\n");
    let expected = [("1024", 896), ("524288", 4096), ("unlimited", 4096), ("64", 16)];
    for (soft, wanted) in expected {
        assert_eq!(limits::connections(&limits(soft)), wanted, "{soft}");
    }
    assert_eq!(limits::connections(""), 4096);
}
