//! MP4 and MOV: length, frame and rotation from the boxes; what the boxes hold is never read.

mod boxes;
mod fragment;
mod movie;
mod track;

use std::io;

use crate::bytes::{be32, be64, part};
use crate::facts::{Code, Facts, Problem};
use crate::limits::Limits;
use crate::source::Source;
use movie::Movie;
use track::Track;

/// An index of an hour has some megabytes.
const INDEX: u64 = 48 << 20;

/// A box of the file's outermost level.
struct Outer {
    name: [u8; 4],
    content: u64,
    end: u64,
}

impl Outer {
    fn read(source: &mut Source, at: u64) -> io::Result<Option<Self>> {
        let head = source.read(at, 16)?;
        let (Some(size), Some(name)) = (be32(&head, 0), part(&head, 4, 4)) else { return Ok(None) };
        let (content, end) = match size {
            0 => (8, Some(source.length)),
            1 => (16, be64(&head, 8).and_then(|size| at.checked_add(size))),
            _ => (8, at.checked_add(size.into())),
        };
        let (Some(end), Ok(name)) = (end, name.try_into()) else { return Ok(None) };
        Ok((end >= at + content).then_some(Self { name, content: at + content, end }))
    }

    fn content(&self, source: &mut Source) -> Result<Vec<u8>, Problem> {
        let length = self.end.min(source.length).saturating_sub(self.content);
        if length > INDEX {
            return Err(Problem::new(Code::Bomb, "an index of this size").measured(length));
        }
        Ok(source.read(self.content, usize::try_from(length).unwrap_or_default())?)
    }
}

pub fn probe(source: &mut Source, limits: &Limits, facts: &mut Facts) -> Result<(), Problem> {
    let mut movie = Movie::new(limits);
    let mut truncated = None;
    let mut at = 0_u64;
    while at.saturating_add(8) <= source.length {
        let Some(outer) = Outer::read(source, at)? else { break };
        movie.count()?;
        if outer.end > source.length {
            truncated = Some((outer.name, outer.end));
        }
        match &outer.name {
            b"moov" if truncated.is_none() => movie.index(&outer.content(source)?)?,
            b"moof" if truncated.is_none() => movie.fragment(&outer.content(source)?)?,
            b"sidx" if truncated.is_none() => movie.segments(&outer.content(source)?),
            _ => {}
        }
        at = outer.end;
    }
    let garbage = at < source.length && source.read(at, 4096)?.iter().any(|byte| *byte != 0);
    movie.tell(facts);
    facts.problems.extend(wrong(&movie, truncated, garbage, source.length));
    judge(&movie, limits, facts);
    Ok(())
}

/// What is wrong with the file; of a file that was cut, nothing more is said.
fn wrong(movie: &Movie, truncated: Option<([u8; 4], u64)>, garbage: bool, length: u64) -> Option<Problem> {
    if let Some((name, end)) = truncated {
        let name = String::from_utf8_lossy(&name).into_owned();
        return Some(
            Problem::new(Code::Truncated, format!("box {name} ends at {end}")).measured(format!("{length}/{end}")),
        );
    }
    if movie.furthest() >= length && movie.indexed {
        let figure = format!("{length}/{}", movie.furthest());
        return Some(Problem::new(Code::Truncated, "the index names data behind the end").measured(figure));
    }
    if !movie.indexed {
        return Some(Problem::new(Code::IndexMissing, "no moov box"));
    }
    garbage.then(|| Problem::new(Code::Unreadable, "something that is no box"))
}

fn judge(movie: &Movie, limits: &Limits, facts: &mut Facts) {
    if !movie.indexed {
        return;
    }
    let Some(frame) = movie.picture().and_then(Track::coded) else {
        facts.problems.push(Problem::new(Code::PictureMissing, "no track with a picture"));
        return;
    };
    if frame.pixels() > limits.pixels {
        let figure = format!("{}×{}", frame.width, frame.height);
        facts.problems.push(Problem::new(Code::TooManyPixels, "from the index").measured(figure));
    }
    let cut = facts.problems.iter().any(|problem| problem.code == Code::Truncated);
    if movie.picture().is_some_and(|track| track.scale == 0) {
        facts.problems.push(Problem::new(Code::Unreadable, "a track without ticks"));
    } else if facts.duration_ms == Some(0) && !cut {
        facts.problems.push(Problem::new(Code::ZeroDuration, "no sample lasts").measured("0"));
    }
}
