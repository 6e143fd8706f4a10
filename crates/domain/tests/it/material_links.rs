//! Links that everybody can open.

use linxuan_domain::material::{BadLink, check_link};
use proptest::prelude::*;

fn private(host: &str) -> BadLink {
    BadLink::PrivateHost { host: host.into() }
}

#[test]
fn public_addresses_are_taken() {
    for address in [
        "https://vr.example.org/works/1?x=1#top",
        "http://example.org",
        "HTTPS://EXAMPLE.ORG:8443/",
        "https://最美.example.org/作品",
        "https://example.org./a",
        "https://user.example.org/@name",
        "http://8.8.8.8/h5",
        "http://[2400:3200::1]:80/h5",
        // The notice of a host's name, not of its suffix.
        "https://local.example.org",
        "https://mylocal.cn",
    ] {
        assert_eq!(check_link(address), Ok(()), "{address}");
    }
}

#[test]
fn addresses_that_lead_inside_are_not_taken() {
    for (address, host) in [
        ("http://localhost/", "localhost"),
        ("http://LOCALHOST:3000", "localhost"),
        ("https://vr.localhost", "vr.localhost"),
        ("https://oa.corp/h5", "oa.corp"),
        ("https://printer.local", "printer.local"),
        ("https://nas.home.arpa", "nas.home.arpa"),
        ("https://intranet/h5", "intranet"),
        ("http://127.0.0.1", "127.0.0.1"),
        ("http://10.1.2.3", "10.1.2.3"),
        ("http://172.16.0.1", "172.16.0.1"),
        ("http://172.31.255.255", "172.31.255.255"),
        ("http://192.168.1.20/vr", "192.168.1.20"),
        ("http://169.254.169.254/latest", "169.254.169.254"),
        ("http://100.64.0.1", "100.64.0.1"),
        ("http://0.0.0.0", "0.0.0.0"),
        ("http://224.0.0.1", "224.0.0.1"),
        // The same machine, written to be missed.
        ("http://2130706433/", "2130706433"),
        ("http://0x7f000001/", "0x7f000001"),
        ("http://0177.0.0.1/", "0177.0.0.1"),
        ("http://127.1/", "127.1"),
        ("http://１２７。０。０。１/", "127.0.0.1"),
        ("http://127.0.0.1./", "127.0.0.1"),
        ("http://[::1]/", "::1"),
        ("http://[fe80::1]/", "fe80::1"),
        ("http://[fc00::1]/", "fc00::1"),
        ("http://[::ffff:10.0.0.1]/", "::ffff:10.0.0.1"),
        ("http://[2002:7f00:1::]/", "2002:7f00:1::"),
        ("http://[2001:db8::1]/", "2001:db8::1"),
    ] {
        assert_eq!(check_link(address), Err(private(host)), "{address}");
    }
    for public in ["http://172.15.0.1", "http://172.32.0.1", "http://100.63.0.1", "http://100.128.0.1"] {
        assert_eq!(check_link(public), Ok(()), "{public}");
    }
}

#[test]
fn only_whole_web_addresses_are_taken() {
    for address in ["ftp://example.org", "file:///etc/passwd", "javascript:alert(1)", "www.example.org", "https:/a.org"]
    {
        assert_eq!(check_link(address), Err(BadLink::OtherScheme), "{address}");
    }
    for address in ["https://zhang@example.org", "https://zhang:secret@example.org/", "http://a.org@127.0.0.1/"] {
        assert_eq!(check_link(address), Err(BadLink::UserInfo), "{address}");
    }
    for address in [
        "",
        " https://example.org",
        "https://example.org/a b",
        "https://example.org\\@127.0.0.1/",
        "https://example\u{200b}.org",
        "https:///path",
        "https://.example.org",
        "https://a..example.org",
        "https://example.org:0/",
        "https://example.org:65536/",
        "https://example.org:+80/",
        "https://exa%6dple.org/",
        "https://exa：mple.org/",
        "https://[::1/",
        "https://[::1]x/",
    ] {
        assert_eq!(check_link(address), Err(BadLink::Malformed), "{address}");
    }
}

#[test]
fn an_address_has_at_most_2048_characters() {
    let address = |length: usize| format!("https://example.org/{}", "页".repeat(length - 20));
    assert_eq!(check_link(&address(2_048)), Ok(()));
    assert_eq!(check_link(&address(2_049)), Err(BadLink::TooLong { found: 2_049 }));
}

proptest! {
    #[test]
    fn no_address_makes_the_check_fail(address in "\\PC*") {
        let _ = check_link(&address);
        let _ = check_link(&format!("https://{address}"));
    }
}
