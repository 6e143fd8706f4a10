//! Fonts from folders.

use std::path::PathBuf;

use linxuan_report::{Fonts, MissingFonts};

use crate::folder;

#[test]
fn without_fonts_each_missing_one_is_named_with_the_folders() {
    let folders = vec![PathBuf::from("/nowhere/share/fonts"), PathBuf::from("/nowhere/more")];
    let missing = Fonts::read(&folders).unwrap_err();
    let names = ["Noto Serif SC Regular", "Noto Serif SC Bold"].map(str::to_owned).to_vec();
    assert_eq!(missing, MissingFonts { names, folders });
}

#[test]
fn one_weight_alone_does_not_do_and_two_folders_make_a_whole() {
    let Some(fonts) = folder() else { return };
    let place = std::env::temp_dir().join(format!("linxuan-report-fonts-{}", std::process::id()));
    let folders = ["one", "two/inner"].map(|name| place.join(name));
    for (folder, name) in folders.iter().zip(["NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf"]) {
        std::fs::create_dir_all(folder).unwrap();
        std::fs::copy(fonts.join(name), folder.join(name)).unwrap();
    }
    // What only has the name of a font is passed over.
    std::fs::write(place.join("one/broken.ttf"), "no font").unwrap();
    let one = Fonts::read(&[place.join("one")]).unwrap_err();
    assert_eq!(one.names, ["Noto Serif SC Bold"]);
    Fonts::read(&[place.join("one"), place.join("two")]).unwrap();
    std::fs::remove_dir_all(place).unwrap();
}
