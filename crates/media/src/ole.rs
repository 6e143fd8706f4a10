//! Documents of the older office programs: a compound file of named streams.

use crate::bytes::{le16, le32};
use crate::facts::{Code, Facts, Problem};
use crate::kind::compound_kind;
use crate::limits::Limits;
use crate::search::{marks, wide};
use crate::source::Source;

pub const KINDS: [&str; 4] =
    ["application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/x-ole-storage"];
const NAMES: [&str; 6] =
    ["WordDocument", "Workbook", "PowerPoint Document", "_VBA_PROJECT", "EncryptedPackage", "\u{1}Ole10Native"];

pub fn probe(source: &mut Source, limits: &Limits, facts: &mut Facts) -> Result<(), Problem> {
    if source.length > limits.document_bytes {
        return Err(Problem::new(Code::TooLarge, "a document").measured(source.length));
    }
    // The directory of streams is a sector of its own, behind the header's.
    let least = le16(&source.head, 30).zip(le32(&source.head, 48)).map(|(power, sector)| {
        let size = 1_u64 << power.min(16);
        (u64::from(sector) + 2).saturating_mul(size)
    });
    if least.is_none_or(|least| least > source.length) {
        return Err(Problem::new(Code::Truncated, "no directory of streams").measured(source.length));
    }
    let names = NAMES.map(wide);
    let found = marks(source, &names.each_ref().map(|name| &**name), limits.document_bytes)?;
    let &[word, excel, slides, macros, encrypted, native] = found.as_slice() else { return Ok(()) };
    compound_kind(word, excel, slides).clone_into(&mut facts.kind);
    let problems = [
        (macros, Code::Macros, "the document has a program"),
        (encrypted, Code::Encrypted, "needs a password"),
        (native, Code::ActiveContent, "an attached file"),
    ];
    let problems = problems.into_iter().filter(|(there, ..)| *there);
    facts.problems.extend(problems.map(|(_, code, message)| Problem::new(code, message)));
    Ok(())
}
