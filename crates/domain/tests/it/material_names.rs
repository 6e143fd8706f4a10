//! Links that everybody can open, and names of files that every system takes.

use linxuan_domain::material::{BadLink, check_link, export_name, told_apart};
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

#[test]
fn an_exported_file_is_named_by_person_and_number() {
    for (person, code, ordinal, extension, name) in [
        ("张三", None, 1, "jpg", "张三1.jpg"),
        ("张三", None, 12, "MP4", "张三12.mp4"),
        ("阿依·努尔", None, 2, "jpg", "阿依·努尔2.jpg"),
        ("张三", Some("QH-0012"), 1, "jpg", "张三（QH-0012）1.jpg"),
        // A name that ends with a digit does not run into the number.
        ("科普作品2", None, 1, "pdf", "科普作品2-1.pdf"),
        ("张三", None, 1, "", "张三1"),
        ("张三", None, 1, "j/p.g", "张三1.jpg"),
        // Nothing that Windows refuses, and no folder of its own.
        ("../张三", None, 1, "jpg", "_张三1.jpg"),
        ("张<三>:\"/\\|?*", None, 1, "jpg", "张_三________1.jpg"),
        ("张三. ", None, 1, "jpg", "张三1.jpg"),
        ("张三\u{202e}\u{200b}\n", None, 1, "jpg", "张三1.jpg"),
        ("", None, 1, "jpg", "_1.jpg"),
        // COM and 1 is a device to Windows, and so is what stands before the first dot.
        ("COM", None, 1, "jpg", "_COM1.jpg"),
        ("lpt", None, 3, "jpg", "_lpt3.jpg"),
        ("COM", None, 12, "jpg", "COM12.jpg"),
        ("Con.Smith", None, 1, "jpg", "_Con.Smith1.jpg"),
        ("nul .x", None, 1, "jpg", "_nul .x1.jpg"),
    ] {
        assert_eq!(export_name(person, code, ordinal, extension), name, "{person:?}");
    }
}

/// 120 bytes: 5 for `1.jpg`, 2 kept back; 113 bytes hold 37 characters of 3 bytes, 28 of 4.
#[test]
fn a_long_name_is_cut_between_characters() {
    assert_eq!(export_name(&"张".repeat(60), None, 1, "jpg"), format!("{}1.jpg", "张".repeat(37)));
    assert_eq!(export_name(&"𠮷".repeat(60), None, 1, "jpg"), format!("{}1.jpg", "𠮷".repeat(28)));
    // 36 × 3 = 108 bytes and a character of 3 with its mark of 4: both or neither.
    let marked = format!("{}葛\u{e0100}", "张".repeat(36));
    assert_eq!(export_name(&marked, None, 1, "jpg"), format!("{}1.jpg", "张".repeat(36)));
    let fits = format!("{}葛\u{e0100}", "张".repeat(35));
    assert_eq!(export_name(&fits, None, 1, "jpg"), format!("{fits}1.jpg"));
}

#[test]
fn two_of_one_name_bear_their_codes() {
    let long = "张".repeat(60);
    let longer = format!("{long}三");
    let people = [("张三", "a"), ("李四", "b"), ("张三", "c"), ("Ann Li", "d"), ("ANN LI", "e"), (long.as_str(), "f")];
    let all = [&people[..], &[(longer.as_str(), "g")]].concat();
    let codes = told_apart(&all);
    assert_eq!(codes, [Some("a"), None, Some("c"), Some("d"), Some("e"), Some("f"), Some("g")]);
    assert_eq!(told_apart(&[("张<三", "a"), ("张>三", "b")]), [Some("a"), Some("b")]);
    assert_eq!(told_apart(&[("张三", "a")]), [None]);
}

proptest! {
    #[test]
    fn any_name_becomes_one_that_every_system_takes(
        person in "\\PC{0,60}", code in proptest::option::of("\\PC{0,60}"), ordinal in any::<u32>(), end in "\\PC{0,12}",
    ) {
        let name = export_name(&person, code.as_deref(), ordinal, &end);
        prop_assert!(name.len() <= 120, "{} bytes: {name}", name.len());
        prop_assert!(!name.contains(|c: char| r#"<>:"/\|?*"#.contains(c) || c.is_control()), "{name}");
        prop_assert!(!name.ends_with(['.', ' ']) && !name.starts_with(['.', ' ']), "{name}");
        prop_assert!(name.contains(&ordinal.to_string()), "{name}");
    }

    #[test]
    fn no_address_makes_the_check_fail(address in "\\PC*") {
        let _ = check_link(&address);
        let _ = check_link(&format!("https://{address}"));
    }
}
