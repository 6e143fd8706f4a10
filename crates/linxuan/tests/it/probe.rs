use crate::Place;

/// 32 × 16 pixels; the last byte is the end of the image.
const GIF: &[u8] = b"GIF89a\x20\0\x10\0\0\0\0;";

#[test]
fn files_are_told_by_their_content() {
    let place = Place::new();
    place.write("张三1.jpg", GIF);
    let ran = place.run(&["probe", "张三1.jpg", "--json"]);
    assert_eq!((ran.code, &*ran.err), (0, ""), "{ran:?}");
    let json = ran.json();
    let wanted = serde_json::json!([{
        "path": "张三1.jpg",
        "kind": "image/gif",
        "bytes": 14,
        "sha256": json[0]["sha256"],
        "width": 32,
        "height": 16,
        "displayed": { "width": 32, "height": 16 },
        "rotation": 0,
        "duration_ms": null,
        "pages": null,
        "problems": [],
    }]);
    assert_eq!(json, wanted);
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&json[0]), keys(&wanted[0]), "in this order");
}

#[test]
fn what_is_wrong_is_said_in_words() {
    let place = Place::new();
    place.write("good.gif", GIF);
    place.write("cut.gif", &GIF[..13]);
    let ran = place.run(&["probe", "good.gif", "cut.gif", "--json"]);
    let json = ran.json();
    assert_eq!((ran.code, json[0]["problems"].as_array().map(Vec::len)), (1, Some(0)), "{ran:?}");
    let problem = &json[1]["problems"][0];
    assert_eq!((problem["code"].as_str(), problem["figure"].as_str()), (Some("truncated"), Some("13")));
    let sentence = "The file is incomplete; its end is missing. Copy it again from where it was made.";
    assert_eq!(problem["message"], sentence);
    let said = place.run(&["probe", "good.gif", "cut.gif"]).out;
    assert_eq!(
        said,
        format!("good.gif\timage/gif\t14 bytes\t32×16\ncut.gif\timage/gif\t13 bytes\t32×16\n\t→ {sentence} (13)\n")
    );
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_others_are_looked_at() {
    let place = Place::new();
    place.write("good.gif", GIF);
    let folder = place.path("");
    let ran = place.run(&["probe", "none.gif", "good.gif", &folder.display().to_string(), "--json"]);
    assert_eq!((ran.code, ran.json().as_array().map(Vec::len)), (3, Some(1)), "{ran:?}");
    assert!(ran.err.contains("none.gif: ") && ran.err.lines().count() == 2, "{ran:?}");
    assert_eq!(place.run(&["probe"]).code, 2);
}
