//! tus 1.0 as clients speak it: created, carried on after every cut, checked, given up.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use linxuan_app::material::{self, Announced, Asked, Cut, Incoming};
use linxuan_domain::merkle::hex;
use linxuan_domain::space::Space;
use sha2::{Digest, Sha256};
use tokio::sync::oneshot;
use tower::ServiceExt;

use crate::client::{Ask, Told, ask};
use crate::world::{CLERK, CLERK_B, CLERK_OTHER, World, each_engine};

/// A picture of one pixel, whole in every part.
pub const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDAT\x78\xda\x63\x64\xf8\xcf\x50\x0f\0\x03\x86\x01\x80\x5a\x34\x7d\x6b\0\0\0\0IEND\xae\x42\x60\x82";

/// A file whose beginning is that of a PDF, and whose bytes all differ from their neighbours.
pub fn content(length: usize) -> Vec<u8> {
    let rest = (0..length).map(|at| u8::try_from((at * 7 + at / 251) % 256).unwrap());
    b"%PDF-1.7 ".iter().copied().chain(rest).take(length).collect()
}

fn metadata(nomination: &str, material: &str, name: &str, more: &[(&str, &str)]) -> String {
    let pairs = [("nomination", nomination), ("material", material), ("filename", name)];
    let coded = pairs.iter().chain(more).map(|(key, value)| format!("{key} {}", BASE64_STANDARD.encode(value)));
    coded.collect::<Vec<_>>().join(",")
}

/// A right request of each method, for the matrix of roles.
pub fn asked(asked: Ask, method: &str, nomination: &str) -> Ask {
    let asked = asked.header("tus-resumable", "1.0.0");
    match method {
        "POST" => {
            asked.header("upload-length", "9").header("upload-metadata", &metadata(nomination, "works", "a.pdf", &[]))
        }
        "PATCH" => asked.raw("application/offset+octet-stream", "").header("upload-offset", "0"),
        _ => asked,
    }
}

/// Bytes given at once, or cut off after the last.
struct Given(Vec<Vec<u8>>, bool);

impl Incoming for Given {
    type Chunk = Vec<u8>;
    async fn next(&mut self) -> Option<Result<Vec<u8>, Cut>> {
        if self.0.is_empty() {
            return std::mem::take(&mut self.1).then_some(Err(Cut));
        }
        Some(Ok(self.0.remove(0)))
    }
}

impl World {
    pub async fn upload_begun(&self, login: &str, nomination: &str, material: &str, length: u64) -> String {
        let announced =
            Announced { material: material.to_owned(), file_name: "作品1.pdf".to_owned(), length, sha256: None };
        let viewer = self.viewer(login).await;
        material::open_upload(&self.app, &viewer, nomination, announced).await.unwrap().id
    }

    /// A file, attached; answers the attachment's id.
    pub async fn attached(&self, login: &str, nomination: &str, material: &str, bytes: &[u8]) -> String {
        let id = self.upload_begun(login, nomination, material, bytes.len() as u64).await;
        let given = Given(vec![bytes.to_vec()], false);
        let received = material::receive(&self.app, &self.viewer(login).await, &id, Asked::default(), given).await;
        received.unwrap().attachment.unwrap()
    }

    async fn create(&self, login: &str, nomination: &str, length: &str, more: &[(&str, &str)]) -> Told {
        let said = metadata(nomination, "works", "作品1.pdf", more);
        let asked = ask("POST", "/uploads").same_origin().by(self, login).header("tus-resumable", "1.0.0");
        asked.header("upload-length", length).header("upload-metadata", &said).send(self).await
    }

    async fn created(&self, nomination: &str, length: usize) -> String {
        let told = self.create(CLERK, nomination, &length.to_string(), &[]).await;
        told.is(201).header("location")
    }

    fn piece(&self, path: &str, offset: usize, bytes: &[u8]) -> Ask {
        let asked = ask("PATCH", path).same_origin().by(self, CLERK).header("tus-resumable", "1.0.0");
        asked.raw("application/offset+octet-stream", bytes).header("upload-offset", &offset.to_string())
    }

    async fn offset(&self, path: &str) -> String {
        let asked = ask("HEAD", path).same_origin().by(self, CLERK).header("tus-resumable", "1.0.0");
        asked.send(self).await.is(200).header("upload-offset")
    }

    /// What the only file of a nomination holds.
    async fn only_file(&self, nomination: &str) -> Vec<u8> {
        let told = self.get(CLERK, &format!("/api/nominations/{nomination}/materials")).await.json();
        assert_eq!(told["attachments"].as_array().unwrap().len(), 1, "{told}");
        assert_eq!(told["uploads"].as_array().unwrap().len(), 0, "{told}");
        let path = format!("/materials/{}", told["attachments"][0]["id"].as_str().unwrap());
        self.get(CLERK, &path).await.is(200).body.clone()
    }

    /// Nothing of a nomination is attached.
    async fn no_file(&self, nomination: &str) {
        let told = self.get(CLERK, &format!("/api/nominations/{nomination}/materials")).await.json();
        assert!(told["attachments"].as_array().unwrap().is_empty(), "{told}");
    }
}

#[test]
fn the_server_says_what_it_can_do() {
    each_engine(async |world| {
        let told = ask("OPTIONS", "/uploads").send(world).await;
        assert_eq!(told.status, StatusCode::NO_CONTENT);
        for (name, value) in [
            ("tus-resumable", "1.0.0"),
            ("tus-version", "1.0.0"),
            ("tus-extension", "creation,termination,checksum"),
            ("tus-checksum-algorithm", "sha256"),
        ] {
            assert_eq!(told.header(name), value);
        }
    });
}

#[test]
fn a_file_comes_in_one_piece_or_in_many() {
    each_engine(async |world| {
        for (number, steps) in [(1, vec![1000]), (2, vec![1, 2, 997]), (3, vec![400, 400, 200])] {
            let (id, bytes) = (world.filled(CLERK, number).await, content(1000));
            let path = world.created(&id, 1000).await;
            assert_eq!(world.offset(&path).await, "0");
            let mut here = 0;
            for step in steps {
                let told = world.piece(&path, here, &bytes[here..here + step]).send(world).await;
                here += step;
                assert_eq!(told.is(204).header("upload-offset"), here.to_string());
                assert_eq!(world.offset(&path).await, here.to_string());
            }
            assert_eq!(world.only_file(&id).await, bytes);
        }
    });
}

/// A body that ends before the request says so, as when a line is cut.
struct Broken(Vec<u8>);

impl axum::body::HttpBody for Broken {
    type Data = Bytes;
    type Error = std::io::Error;
    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        let bytes = std::mem::take(&mut self.0);
        let cut = || Err(std::io::ErrorKind::ConnectionReset.into());
        Poll::Ready(Some(if bytes.is_empty() { cut() } else { Ok(http_body::Frame::data(bytes.into())) }))
    }
}

async fn cut_after(world: &World, path: &str, offset: usize, bytes: &[u8]) {
    let request = Request::builder().method("PATCH").uri(path);
    let request = request.header("origin", "https://linxuan.test").header("host", "linxuan.test");
    let request = request.header("cookie", format!("linxuan_session={}", world.tokens[CLERK]));
    let request = request.header("tus-resumable", "1.0.0").header("content-type", "application/offset+octet-stream");
    let request = request.header("upload-offset", offset.to_string());
    let body = Body::new(Broken(bytes.to_vec()));
    world.site.clone().oneshot(request.body(body).unwrap()).await.unwrap();
}

/// T29. Cut wherever it may be, what came is kept, and what is there at the end is the file.
#[test]
fn a_cut_at_any_byte_loses_nothing_that_came() {
    each_engine(async |world| {
        let (id, bytes) = (world.filled(CLERK, 1).await, content(300));
        let path = world.created(&id, 300).await;
        for here in 0..299 {
            cut_after(world, &path, here, &bytes[here..=here]).await;
            assert_eq!(world.offset(&path).await, (here + 1).to_string());
        }
        world.no_file(&id).await;
        // Cut before the first byte of it came: nothing has changed.
        cut_after(world, &path, 299, &[]).await;
        assert_eq!(world.offset(&path).await, "299");
        world.piece(&path, 299, &bytes[299..]).send(world).await.is(204);
        assert_eq!(world.only_file(&id).await, bytes);
    });
}

#[test]
fn pieces_that_come_twice_or_out_of_order_change_nothing() {
    each_engine(async |world| {
        let (id, bytes) = (world.filled(CLERK, 1).await, content(30));
        let path = world.created(&id, 30).await;
        let told = world.piece(&path, 10, &bytes[10..20]).send(world).await;
        assert_eq!(told.is(409).header("upload-offset"), "0");
        world.piece(&path, 0, &bytes[..10]).send(world).await.is(204);
        let told = world.piece(&path, 0, &bytes[..10]).send(world).await;
        assert_eq!(told.is(409).header("upload-offset"), "10");
        world.piece(&path, 10, &bytes[10..]).send(world).await.is(204);
        assert_eq!(world.only_file(&id).await, bytes);
        // The answer to the last piece was lost: it is asked where it stands, and is told that all is there.
        assert_eq!(world.offset(&path).await, "30");
        let told = world.piece(&path, 30, &[]).send(world).await;
        assert_eq!(told.is(204).header("upload-offset"), "30");
        assert_eq!(world.only_file(&id).await, bytes);
    });
}

fn sum(bytes: &[u8]) -> String {
    format!("sha256 {}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

#[test]
fn a_piece_that_is_not_what_its_sum_says_is_not_kept() {
    each_engine(async |world| {
        let (id, bytes) = (world.filled(CLERK, 1).await, content(30));
        let path = world.created(&id, 30).await;
        let wrong = world.piece(&path, 0, &bytes[..10]).header("upload-checksum", &sum(&bytes[..9]));
        wrong.send(world).await.is(460);
        assert_eq!(world.offset(&path).await, "0");
        let unknown = world.piece(&path, 0, &bytes[..10]).header("upload-checksum", "md5 AAAA");
        unknown.send(world).await.is(400);
        for (from, to) in [(0, 10), (10, 30)] {
            let right = world.piece(&path, from, &bytes[from..to]).header("upload-checksum", &sum(&bytes[from..to]));
            right.send(world).await.is(204);
        }
        assert_eq!(world.only_file(&id).await, bytes);
    });
}

#[test]
fn a_file_that_is_not_what_was_announced_is_not_attached() {
    each_engine(async |world| {
        let (id, bytes) = (world.filled(CLERK, 1).await, content(30));
        let whole = |bytes: &[u8]| hex(&Sha256::digest(bytes));
        let told = world.create(CLERK, &id, "30", &[("sha256", &whole(b"another"))]).await;
        let path = told.is(201).header("location");
        world.piece(&path, 0, &bytes).send(world).await.is(460);
        world.no_file(&id).await;
        let told = world.create(CLERK, &id, "30", &[("sha256", &whole(&bytes))]).await;
        world.piece(&told.is(201).header("location"), 0, &bytes).send(world).await.is(204);
        assert_eq!(world.only_file(&id).await, bytes);
    });
}

#[test]
fn what_is_not_tus_is_told_so() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        let path = world.created(&id, 30).await;
        let bare = |method, path: &str| ask(method, path).same_origin().by(world, CLERK);
        for (asked, status) in [
            (bare("POST", "/uploads").header("upload-length", "3"), 412),
            (bare("HEAD", &path), 412),
            (bare("DELETE", &path).header("tus-resumable", "0.2.2"), 412),
            (bare("POST", "/uploads").header("tus-resumable", "1.0.0"), 400),
            (bare("POST", "/uploads").header("tus-resumable", "1.0.0").header("upload-length", "-1"), 400),
            (
                bare("POST", "/uploads")
                    .header("tus-resumable", "1.0.0")
                    .header("upload-length", "3")
                    .header("upload-metadata", "filename %%%"),
                400,
            ),
            (bare("PATCH", &path).header("tus-resumable", "1.0.0").raw("text/plain", "abc"), 415),
            (bare("PATCH", &path).header("tus-resumable", "1.0.0").raw("application/offset+octet-stream", "abc"), 400),
        ] {
            let told = asked.send(world).await;
            assert_eq!((told.status.as_u16(), told.header("tus-resumable")), (status, "1.0.0".to_owned()));
        }
        assert_eq!(world.offset(&path).await, "0");
    });
}

#[test]
fn more_than_was_announced_is_not_kept() {
    each_engine(async |world| {
        let (id, bytes) = (world.filled(CLERK, 1).await, content(31));
        let path = world.created(&id, 30).await;
        let told = world.piece(&path, 0, &bytes).send(world).await;
        assert!(told.is(413).json()["message"].as_str().unwrap().contains("30 B"), "{}", told.text());
        assert_eq!(world.offset(&path).await, "0");
    });
}

/// The kind is known by the first bytes, whatever the name says, and nothing of the file is kept.
#[test]
fn a_file_of_another_kind_is_refused_with_what_it_is() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        let path = world.created(&id, 2_000_000).await;
        let mut page = b"<!doctype html><html><body><script>alert(1)</script>".to_vec();
        page.resize(70_000, b' ');
        let told = world.piece(&path, 0, &page).send(world).await;
        assert!(told.is(415).json()["message"].as_str().unwrap().contains("HTML"), "{}", told.text());
        let gone = ask("HEAD", &path).same_origin().by(world, CLERK).header("tus-resumable", "1.0.0");
        gone.send(world).await.is(404);
        world.no_file(&id).await;
    });
}

#[test]
fn an_upload_is_given_up_and_its_room_is_free_again() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        let path = world.created(&id, 1_500_000_000).await;
        let told = world.create(CLERK, &id, "600000000", &[]).await;
        let said = told.is(413).json()["message"].as_str().unwrap().to_owned();
        for figure in ["2 GB", "1.5 GB", "600 MB"] {
            assert!(said.contains(figure), "{said}");
        }
        let drop = ask("DELETE", &path).same_origin().by(world, CLERK).header("tus-resumable", "1.0.0");
        drop.send(world).await.is(204);
        world.create(CLERK, &id, "600000000", &[]).await.is(201);
        world.create(CLERK, &id, "0", &[]).await.is(422);
    });
}

/// What was announced fits, and what came in meanwhile left no room: nothing is attached.
#[test]
fn room_is_asked_for_again_at_the_end() {
    each_engine(async |world| {
        let (id, bytes) = (world.filled(CLERK, 1).await, content(600));
        let path = world.created(&id, 600).await;
        let narrow = Space { unit: 599, ..Space::default() };
        world.site = linxuan_web::router(world.app.clone().with_space(narrow), linxuan_web::Options::default());
        let told = world.piece(&path, 0, &bytes).send(world).await;
        assert!(told.is(413).json()["message"].as_str().unwrap().contains("599 B"), "{}", told.text());
        world.no_file(&id).await;
    });
}

/// Bytes that say when they are asked for, and wait for a word before they come.
struct Waiting(Option<(oneshot::Sender<()>, oneshot::Receiver<()>, Vec<u8>)>);

impl Incoming for Waiting {
    type Chunk = Vec<u8>;
    async fn next(&mut self) -> Option<Result<Vec<u8>, Cut>> {
        let (asked, word, bytes) = self.0.take()?;
        asked.send(()).unwrap();
        word.await.unwrap();
        Some(Ok(bytes))
    }
}

#[test]
fn of_two_senders_one_waits() {
    each_engine(async |world| {
        let (id, bytes) = (world.filled(CLERK, 1).await, content(30));
        let path = world.created(&id, 30).await;
        let ((asked, begun), (go_on, word)) = (oneshot::channel(), oneshot::channel());
        let (app, viewer, own) = (world.app.clone(), world.viewer(CLERK).await, path.replace("/uploads/", ""));
        let slow = Waiting(Some((asked, word, bytes.clone())));
        let first = tokio::spawn(async move { material::receive(&app, &viewer, &own, Asked::default(), slow).await });
        begun.await.unwrap();
        world.piece(&path, 0, &bytes).send(world).await.is(423);
        // Whose it is not hears nothing of that.
        let asked = ask("PATCH", &path).same_origin().by(world, CLERK_B).header("tus-resumable", "1.0.0");
        asked.raw("application/offset+octet-stream", "").header("upload-offset", "0").send(world).await.is(404);
        go_on.send(()).unwrap();
        assert!(first.await.unwrap().unwrap().attachment.is_some());
        assert_eq!(world.only_file(&id).await, bytes);
    });
}

/// T06. Another unit's uploads and files are as if they had never been.
#[test]
fn what_is_another_unit_s_is_not_there() {
    each_engine(async |world| {
        let id = world.filled(CLERK_B, 1).await;
        let upload = world.upload_begun(CLERK_B, &id, "works", 30).await;
        let file = world.attached(CLERK_B, &id, "works", &content(40)).await;
        let never = "01890000-0000-7000-8000-000000000000";
        for login in [CLERK, CLERK_OTHER, "office", "examiner"] {
            for (method, path, of) in [
                ("HEAD", "/uploads/ID", &upload),
                ("PATCH", "/uploads/ID", &upload),
                ("DELETE", "/uploads/ID", &upload),
                ("POST", "/uploads/ID/removal", &upload),
                ("GET", "/materials/ID", &file),
                ("POST", "/materials/ID/removal", &file),
                ("POST", "/materials/ID/place", &file),
                ("GET", "/nominations/ID/materials", &id),
                ("GET", "/api/nominations/ID/materials", &id),
                ("POST", "/nominations/ID/links", &id),
            ] {
                let told = async |id: &str| {
                    let asked_at = ask(method, &path.replace("ID", id)).same_origin().by(world, login);
                    let asked_at = asked_at.header("range", "bytes=0-1").header("if-none-match", "*");
                    let told = match path {
                        "/uploads/ID" => asked(asked_at, method, id),
                        _ if method == "POST" => asked_at.form(&[]),
                        _ => asked_at,
                    };
                    told.send(world).await.whole().replace(id, "ID")
                };
                let there = told(of).await;
                assert!(there.starts_with("404"), "{method} {path} by {login}: {there}");
                assert_eq!(there, told(never).await, "{method} {path} by {login}");
            }
            world.create(login, &id, "30", &[]).await.is(404);
        }
        let told = world.get(CLERK_B, &format!("/materials/{file}")).await;
        assert_eq!(told.is(200).body, content(40));
    });
}
