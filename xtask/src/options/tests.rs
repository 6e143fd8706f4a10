use super::Options;

fn options(line: &str) -> Options {
    Options::of(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
}

#[test]
fn a_value_stands_after_a_space_or_an_equals_sign() {
    for line in ["--port 9000 --release", "--release --port=9000"] {
        let mut options = options(line);
        assert_eq!(options.value("--port").unwrap().as_deref(), Some("9000"));
        assert!(options.flag("--release"));
        options.end().unwrap();
    }
}

#[test]
fn a_value_that_is_missing_is_said() {
    assert_eq!(options("--port").value("--port").unwrap_err().to_string(), "--port needs a value");
}

#[test]
fn what_no_one_asked_for_is_refused() {
    let mut options = options("--port 9000 --prot 1");
    assert!(!options.flag("--release"));
    assert_eq!(options.value("--port").unwrap().as_deref(), Some("9000"));
    assert_eq!(options.end().unwrap_err().to_string(), "not understood: --prot 1");
}
