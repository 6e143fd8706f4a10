//! Programs that know nothing of ours read what we write; one that is not there is said and left out.

use std::process::Command;

use super::*;

fn runs(place: &Place, program: &str, arguments: &[&str]) -> Option<String> {
    let output = match Command::new(program).args(arguments).current_dir(&place.0).output() {
        Ok(output) => output,
        Err(error) => {
            println!("{program} is not asked: {error}");
            return None;
        }
    };
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    Some(said)
}

const NAMES: &str = "import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
i = z.infolist()
sys.stdout.buffer.write('\\n'.join(n.filename for n in i).encode())
assert all(n.date_time == (2023, 5, 6, 7, 8, 10) for n in i)
";

#[test]
fn unzip_and_python_read_the_zip() {
    // Plain, and with every number in 64 bits.
    for far in [u64::MAX, 0] {
        let place = Place::new();
        let mut out = Vec::new();
        bag::write_from(&mut out, two().into_iter(), &about(), far).unwrap();
        place.write("bag.zip", &out);
        runs(&place, "unzip", &["-t", "bag.zip"]);
        if let Some(said) = runs(&place, "python3", &["-c", NAMES, "bag.zip"]) {
            let inside = |name: &str| format!("青海省 推荐材料/{name}");
            let wanted = [
                "bagit.txt",
                "data/01 青海省/汇总表.csv",
                "data/01 青海省/03 某甲/某甲1.jpg",
                "bag-info.txt",
                "manifest-sha256.txt",
                "tagmanifest-sha256.txt",
            ];
            assert_eq!(said.lines().map(str::to_owned).collect::<Vec<_>>(), wanted.map(inside));
        }
    }
}

#[test]
fn sha256sum_alone_checks_a_folder() {
    let place = Place::new();
    let mut entries = two();
    entries.push(entry("100%\n\\of*it.txt", Packing::Deflated, b"all"));
    bag::write_folder(&place.path("archive"), entries.into_iter(), &about()).unwrap();
    let within = Place(place.path("archive"));
    runs(&within, "sha256sum", &["--strict", "-c", "manifest-sha256.txt"]);
    runs(&within, "sha256sum", &["--strict", "-c", "tagmanifest-sha256.txt"]);
}
