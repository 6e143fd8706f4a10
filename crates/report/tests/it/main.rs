//! Papers as a second reader sees them: what was set is read again with poppler.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests stop at the first surprise")]

mod docx;
mod file;
mod filled;
mod fonts;
mod hostile;
mod letters;
mod nominations;
mod office;
mod official;
mod package;
mod pages;
mod reader;
mod sample;
mod xlsx;

use std::path::PathBuf;

use linxuan_domain::access::Role;
use linxuan_domain::paper::{Letter, Letters};
use linxuan_domain::value::Language;
use linxuan_report::{Fonts, Press};
use linxuan_testkit::papers;

/// The folder of fonts; none where papers are not tested, which is said.
fn folder() -> Option<PathBuf> {
    papers::share().map(|share| share.join("fonts"))
}

fn press() -> Option<Press> {
    folder().map(|folder| Press::new(Fonts::read(&[folder]).unwrap()))
}

fn letter(number: usize) -> Letter {
    Letter {
        campaign: Some("campaign".to_owned()),
        unit: format!("澄川学会第{number}分会"),
        name: format!("张一川{number}"),
        role: Role::UnitClerk,
        login: format!("example-{number:03}"),
        password: format!("abcd-efgh-ijkm-{number:04}"),
    }
}

fn letters(letters: Vec<Letter>) -> Letters {
    Letters {
        language: Language::Chinese,
        campaign: "2022年度“最美科技工作者”学习宣传活动".to_owned(),
        office: "活动办公室".to_owned(),
        deadline: Some("2022-06-30T24:00".parse().unwrap()),
        site: "https://linxuan.example.cn".to_owned(),
        date: "2022-05-10".parse().unwrap(),
        letters,
    }
}
