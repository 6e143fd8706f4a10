//! Files in words: how large, of which kind, why there is no room.

use linxuan_domain::rulebook::Format;
use linxuan_domain::space::{Excess, Holder};

use crate::figure::{list, number};
use crate::{Words, figure};

const MEGABYTE: u64 = 1_000_000;

/// Bytes as people read them, one MB being 1,000,000 bytes; never rounded up, so that what is a byte
/// short of 2 MB does not look like 2 MB.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..MEGABYTE => format!("{} KB", bytes / 1_000),
        MEGABYTE..10_000_000 => format!("{} MB", decimals(bytes, MEGABYTE, 2)),
        10_000_000..1_000_000_000 => format!("{} MB", decimals(bytes, MEGABYTE, 1)),
        _ => format!("{} GB", decimals(bytes, 1_000 * MEGABYTE, 2)),
    }
}

fn decimals(bytes: u64, unit: u64, digits: u32) -> String {
    let scale = 10_u64.pow(digits);
    let scaled = u128::from(bytes) * u128::from(scale) / u128::from(unit);
    let text = format!("{:0width$}", scaled % u128::from(scale), width = digits as usize);
    let after = text.trim_end_matches('0');
    let before = figure::grouped_text(&(scaled / u128::from(scale)).to_string());
    if after.is_empty() { before } else { format!("{before}.{after}") }
}

/// A kind of file as people call it: `JPG` for `image/jpeg`.
pub fn kind(mime: &str) -> String {
    let known = [
        ("image/jpeg", "JPG"),
        ("image/png", "PNG"),
        ("image/gif", "GIF"),
        ("image/webp", "WebP"),
        ("image/heic", "HEIC"),
        ("image/bmp", "BMP"),
        ("image/tiff", "TIFF"),
        ("image/svg+xml", "SVG"),
        ("video/mp4", "MP4"),
        ("video/quicktime", "MOV"),
        ("application/pdf", "PDF"),
        ("application/zip", "ZIP"),
        ("text/html", "HTML"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX"),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    ];
    known.into_iter().find(|(known, _)| *known == mime).map_or(mime, |(_, name)| name).to_owned()
}

/// Why so many bytes do not fit.
pub fn no_room(words: Words, excess: Excess) -> String {
    let key = match excess.holder {
        Holder::Nomination => "no-room-nomination",
        Holder::Unit => "no-room-unit",
        Holder::Campaign => "no-room-campaign",
    };
    let fills = [
        ("most", size(excess.most).into()),
        ("used", size(excess.used).into()),
        ("wanted", size(excess.wanted).into()),
    ];
    words.fill(key, &fills)
}

/// Why a file of this kind is not taken.
pub fn wrong_kind(words: Words, found: &str, wanted: &[Format]) -> String {
    let wanted: Vec<String> = wanted.iter().map(|format| format.extension().to_uppercase()).collect();
    if found == "application/octet-stream" {
        return words.fill("wrong-kind-unknown", &[("wanted", list(words, &wanted).into())]);
    }
    words.fill("wrong-kind", &[("found", kind(found).into()), ("wanted", list(words, &wanted).into())])
}

/// A playing time: `2:41`.
pub fn playing_time(milliseconds: u64) -> String {
    let (seconds, tenths) = (milliseconds / 1_000, milliseconds % 1_000 / 100);
    let (minutes, seconds) = (number(seconds / 60), seconds % 60);
    if tenths == 0 { format!("{minutes}:{seconds:02}") } else { format!("{minutes}:{seconds:02}.{tenths}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_never_rounded_up() {
        for (bytes, said) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_999, "1 KB"),
            (999_999, "999 KB"),
            (1_000_000, "1 MB"),
            (1_999_999, "1.99 MB"),
            (2_000_000, "2 MB"),
            (2_050_000, "2.05 MB"),
            (99_990_000, "99.9 MB"),
            (999_999_999, "999.9 MB"),
            (2_000_000_000, "2 GB"),
            (1_234_567_000_000, "1,234.56 GB"),
        ] {
            assert_eq!(size(bytes), said, "{bytes}");
        }
    }

    #[test]
    fn a_playing_time_is_told_in_minutes() {
        let told = [0, 9_000, 161_000, 180_100, 3_600_000].map(playing_time);
        assert_eq!(told, ["0:00", "0:09", "2:41", "3:00.1", "60:00"]);
    }

    #[test]
    fn a_kind_is_called_as_people_call_it() {
        assert_eq!(
            ["image/jpeg", "video/quicktime", "audio/x-of-tomorrow"].map(kind),
            ["JPG", "MOV", "audio/x-of-tomorrow"]
        );
    }
}
