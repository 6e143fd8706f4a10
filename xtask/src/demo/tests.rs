use std::net::{Ipv4Addr, TcpListener};

use super::{Demo, require_free};

fn asked(line: &str) -> Demo {
    Demo::asked(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).unwrap()
}

#[test]
fn what_is_asked_reaches_the_program() {
    assert_eq!(asked("").start(), ["demo", "--port", "8080"]);
    let demo = asked("--data /tmp/x --release --port=9000");
    assert_eq!(demo.start(), ["demo", "--port", "9000", "--data", "/tmp/x"]);
    assert_eq!(demo.build(), ["build", "--package", "linxuan", "--release"]);
}

#[test]
fn a_port_that_is_none_is_refused() {
    let refused = Demo::asked(&["--port".to_owned(), "70000".to_owned()]);
    assert!(refused.is_err_and(|error| error.to_string().contains("70000")));
}

#[test]
fn a_taken_port_is_named_with_the_way_out() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let said = require_free(port).unwrap_err().to_string();
    assert!(said.contains(&port.to_string()) && said.contains("--port"), "{said}");
    drop(taken);
    require_free(port).unwrap();
}
