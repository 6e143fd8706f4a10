//! Addresses of works that stand elsewhere: H5, VR and the like. Nothing here
//! is ever opened by the program; people open it, from inside their networks.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Characters in a link, at most.
pub const LONGEST_LINK: u32 = 2_048;

/// Why an address is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum BadLink {
    /// In characters.
    TooLong { found: u32 },
    /// Spaces, characters that cannot be seen, or no address at all.
    Malformed,
    /// Anything but http and https.
    OtherScheme,
    /// A name or password before the host.
    UserInfo,
    /// A host that only some network knows, or a machine itself.
    PrivateHost { host: String },
}

/// Names of hosts that never lead out of a network (RFC 2606, 6761, 6762, 8375 and common habit).
const INSIDE: [&str; 11] = [
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "private",
    "lan",
    "home",
    "corp",
    "home.arpa",
    "invalid",
];

/// Whether people everywhere could open an address.
///
/// # Errors
/// What keeps them from it.
pub fn check_link(address: &str) -> Result<(), BadLink> {
    let found = u32::try_from(address.chars().count()).unwrap_or(u32::MAX);
    if found > LONGEST_LINK {
        return Err(BadLink::TooLong { found });
    }
    let strange = |c: char| c.is_whitespace() || c.is_control() || c == '\\' || crate::text::is_forbidden(c);
    if address.is_empty() || address.contains(strange) {
        return Err(BadLink::Malformed);
    }
    let (scheme, rest) = address.split_once("://").ok_or(BadLink::OtherScheme)?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return Err(BadLink::OtherScheme);
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(BadLink::UserInfo);
    }
    host_is_public(authority)
}

fn host_is_public(authority: &str) -> Result<(), BadLink> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (host, port) = rest.split_once(']').ok_or(BadLink::Malformed)?;
        port_is_sound(port)?;
        let address: Ipv6Addr = host.parse().map_err(|_| BadLink::Malformed)?;
        return open_to_all(is_public_v6(address), host);
    }
    let (host, port) = authority.find(':').map_or((authority, ""), |at| authority.split_at(at));
    port_is_sound(port)?;
    // As browsers do it: full-width letters, digits and stops are plain ones.
    let host = host.nfkc().flat_map(char::to_lowercase).collect::<String>().replace('\u{3002}', ".");
    let host = host.strip_suffix('.').unwrap_or(&host);
    named_host(host)
}

fn named_host(host: &str) -> Result<(), BadLink> {
    let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_' || crate::text::is_variant_mark(c);
    let labels: Vec<&str> = host.split('.').collect();
    let sound = |label: &&str| !label.is_empty() && label.chars().all(fits);
    if !labels.iter().all(sound) {
        return Err(BadLink::Malformed);
    }
    let last = labels.last().copied().unwrap_or_default();
    if is_number(last) {
        // Numbers in any other writing than the plain one hide which address they mean.
        let public = host.parse::<Ipv4Addr>().is_ok_and(is_public_v4);
        return open_to_all(public, host);
    }
    let inside = INSIDE.iter().any(|name| host == *name || host.ends_with(&format!(".{name}")));
    open_to_all(labels.len() > 1 && !inside, host)
}

fn is_number(label: &str) -> bool {
    let hexadecimal = label.strip_prefix("0x").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_hexdigit()));
    hexadecimal || label.chars().all(|c| c.is_ascii_digit())
}

fn open_to_all(public: bool, host: &str) -> Result<(), BadLink> {
    if public { Ok(()) } else { Err(BadLink::PrivateHost { host: host.to_owned() }) }
}

/// Empty, or a colon and a number of a port.
fn port_is_sound(port: &str) -> Result<(), BadLink> {
    let number = port.strip_prefix(':').unwrap_or("");
    let sound = port.is_empty()
        || number.bytes().all(|byte| byte.is_ascii_digit()) && number.parse().is_ok_and(|port: u16| port > 0);
    if sound { Ok(()) } else { Err(BadLink::Malformed) }
}

/// IANA's registry of special-purpose addresses, its large blocks.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let shared = first == 100 && second & 0xc0 == 64;
    let protocols = (first, second, third) == (192, 0, 0);
    let benchmark = first == 198 && second & 0xfe == 18;
    let inside = address.is_private() || address.is_loopback() || address.is_link_local();
    !(inside || shared || protocols || benchmark || address.is_documentation() || first == 0 || first >= 224)
}

/// Global unicast, without those that carry an IPv4 address or stand in books.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let global = first & 0xe000 == 0x2000;
    let carries = first == 0x2002 || (first, second) == (0x2001, 0);
    global && !carries && (first, second) != (0x2001, 0x0db8)
}
