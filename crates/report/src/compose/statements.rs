//! Sealed statements: whose, what, and room for a signature, a seal and a day.

use linxuan_domain::paper::Statement;
use linxuan_domain::rulebook::{FieldKind, Form};

use super::With;
use crate::document::{Block, Seal};

/// Room for a seal, which is 42 mm across and stands on the day.
const LINES: u8 = 7;

/// A body's opinion.
pub fn statement(with: With<'_>, said: &Statement) -> Seal {
    let title = match &said.body {
        Some(body) => with.words.fill("paper-opinion-of", &[("body", with.text(body).into())]),
        None => with.text(&said.title),
    };
    Seal { text: said.text.clone(), ..sealed(with, title) }
}

/// What the office writes on the form.
pub fn office(with: With<'_>) -> Seal {
    sealed(with, with.say("paper-office-opinion"))
}

fn sealed(with: With<'_>, title: String) -> Seal {
    Seal {
        title,
        text: String::new(),
        signer: with.say("paper-signer"),
        seal: with.say("paper-seal"),
        day: with.say("paper-day"),
        lines: LINES,
    }
}

/// The nominee's own declarations; none where the form asks for none.
pub fn declaration(with: With<'_>, form: &Form) -> Option<Block> {
    let declared = form.field.iter().filter(|field| matches!(field.kind, FieldKind::Declaration));
    let said: Vec<String> = declared.map(|field| with.label(field)).collect();
    let seal = Seal {
        title: with.say("paper-declaration"),
        text: said.join("\n"),
        signer: with.say("paper-own-signature"),
        seal: String::new(),
        day: with.say("paper-day"),
        lines: 3,
    };
    (!said.is_empty()).then_some(Block::Seal(seal))
}
