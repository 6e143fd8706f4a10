use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Child;

use crate::Place;

/// A running demonstration; killed when dropped.
struct Demo {
    child: Child,
    address: String,
    /// What it said of itself.
    said: String,
}

impl Demo {
    fn start(place: &Place) -> Self {
        let mut child = place.program(&["demo", "--port", "0", "--data", "demo"]).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        while !said.contains("Ctrl-C") {
            assert!(out.read_line(&mut said).unwrap() > 0, "ended early: {said}");
        }
        let address = said.split_once("http://").unwrap().1.split_once('/').unwrap().0.to_owned();
        Self { child, address, said }
    }

    fn ask(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let (host, length) = (&self.address, body.len());
        write!(
            stream,
            "{head}\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: close\r\nContent-Length: {length}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Signs in with one click; answers the session's cookie.
    fn sign_in(&self, login: &str) -> String {
        let answer = self.ask("POST /demonstration HTTP/1.1", &format!("login={login}"));
        assert!(answer.starts_with("HTTP/1.1 303 "), "{login}: {answer}");
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a session");
        cookie.split_once(';').unwrap().0.to_owned()
    }

    fn page(&self, path: &str, cookie: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nCookie: {cookie}"), "")
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn everybody_signs_in_and_finds_work_and_it_is_there_again() {
    let place = Place::new();
    let demo = Demo::start(&place);
    assert!(demo.page("/", "").starts_with("HTTP/1.1 200 "));
    let roles = [
        "office",
        "sponsor",
        "unit-clerk",
        "unit-leader",
        "joint-body",
        "collector",
        "nominee",
        "examiner",
        "supervisor",
    ];
    let words =
        demo.said.split_whitespace().filter(|word| roles.iter().any(|role| word.starts_with(&format!("{role}."))));
    let logins: Vec<&str> = words.collect();
    for campaign in
        ["national-2021", "chongqing-2021", "hebei-2021", "national-2022", "qinghai-2023", "example-team-and-work"]
    {
        for role in ["unit-clerk", "unit-leader", "office", "examiner", "supervisor"] {
            assert!(logins.contains(&format!("{role}.{campaign}").as_str()), "{role} {campaign}: {logins:?}");
        }
    }
    // Only these two notices let nominees in.
    let nominees: Vec<&&str> = logins.iter().filter(|login| login.starts_with("nominee.")).collect();
    assert_eq!(nominees, [&"nominee.example-team-and-work", &"nominee.national-2022"]);
    for login in logins {
        let home = demo.page("/home", &demo.sign_in(login));
        assert!(home.starts_with("HTTP/1.1 200 ") || home.starts_with("HTTP/1.1 303 "), "{login}: {home}");
    }
    let clerk = demo.page("/home", &demo.sign_in("unit-clerk.qinghai-2023"));
    for state in ["退回补正", "已受理", "填写中", "4月7日"] {
        assert!(clerk.contains(state), "{state}: {clerk}");
    }
    drop(demo);
    let again = Demo::start(&place);
    assert!(again.page("/home", &again.sign_in("examiner.national-2021")).starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_busy_port_and_a_foreign_folder_are_named() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = place.run(&["demo", "--port", &port, "--data", "new"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{ran:?}");
    assert!(ran.err.contains(&port) && !place.path("new").exists(), "{ran:?}");

    place.write("theirs/letter.txt", "dear");
    let ran = place.run(&["demo", "--port", "0", "--data", "theirs"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains("theirs"), "{ran:?}");
}
