//! Whatever was typed is printed as it is, whole, or refused by name.

use linxuan_domain::form::{Entry, Row};
use linxuan_domain::paper::{Content, Paper, Unprintable};
use linxuan_domain::rulebook::PaperKind;

use crate::press;
use crate::reader::{File, together};
use crate::sample::{book, paper};

fn form() -> Paper {
    paper(&book("qinghai-2023"), PaperKind::NominationForm)
}

fn write(paper: &mut Paper, field: &str, text: &str) {
    let Content::NominationForm(form) = &mut paper.content else { panic!("no form") };
    form.of.answers.set_text(field, text);
}

fn run_together(paper: &Paper) -> Option<String> {
    let pages = File::new(&press()?.paper(paper).unwrap().pdf).run_together();
    // A page's foot stands between two parts of a text that goes over to the next page.
    let foot = |n: usize| format!("编号CC-0101版本{}第{n}页，共{}页", paper.version()[..8].to_uppercase(), pages.len());
    Some((1..).zip(&pages).map(|(n, page)| page.replacen(&foot(n), "", 1)).collect())
}

#[test]
fn strange_texts_are_text_and_nothing_else() {
    let strange = [
        "=1+1",
        "＝1+1",
        "+SUM(A1)",
        "@x",
        "-2",
        "#pagebreak()",
        "*粗*_斜_",
        "<script>alert(1)</script>",
        "$x^2$",
        "#{sys.inputs.data}",
        "[方]//注/*释*/",
        "= 标题",
        "\"'\\n",
        "阿依古丽·吐尔逊",
        "𬭊䶮㛃",
    ];
    for text in strange {
        let mut paper = form();
        write(&mut paper, "employer", &format!("甲{text}乙"));
        let Some(page) = run_together(&paper) else { return };
        assert!(page.contains(&format!("甲{}乙", together(text))), "{text}: {page}");
    }
}

#[test]
fn what_turns_the_order_of_characters_about_is_refused_by_its_code() {
    let Some(press) = press() else { return };
    let mut paper = form();
    write(&mut paper, "name", "王\u{202e}一二\u{202c}川");
    let refused = Unprintable::GlyphAt { character: '\u{202e}', place: "姓名".to_owned() };
    assert_eq!(press.paper(&paper), Err(refused));
}

#[test]
fn the_longest_texts_are_whole() {
    let name =
        "迪丽热巴·买买提艾力·阿不都热依木·吐尔逊江·阿卜杜拉·艾山江·玉素甫·古丽娜尔·阿不力克木·再娜甫·买合木提·热孜";
    let deeds: String = (0..2000).map(|n| char::from_u32(0x4e00 + n % 500).unwrap()).collect();
    let mut paper = form();
    write(&mut paper, "name", name);
    write(&mut paper, "deeds", &deeds);
    write(&mut paper, "email", &format!("{}@example.cn", "w".repeat(200)));
    let Content::NominationForm(form) = &mut paper.content else { panic!("no form") };
    let row = |n: u32| -> Row {
        let cells =
            [("from", "2003-07".to_owned()), ("place", format!("第{n}站").repeat(15)), ("role", "员".repeat(40))];
        cells.map(|(id, text)| (id.to_owned(), text)).into()
    };
    form.of.answers.set("resume", Entry::Rows((0..15).map(row).collect()));
    let Some(page) = run_together(&paper) else { return };
    assert!(page.contains(name), "{page}");
    assert!(page.contains(&deeds), "{page}");
    assert!(page.contains(&"w".repeat(200)), "{page}");
    for n in 0..15 {
        assert!(page.contains(&format!("第{n}站").repeat(15)), "{n}: {page}");
    }
}

#[test]
fn a_character_that_no_font_has_is_named_with_the_field() {
    let Some(press) = press() else { return };
    let refused = |field: &str, text: &str| {
        let mut paper = form();
        write(&mut paper, field, text);
        press.paper(&paper).unwrap_err()
    };
    let glyph = |character, place: &str| Unprintable::GlyphAt { character, place: place.to_owned() };
    assert_eq!(refused("name", "王\u{31350}"), glyph('\u{31350}', "姓名"));
    assert_eq!(refused("employer", "\u{e000}场"), glyph('\u{e000}', "工作单位"));
    assert_eq!(refused("deeds", "很好😀"), glyph('😀', "先进事迹（2000字以内）"));
}

#[test]
fn a_draft_says_so_on_every_page_and_nothing_else_does() {
    let Some(press) = press() else { return };
    let mut paper = form();
    let drafts = |paper: &Paper| {
        let pages = File::new(&press.paper(paper).unwrap().pdf).run_together();
        (pages.len(), pages.iter().filter(|page| page.contains("草稿")).count())
    };
    assert_eq!(drafts(&paper).1, 0);
    paper.head.draft = true;
    let (pages, said) = drafts(&paper);
    assert_eq!(pages, said);
}
