//! Materials: what is kept, what goes, and what a package says of them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use image::{ImageFormat, RgbImage};
use linxuan_app::material::{self, Announced, Asked, Cut, Incoming, Unreceived};
use linxuan_app::paper::of_nomination;
use linxuan_app::{App, Refusal};
use linxuan_domain::access::Viewer;
use linxuan_domain::manifest::Manifest;
use linxuan_domain::merkle::hex;
use linxuan_domain::paper::Content;
use linxuan_domain::space::{Excess, Holder, Space};
use linxuan_domain::value::Language;
use linxuan_store::blob::Blobs;
use sha2::{Digest, Sha256};

use crate::world::{MINUTE, World, each_engine, in_the_way};

const QINGHAI: &str = "qinghai-2023";
const HEBEI: &str = "hebei-2021";
const DAY: i64 = 24 * 60 * MINUTE;
/// What the acts of this file leave in the record; the other acts' lines are counted in `record`.
pub const LINES: [&str; 7] = [
    "link-added",
    "material-attached",
    "material-removed",
    "material-repeated",
    "materials-ordered",
    "upload-dropped",
    "upload-opened",
];
/// Begins as a JPEG does; with the last byte it is told from another.
const PHOTO: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 1";

struct Whole(Vec<Vec<u8>>);

impl Incoming for Whole {
    type Chunk = Vec<u8>;
    async fn next(&mut self) -> Option<Result<Vec<u8>, Cut>> {
        if self.0.is_empty() { None } else { Some(Ok(self.0.remove(0))) }
    }
}

/// A folder of its own, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("linxuan-materials-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&path));
        Self(path)
    }

    /// Names of what is below one of its folders, two levels deep.
    fn files(&self, below: &str) -> BTreeSet<String> {
        let list = |path: PathBuf| std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
        let inner = list(self.0.join(below)).flat_map(list);
        inner.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
    }

    fn uploads(&self) -> usize {
        std::fs::read_dir(self.0.join("staging")).unwrap().count()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

async fn clerk(world: &World) -> Viewer {
    clerk_of(world, QINGHAI).await
}

async fn clerk_of(world: &World, slug: &str) -> Viewer {
    let office = world.office(slug).await;
    world.unit(&office, "湖滨学会", "society").await
}

fn announced(length: usize) -> Announced {
    let (material, file_name) = ("photo".to_owned(), "张三1.jpg".to_owned());
    Announced { material, file_name, length: length as u64, sha256: None }
}

async fn begun(app: &App, clerk: &Viewer, id: &str, length: usize) -> String {
    material::open_upload(app, clerk, id, announced(length)).await.unwrap().id
}

async fn sent(app: &App, clerk: &Viewer, id: &str, bytes: &[u8]) -> Result<String, Unreceived> {
    let upload = begun(app, clerk, id, bytes.len()).await;
    let received = material::receive(app, clerk, &upload, Asked::default(), Whole(vec![bytes.to_vec()])).await?;
    Ok(received.attachment.unwrap())
}

fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[test]
fn a_content_is_kept_once_under_its_hash_however_often_it_is_attached() {
    each_engine(&[QINGHAI], async |world| {
        let (folder, clerk) = (Folder::new("once"), clerk(world).await);
        let app = world.app.clone().with_files(&folder.0).unwrap();
        for number in 1..3 {
            let id = world.nominate(&clerk, number).await;
            sent(&app, &clerk, &id, PHOTO).await.unwrap();
        }
        let kept = folder.0.join("blobs").join(&hash(PHOTO)[..2]).join(&hash(PHOTO)[2..]);
        assert_eq!(std::fs::read(kept).unwrap(), PHOTO);
        assert_eq!((folder.files("blobs").len(), folder.uploads()), (1, 0));
    });
}

/// T61. Bytes that reached the disk and no row leave nothing that points at nothing, and go in time.
#[test]
fn bytes_whose_act_never_came_are_collected() {
    each_engine(&[QINGHAI], async |world| {
        let (folder, clerk) = (Folder::new("killed"), clerk(world).await);
        let app = world.app.clone().with_files(&folder.0).unwrap();
        let id = world.nominate(&clerk, 1).await;
        let upload = begun(&app, &clerk, &id, 20).await;
        // As if killed after the piece, and after the content, was on disk.
        let blobs = Blobs::open(&folder.0).unwrap();
        let mut piece = blobs.piece(&upload, "0.killed").unwrap();
        piece.write(b"\xff\xd8\xff 4567").unwrap();
        let part = piece.sync().unwrap();
        blobs.keep(&upload, &[part], None).unwrap();
        assert_eq!(material::upload(&app, &clerk, &upload).await.unwrap().received, 0);
        assert!(material::materials(&app, &clerk, &id).await.unwrap().held.is_empty());
        let whole: Vec<u8> = b"\xff\xd8\xff".iter().copied().cycle().take(20).collect();
        let received = material::receive(&app, &clerk, &upload, Asked::default(), Whole(vec![whole.clone()])).await;
        assert_eq!(received.unwrap().offset, 20);
        // Seen without a row the first time, gone the second.
        material::collect(&app).await.unwrap();
        assert_eq!(folder.files("blobs").len(), 2);
        material::collect(&app).await.unwrap();
        assert_eq!(folder.files("blobs"), BTreeSet::from([hash(&whole)[2..].to_owned()]));
    });
}

#[test]
fn an_upload_that_was_left_goes_after_two_days_with_its_bytes_and_its_room() {
    each_engine(&[QINGHAI], async |world| {
        let (folder, clerk) = (Folder::new("stale"), clerk(world).await);
        let narrow = Space { nomination: 20, ..Space::default() };
        let app = world.app.clone().with_files(&folder.0).unwrap().with_space(narrow);
        let id = world.nominate(&clerk, 1).await;
        let upload = begun(&app, &clerk, &id, 20).await;
        let some = Whole(vec![PHOTO[..9].to_vec()]);
        material::receive(&app, &clerk, &upload, Asked::default(), some).await.unwrap();
        let full = Excess { holder: Holder::Nomination, most: 20, used: 20, wanted: 1 };
        let refused = material::open_upload(&app, &clerk, &id, announced(1)).await.unwrap_err();
        assert_eq!(refused, Refusal::NoRoom(full));
        world.clock.pass(2 * DAY);
        material::collect(&app).await.unwrap();
        assert_eq!((folder.uploads(), material::upload(&app, &clerk, &upload).await.unwrap().received), (1, 9));
        world.clock.pass(1);
        material::collect(&app).await.unwrap();
        assert_eq!(folder.uploads(), 0);
        assert_eq!(material::upload(&app, &clerk, &upload).await, Err(Refusal::NotFound));
        begun(&app, &clerk, &id, 20).await;
    });
}

#[test]
fn what_was_taken_off_can_be_had_for_two_days_and_what_was_handed_in_for_ever() {
    each_engine(&[], async |world| {
        // 2021-05-20, before the deadline of 1 June; a military unit recommends one.
        world.clock.set(1_621_476_000_000_000);
        world.publish(HEBEI).await;
        let office = world.office(HEBEI).await;
        let (folder, clerk) = (Folder::new("removed"), world.unit(&office, "第一军工厂", "military").await);
        let app = world.app.clone().with_files(&folder.0).unwrap();
        let id = world.nominate(&clerk, 1).await;
        let off = sent(&app, &clerk, &id, PHOTO).await.unwrap();
        let handed_in = sent(&app, &clerk, &id, b"\xff\xd8\xff another").await.unwrap();
        material::remove(&app, &clerk, &off).await.unwrap();
        world.record_steps(&clerk).await;
        // The installation without files asks for none.
        let submission = world.hand_in(&clerk, "one").await.unwrap();
        let manifest: Manifest = serde_json::from_str(&submission.manifest).unwrap();
        let said: Vec<_> =
            manifest.lines[0].materials.iter().map(|one| (&one.id, &one.material, &one.sha256)).collect();
        assert_eq!(said, [(&handed_in, &"photo".to_owned(), &hash(b"\xff\xd8\xff another"))]);
        for (passed, left) in [(2 * DAY, 2), (DAY, 1), (90 * DAY, 1)] {
            world.clock.pass(passed);
            material::collect(&app).await.unwrap();
            material::collect(&app).await.unwrap();
            assert_eq!(folder.files("blobs").len(), left, "after {passed}");
        }
        let refused = material::remove(&app, &clerk, &handed_in).await;
        assert!(matches!(refused, Err(Refusal::WrongState(_))), "{refused:?}");
    });
}

#[test]
fn a_package_without_the_materials_asked_for_is_refused_with_each_of_them() {
    each_engine(&[QINGHAI], async |world| {
        let (folder, clerk) = (Folder::new("asked"), clerk(world).await);
        let app = world.app.clone().with_files(&folder.0).unwrap();
        world.nominate(&clerk, 1).await;
        world.record_steps(&clerk).await;
        let refused = linxuan_app::package::hand_in(&app, &clerk, crate::world::handing("one")).await;
        let said = in_the_way(refused);
        for material in ["material.photo open", "material.portrait open", "material.video open"] {
            assert!(said.contains(&material.to_owned()), "{said:?}");
        }
    });
}

/// Once it was sent the portrait stands on the form, small; before that the form has room for it.
#[test]
fn a_portrait_stands_on_the_nomination_form() {
    each_engine(&[QINGHAI], async |world| {
        let (folder, clerk) = (Folder::new("portrait"), clerk(world).await);
        let app = world.app.clone().with_files(&folder.0).unwrap();
        let id = world.nominate(&clerk, 1).await;
        let printed = async || {
            let paper = of_nomination(&app, &clerk, (&id, "nomination-form"), Language::Chinese).await.unwrap();
            let Content::NominationForm(form) = paper.content else { panic!("{:?}", paper.head) };
            form.portrait
        };
        assert_eq!(printed().await, None);
        let mut bytes = std::io::Cursor::new(Vec::new());
        RgbImage::new(990, 1440).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
        let bytes = bytes.into_inner();
        let announced = Announced { material: "portrait".to_owned(), ..announced(bytes.len()) };
        let upload = material::open_upload(&app, &clerk, &id, announced).await.unwrap().id;
        material::receive(&app, &clerk, &upload, Asked::default(), Whole(vec![bytes])).await.unwrap();
        let small = image::load_from_memory(&printed().await.unwrap()).unwrap();
        // 48 mm at 400 dots an inch, and 33 mm.
        assert_eq!((small.width(), small.height()), (520, 756));
    });
}

/// The record names rows: what somebody called a file is nobody else's to read.
#[test]
fn each_act_leaves_one_line_and_no_file_s_name() {
    each_engine(&[HEBEI], async |world| {
        let (folder, clerk) = (Folder::new("record"), clerk_of(world, HEBEI).await);
        let app = world.app.clone().with_files(&folder.0).unwrap();
        let id = world.nominate(&clerk, 1).await;
        let before = world.lines().await.len();
        let one = sent(&app, &clerk, &id, PHOTO).await.unwrap();
        let two = sent(&app, &clerk, &id, b"\xff\xd8\xff two").await.unwrap();
        assert_eq!(sent(&app, &clerk, &id, PHOTO).await.unwrap(), one);
        material::reorder(&app, &clerk, &two, material::Towards::Earlier).await.unwrap();
        material::remove(&app, &clerk, &one).await.unwrap();
        let open = begun(&app, &clerk, &id, 9).await;
        material::drop_upload(&app, &clerk, &open).await.unwrap();
        let link = ("other-works", "长卷", "https://example.org/h5");
        material::add_link(&app, &clerk, &id, link).await.unwrap();
        let lines = world.lines().await;
        let said: Vec<&str> = lines[before..].iter().map(|line| line.event.what.as_str()).collect();
        let attached = ["upload-opened", "material-attached"];
        let rest = ["upload-opened", "material-repeated", "materials-ordered", "material-removed"];
        let ends = ["upload-opened", "upload-dropped", "link-added"];
        assert_eq!(said, [attached.as_slice(), &attached, &rest, &ends].concat());
        assert_eq!(said.into_iter().collect::<BTreeSet<_>>(), BTreeSet::from(LINES));
        for line in &lines[before..] {
            let text = String::from_utf8(line.event.canonical()).unwrap();
            assert!(
                !text.contains("张三") && !text.contains("长卷") && !text.contains("example") && text.contains(&id),
                "{text}"
            );
        }
    });
}

#[test]
fn a_file_of_many_pieces_is_the_file_that_was_sent() {
    each_engine(&[QINGHAI], async |world| {
        let (folder, clerk) = (Folder::new("pieces"), clerk(world).await);
        let app = world.app.clone().with_files(&folder.0).unwrap();
        let id = world.nominate(&clerk, 1).await;
        // Past a checkpoint within one stretch, and on from there in another.
        let block: Vec<u8> = PHOTO.iter().copied().cycle().take(1 << 20).collect();
        let first: Vec<Vec<u8>> = vec![block.clone(); 40];
        let whole = [first.concat(), b"the end".to_vec()].concat();
        let upload = begun(&app, &clerk, &id, whole.len()).await;
        let received = material::receive(&app, &clerk, &upload, Asked::default(), Whole(first)).await.unwrap();
        assert_eq!((received.offset, received.attachment), (40 << 20, None));
        let asked = Asked { offset: 40 << 20, ..Asked::default() };
        let end = Whole(vec![b"the".to_vec(), b" end".to_vec()]);
        material::receive(&app, &clerk, &upload, asked, end).await.unwrap().attachment.unwrap();
        let held = material::materials(&app, &clerk, &id).await.unwrap().held;
        assert_eq!(held[0].attachment.hash.as_deref(), Some(hash(&whole).as_str()));
        assert_eq!(held[0].content.as_ref().unwrap().kind, "image/jpeg");
    });
}
