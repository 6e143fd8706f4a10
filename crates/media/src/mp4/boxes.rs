use crate::bytes::{be32, be64, part};
use crate::facts::{Code, Problem};

/// A box's name and content.
pub type Inner<'a> = ([u8; 4], &'a [u8]);

/// The boxes in a box.
pub fn inside(content: &[u8]) -> Result<Vec<Inner<'_>>, Problem> {
    let (mut found, mut rest) = (Vec::new(), content);
    while let (Some(size), Some(name)) = (be32(rest, 0), part(rest, 4, 4)) {
        let (head, size) = match size {
            // QuickTime ends some lists with four zero bytes, writers pad with more.
            0 => return Ok(found),
            1 => (16, usize::try_from(be64(rest, 8).unwrap_or(u64::MAX)).unwrap_or(usize::MAX)),
            _ => (8, size as usize),
        };
        let (Some(inner), Ok(name)) = (rest.get(head..size), name.try_into()) else {
            return Err(Problem::new(
                Code::Unreadable,
                format!("box {} leaves its box", String::from_utf8_lossy(name)),
            ));
        };
        found.push((name, inner));
        rest = rest.get(size..).unwrap_or_default();
    }
    Ok(found)
}

/// Version and flags of a box that has them.
pub fn version(content: &[u8]) -> Option<(u8, u32)> {
    Some((*content.first()?, be32(content, 0)? & 0x00ff_ffff))
}

/// A number that is 32 bits long in version 0 and 64 bits later, and where it ends.
pub fn long(content: &[u8], at: usize, version: u8) -> Option<(u64, usize)> {
    if version == 0 { Some((be32(content, at)?.into(), at + 4)) } else { Some((be64(content, at)?, at + 8)) }
}

/// Rows of a table behind its count, of so many words of 32 bits each.
pub fn rows(content: &[u8], words: usize) -> impl Iterator<Item = &[u8]> {
    let count = be32(content, 4).unwrap_or_default() as usize;
    content.get(8..).unwrap_or_default().chunks_exact(4 * words).take(count)
}
