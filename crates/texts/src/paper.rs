use linxuan_domain::paper::Unprintable;

use crate::Words;

/// Why a paper could not be set, and what mends it.
pub fn unprintable(words: Words, why: &Unprintable) -> String {
    match why {
        Unprintable::Glyph { character, field, login } => {
            let fills = [
                ("character", character.to_string().into()),
                ("code", format!("U+{:04X}", u32::from(*character)).into()),
                ("field", words.say(field).into()),
                ("login", login.into()),
            ];
            words.fill(if login.is_empty() { "paper-glyph" } else { "paper-glyph-of" }, &fills)
        }
        Unprintable::GlyphAt { character, place } => {
            let fills = [
                ("character", character.to_string().into()),
                ("code", format!("U+{:04X}", u32::from(*character)).into()),
                ("field", place.into()),
            ];
            words.fill("paper-glyph", &fills)
        }
        Unprintable::Slow { pages, seconds } => {
            words.fill("paper-slow", &[("pages", (*pages).into()), ("seconds", (*seconds).into())])
        }
        Unprintable::NoFonts => words.say("paper-no-fonts"),
        Unprintable::Fault(text) => words.fill("paper-fault", &[("text", text.into())]),
    }
}
