//! Films that another program wrote. `LINXUAN_TEST_FFMPEG=required` says that it must be there; `off` leaves these
//! tests out without a word.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::{Case, Verdict};

/// Arguments between source and file, the file's name, and what it must be: milliseconds, shown frame.
const FILMS: [(&str, &str, u64, (u32, u32)); 10] = [
    ("-t 12", "plain.mp4", 12_000, (192, 108)),
    ("-t 12.04", "frame.mp4", 12_040, (192, 108)),
    ("-t 180", "whole.mp4", 180_000, (192, 108)),
    ("-t 180.04", "more.mov", 180_040, (192, 108)),
    ("-t 12 -movflags faststart", "first.mp4", 12_000, (192, 108)),
    ("-t 12 -movflags frag_keyframe+empty_moov", "fragments.mp4", 12_000, (192, 108)),
    ("-t 12 -movflags frag_keyframe+empty_moov+delay_moov", "late.mp4", 12_000, (192, 108)),
    ("-t 12.04 -movflags frag_keyframe", "both.mp4", 12_040, (192, 108)),
    ("-t 12 -movflags dash", "dash.mp4", 12_000, (192, 108)),
    ("-t 12 -vf setsar=4/3", "wide.mp4", 12_000, (256, 108)),
];

/// A folder of its own, gone when dropped.
struct Place(PathBuf);

impl Drop for Place {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn is_here() -> bool {
    let asked = std::env::var("LINXUAN_TEST_FFMPEG").unwrap_or_default();
    let started = Command::new("ffmpeg").arg("-version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    match (asked.as_str(), started.is_ok()) {
        ("off", _) => false,
        (_, true) => true,
        ("required", false) => panic!("LINXUAN_TEST_FFMPEG=required: ffmpeg is not here"),
        (_, false) => {
            // Past the test harness, which would keep it to itself.
            drop(writeln!(std::io::stderr(), "\n*** no films of ffmpeg are tested: it is not here ***\n"));
            false
        }
    }
}

fn ffmpeg(place: &Place, arguments: &str, name: &str) -> Vec<u8> {
    let file = place.0.join(name);
    let coder = "-c:v libx264 -preset ultrafast -bf 2 -g 50 -pix_fmt yuv420p -threads 1 -loglevel error -y";
    let source = "-f lavfi -i testsrc=size=192x108:rate=25";
    let run = |arguments: String| {
        let status = Command::new("ffmpeg").args(arguments.split(' ')).arg(&file).status().unwrap();
        assert!(status.success(), "{arguments}");
    };
    run(format!("{source} {coder} {arguments}"));
    std::fs::read(&file).unwrap()
}

#[test]
fn films_of_ffmpeg_get_the_right_verdict() {
    if !is_here() {
        return;
    }
    let place = Place(std::env::temp_dir().join(format!("linxuan-media-{}", std::process::id())));
    std::fs::create_dir_all(&place.0).unwrap();
    let mut mistaken = Vec::new();
    for (arguments, name, lasts, shown) in FILMS {
        let kind = if name.ends_with("mov") { "video/quicktime" } else { "video/mp4" };
        let verdict = Verdict::picture(kind, 192, 108).shown(shown.0, shown.1, 0).lasting(lasts);
        mistaken.extend(Case::new(name, ffmpeg(&place, arguments, name), verdict).mistaken());
    }
    assert!(mistaken.is_empty(), "{}", mistaken.join("\n"));
}
