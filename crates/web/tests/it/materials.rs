//! The page of materials and the files on it.

use linxuan_app::material;

use crate::client::{Told, ask};
use crate::uploads::{PICTURE, content};
use crate::world::{CLERK, CLERK_OTHER, World, each_engine};

/// A form with files as browsers send it.
fn form(material: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body =
        format!("--edge\r\ncontent-disposition: form-data; name=\"material\"\r\n\r\n{material}\r\n").into_bytes();
    for (name, bytes) in files {
        let head = format!("--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--edge--\r\n");
    body
}

async fn sent(world: &World, login: &str, id: &str, material: &str, files: &[(&str, &[u8])]) -> Told {
    let asked = ask("POST", &format!("/nominations/{id}/materials")).same_origin().by(world, login);
    asked.raw("multipart/form-data; boundary=edge", form(material, files)).send(world).await
}

async fn page(world: &World, login: &str, id: &str) -> String {
    world.get(login, &format!("/nominations/{id}/materials")).await.is(200).text()
}

#[test]
fn a_plain_form_sends_files_and_names_those_it_cannot() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        assert!(page(world, CLERK, &id).await.contains("还没有上传"));
        let (one, two) = (content(40), content(600_000));
        let told = sent(world, CLERK, &id, "works", &[("作品1.pdf", &one), ("作品2.pdf", &two)]).await;
        assert_eq!(told.to(), format!("/nominations/{id}/materials#m-works"));
        let shown = page(world, CLERK, &id).await;
        assert!(shown.contains("作品1.pdf") && shown.contains("作品2.pdf") && shown.contains("600 KB"), "{shown}");
        // A good one beside two bad ones is taken; the bad ones are named with why.
        let other = content(50);
        let files: [(&str, &[u8]); 3] =
            [("空.pdf", b""), ("网页.pdf", b"<!doctype html><html>x"), ("作品3.pdf", &other)];
        let told = sent(world, CLERK, &id, "works", &files).await;
        let text = told.is(422).text();
        assert!(text.contains("空.pdf：文件是空的") && text.contains("网页.pdf：文件内容是 HTML 格式"), "{text}");
        assert!(text.contains("作品3.pdf"));
        assert!(sent(world, CLERK, &id, "works", &[]).await.is(422).text().contains("还没有选择文件"));
        assert!(sent(world, CLERK, &id, "nothing", &[("a.pdf", &one)]).await.is(422).text().contains("没有这种材料"));
        let told = world.get(CLERK, &format!("/api/nominations/{id}/materials")).await.json();
        assert_eq!(told["attachments"].as_array().unwrap().len(), 3, "{told}");
        assert_eq!((told["uploads"].as_array().unwrap().len(), told["used"].as_u64()), (0, Some(600_090)));
    });
}

#[test]
fn a_form_that_breaks_off_leaves_nothing() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        let mut body = form("works", &[("作品1.pdf", &content(40))]);
        body.truncate(body.len() - 20);
        let asked = ask("POST", &format!("/nominations/{id}/materials")).same_origin().by(world, CLERK);
        let told = asked.raw("multipart/form-data; boundary=edge", body).send(world).await;
        assert!(told.is(422).text().contains("没有传完"), "{}", told.text());
        // Giving the pieces up happens beside the answer.
        for _ in 0..200 {
            let told = world.get(CLERK, &format!("/api/nominations/{id}/materials")).await.json();
            if told["used"] == 0 && told["attachments"].as_array().unwrap().is_empty() {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!("something stayed");
    });
}

#[test]
fn files_and_links_are_ordered_and_taken_off() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        let first = world.attached(CLERK, &id, "works", &content(40)).await;
        let link = [("material", "works"), ("name", "长卷"), ("link", "https://example.org/h5?a=1")];
        let told = world.post(CLERK, &format!("/nominations/{id}/links"), &link).await;
        let second = told.to().rsplit_once("#a-").unwrap().1.to_owned();
        let order = async || {
            let told = world.get(CLERK, &format!("/api/nominations/{id}/materials")).await.json();
            let ids = told["attachments"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned());
            ids.collect::<Vec<_>>()
        };
        assert_eq!(order().await, [first.clone(), second.clone()]);
        world.post(CLERK, &format!("/materials/{second}/place"), &[("towards", "earlier")]).await.to();
        assert_eq!(order().await, [second.clone(), first.clone()]);
        world.post(CLERK, &format!("/materials/{first}/removal"), &[]).await.to();
        assert_eq!(order().await, std::slice::from_ref(&second));
        world.get(CLERK, &format!("/materials/{first}")).await.is(404);
        world.post(CLERK, &format!("/materials/{first}/removal"), &[]).await.is(404);
        // Sent again it is there again.
        let again = world.attached(CLERK, &id, "works", &content(40)).await;
        assert_eq!(order().await, [second, again.clone()]);
        // The same content twice is one attachment.
        assert_eq!(world.attached(CLERK, &id, "works", &content(40)).await, again);
        for (wrong, said) in [("ftp://example.org/", "这个网址不能用"), ("https://example.org/h5?a=1", "已经添加过了")]
        {
            let told =
                world.post(CLERK, &format!("/nominations/{id}/links"), &[("material", "works"), ("link", wrong)]).await;
            let text = told.is(422).text();
            assert!(text.contains(said) && text.contains(&format!("value=\"{wrong}\"")), "{text}");
        }
    });
}

/// A JPEG's beginning makes it a picture; what is wrong with the rest is said beside it.
#[test]
fn what_the_rules_say_stands_beside_the_file() {
    each_engine(async |world| {
        let id = world.begun(CLERK_OTHER).await;
        let mut small = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00".to_vec();
        small.resize(1_999_999, 7);
        let photo = world.attached(CLERK_OTHER, &id, "photo", &small).await;
        let shown = page(world, CLERK_OTHER, &id).await;
        let item = shown.split(&format!("id=\"a-{photo}\"")).nth(1).unwrap().split("</li>").next().unwrap();
        assert!(item.contains("force--must") && item.contains("1.99 MB"), "{item}");
        let told = world.get(CLERK_OTHER, "/hand-in").await.is(200).text();
        assert!(told.contains(&format!("/nominations/{id}/materials#a-{photo}")), "{told}");
        let told = world.get(CLERK_OTHER, &format!("/nominations/{id}")).await.is(200).text();
        assert!(told.contains(&format!("href=\"/nominations/{id}/materials\"")), "{told}");
        let html = b"<!doctype html><html>";
        let told = sent(world, CLERK_OTHER, &id, "photo", &[("照片.jpg", html)]).await;
        assert!(told.is(422).text().contains("这里要求 JPG"), "{}", told.text());
    });
}

#[test]
fn a_file_is_given_in_parts_and_only_when_it_is_not_there_already() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        let bytes = content(700_000);
        let path = format!("/materials/{}", world.attached(CLERK, &id, "works", &bytes).await);
        let asked = |method: &str, headers: &[(&str, &str)]| {
            let asked = ask(method, &path).same_origin().by(world, CLERK);
            headers.iter().fold(asked, |asked, (name, value)| asked.header(name, value))
        };
        let whole = asked("GET", &[("accept-encoding", "gzip")]).send(world).await;
        assert_eq!(whole.is(200).body, bytes);
        assert_eq!(whole.header("content-length"), "700000");
        assert_eq!(whole.header("content-type"), "application/pdf");
        assert_eq!(whole.header("x-content-type-options"), "nosniff");
        assert_eq!(
            whole.header("content-disposition"),
            "inline; filename=\"__1.pdf\"; filename*=UTF-8''%E4%BD%9C%E5%93%811.pdf"
        );
        assert!(whole.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
        let tag = whole.header("etag");
        let part = asked("GET", &[("range", "bytes=300000-300009")]).send(world).await;
        assert_eq!(part.is(206).body, bytes[300_000..300_010]);
        assert_eq!(part.header("content-range"), "bytes 300000-300009/700000");
        let none = asked("GET", &[("range", "bytes=700000-")]).send(world).await;
        assert_eq!(none.is(416).header("content-range"), "bytes */700000");
        let known = asked("GET", &[("if-none-match", &tag)]).send(world).await;
        assert!(known.is(304).body.is_empty());
        let head = asked("HEAD", &[]).send(world).await;
        assert_eq!((head.is(200).header("content-length"), head.body.len()), ("700000".to_owned(), 0));
        // Taken off: not even that it was there.
        let attachment = path.replace("/materials/", "");
        material::remove(&world.app, &world.viewer(CLERK).await, &attachment).await.unwrap();
        asked("GET", &[("if-none-match", &tag)]).send(world).await.is(404);
    });
}

/// The office reads what was handed in, and nothing of what the unit does after a return.
#[test]
fn what_was_handed_in_stays_as_it_was() {
    each_engine(async |world| {
        let id = world.filled(CLERK, 1).await;
        let file = world.attached(CLERK, &id, "works", PICTURE).await;
        world.get("examiner", &format!("/materials/{file}")).await.is(404);
        let receipt = world.sent_off(CLERK).await;
        assert_eq!(world.get("examiner", &format!("/materials/{file}")).await.is(200).body, PICTURE);
        let told = world.get(CLERK, &format!("/api/receipts/{receipt}")).await.text();
        assert!(told.contains(&file), "{told}");
        // Frozen: nothing more comes on, nothing goes off.
        world.post(CLERK, &format!("/materials/{file}/removal"), &[]).await.is(409);
        let told = sent(world, CLERK, &id, "works", &[("作品9.pdf", &content(50))]).await;
        assert_eq!(told.status.as_u16(), 422);
        let shown = page(world, CLERK, &id).await;
        assert!(shown.contains("这份推荐现在不能改动") && !shown.contains("data-upload"), "{shown}");
    });
}
