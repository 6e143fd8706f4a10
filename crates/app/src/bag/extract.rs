use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::check::Check;
use super::folder::Laying;
use super::unzip;
use super::verify::{Limits, Member, Verified, verify_within, zip};

/// Unpacks a zipped bag into a new folder; nothing is laid there unless all of it is good.
///
/// # Errors
/// When the zip cannot be read, the folder is there already, or it cannot be written.
pub fn extract(bag: &Path, into: &Path) -> io::Result<Verified> {
    if into.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let (mut check, mut file) = (Check::new(Limits::default()), File::open(bag)?);
    let members = zip(&mut check, &mut file)?;
    let verified = check.end();
    if !verified.faults.is_empty() {
        return Ok(verified);
    }
    let mut aside = OsString::from(into);
    aside.push(".partial");
    let aside = Path::new(&aside);
    let laying = Laying::new(aside)?;
    match stage(laying, &mut file, &members, aside) {
        Ok(staged) if staged.faults.is_empty() => {
            fs::rename(aside, into)?;
            Ok(staged)
        }
        other => {
            fs::remove_dir_all(aside)?;
            other
        }
    }
}

/// Lays the files aside and checks them where they lie: the zip may have changed meanwhile.
fn stage(mut laying: Laying, file: &mut File, members: &[Member], aside: &Path) -> io::Result<Verified> {
    for member in members {
        let mut content = unzip::content(file, &member.record, member.begin)?;
        laying.file(&member.path, &mut *content)?;
    }
    laying.finish()?;
    verify_within(aside, Limits::default())
}
