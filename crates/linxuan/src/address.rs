//! Databases' addresses as they may be shown: never with a password.

/// An address without its password. Rather too much is left out than too little,
/// as what is shown may be misspelt.
pub fn shown(text: &str) -> String {
    if text.starts_with("sqlite://") {
        return text.to_owned();
    }
    let (scheme, rest) = text.split_at(text.find("://").map_or(0, |at| at + 3));
    let bare = match rest.rsplit_once('@') {
        Some((who, place)) => format!("{scheme}{}@{place}", who.split(':').next().unwrap_or_default()),
        None => text.to_owned(),
    };
    // `?password=…`, and the form of pairs that libpq also knows.
    let end = bare.to_ascii_lowercase().find("password").unwrap_or(bare.len());
    bare.get(..end).unwrap_or_default().trim_end_matches(['?', '&', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn no_password_is_shown_however_it_is_written() {
        for (text, wanted) in [
            ("postgres://linxuan:s3cret@db.test:5432/linxuan", "postgres://linxuan@db.test:5432/linxuan"),
            ("postgres://linxuan:s3@c/re:t?@db.test/linxuan", "postgres://linxuan@db.test/linxuan"),
            ("postgre://linxuan:s3cret@db.test", "postgre://linxuan@db.test"),
            ("postgres:linxuan:s3cret@db.test", "postgres@db.test"),
            ("linxuan:s3cret@db.test", "linxuan@db.test"),
            (
                "postgres://linxuan@db.test/a?sslmode=require&password=s3cret",
                "postgres://linxuan@db.test/a?sslmode=require",
            ),
            ("postgres://linxuan@db.test/a?PassWord=s3cret", "postgres://linxuan@db.test/a"),
            ("host=db.test password=s3cret", "host=db.test"),
        ] {
            assert_eq!(shown(text), wanted);
            assert!(!shown(text).contains("s3"), "{text}");
        }
    }

    #[test]
    fn an_address_without_a_password_is_shown_as_it_is() {
        for text in
            ["postgres://linxuan@db.test/a", "postgres:///a?host=/run/postgresql", "sqlite:///srv/a:b@c", "x", ""]
        {
            assert_eq!(shown(text), text);
        }
    }
}
