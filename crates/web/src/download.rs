//! Files to keep, under names in any script.

use std::fmt::Write;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use linxuan_domain::rulebook::Format;

/// Characters that some system does not take in a file's name.
const FORBIDDEN: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// An official paper in a format; what is in it is not to be kept on the way.
pub fn paper(name: &str, format: Format, bytes: Vec<u8>) -> Response {
    let name = format!("{name}.{}", format.extension());
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition("attachment", &name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// Characters that turn the order in which a name is read, so that `gpj.exe` looks like `exe.jpg`.
const fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// RFC 6266: the name in full, and before it a plain one for programs that know no better.
pub fn disposition(shown: &str, name: &str) -> String {
    let taken = |c: char| if c.is_control() || FORBIDDEN.contains(&c) || turns(c) { '_' } else { c };
    let name: String = name.chars().map(taken).collect();
    let plain: String = name.chars().map(|c| if c.is_ascii() && c != '%' { c } else { '_' }).collect();
    format!("{shown}; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(&name))
}

/// RFC 8187: what is not an `attr-char` goes by its bytes.
fn encoded(name: &str) -> String {
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_is_said_plainly_and_in_full() {
        assert_eq!(
            disposition("attachment", "账号函-a b.pdf"),
            "attachment; filename=\"___-a b.pdf\"; filename*=UTF-8''%E8%B4%A6%E5%8F%B7%E5%87%BD-a%20b.pdf"
        );
    }

    #[test]
    fn a_name_reads_in_the_order_it_is_written() {
        assert_eq!(
            disposition("inline", "a\u{202e}gpj.exe"),
            "inline; filename=\"a_gpj.exe\"; filename*=UTF-8''a_gpj.exe"
        );
    }

    #[test]
    fn nothing_in_a_name_ends_it_or_leads_elsewhere() {
        assert_eq!(
            disposition("attachment", "../a\"b\\c\r\nd;%41.pdf"),
            "attachment; filename=\".._a_b_c__d;_41.pdf\"; filename*=UTF-8''.._a_b_c__d%3B%2541.pdf"
        );
    }
}
