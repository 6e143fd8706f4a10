//! What stands on a letter.

use linxuan_domain::access::Role;
use linxuan_domain::paper::{Letter, Unprintable};
use linxuan_domain::value::Language;

use crate::reader::{File, together};
use crate::{letter, letters, press};

#[test]
fn every_fact_is_on_the_page_of_its_letter_and_on_no_other() {
    let Some(press) = press() else { return };
    let file = File::new(&press.letters(&letters(vec![letter(1), letter(2), letter(3)])).unwrap());
    let pages = file.run_together();
    assert_eq!(pages.len(), 3);
    for (place, number) in [(0, 1), (1, 2), (2, 3)] {
        let facts = [
            "2022年度“最美科技工作者”学习宣传活动".to_owned(),
            "账号开通函".to_owned(),
            format!("张一川{number}："),
            "报送截止时间：2022年6月30日24时。".to_owned(),
            format!("澄川学会第{number}分会"),
            "推荐单位经办人".to_owned(),
            format!("example-00{number}"),
            format!("abcd-efgh-ijkm-000{number}"),
            "https://linxuan.example.cn".to_owned(),
            "请用以上登录名和密码登录，系统会要求立即设新密码。".to_owned(),
            "一次性密码只能用一次，系统没有留底；遗失后请联系发函人重新发放。".to_owned(),
            "请勿转交、拍照或转发本函，登录后请销毁。".to_owned(),
            "本函由收件人本人拆阅，仅限一次；首次登录须更换密码，函中密码随即作废。".to_owned(),
            "活动办公室2022年5月10日".to_owned(),
            format!("第{number}页，共3页"),
        ];
        for fact in facts {
            assert!(pages[place].contains(&fact), "{fact} is not on page {number}: {}", pages[place]);
        }
        let others = pages.iter().enumerate().filter(|(other, _)| *other != place);
        for (_, other) in others {
            assert!(!other.contains(&format!("ijkm-000{number}")), "{other}");
        }
    }
}

#[test]
fn logins_and_passwords_can_be_copied_as_one_word() {
    let Some(press) = press() else { return };
    let page = File::new(&press.letters(&letters(vec![letter(7)])).unwrap()).pages().remove(0);
    let words: Vec<&str> = page.split_whitespace().collect();
    assert!(words.contains(&"example-007") && words.contains(&"abcd-efgh-ijkm-0007"), "{page}");
}

#[test]
fn names_are_set_as_they_are_and_never_as_markup() {
    let Some(press) = press() else { return };
    let strange = [
        "#pagebreak() 学会",
        "*粗体*与_斜体_",
        "<script>alert(1)</script>",
        "引号\"与'反斜线\\n",
        "= 标题 == 二级",
        "$x^2$ @引用 <标签> `代码`",
        "#{sys.inputs.data}",
        "[方括号]//注释/*注释*/",
        "阿依古丽·吐尔逊",
        "𬭊䶮㛃",
        "a--b---c...d~e",
    ];
    let of = |name: &&str| Letter { unit: format!("甲{name}乙"), name: (*name).to_owned(), ..letter(1) };
    let all = letters(strange.iter().map(of).collect());
    let pages = File::new(&press.letters(&all).unwrap()).run_together();
    assert_eq!(pages.len(), strange.len());
    for (page, name) in pages.iter().zip(strange) {
        let name = together(name);
        assert!(page.contains(&format!("甲{name}乙")) && page.contains(&format!("{name}：")), "{name}: {page}");
    }
}

#[test]
fn the_longest_names_stay_on_their_page_whole() {
    let Some(press) = press() else { return };
    let long = Letter {
        unit: "澄川省远山市青岩自治县白水镇科学技术协会".repeat(5),
        name: "迪丽热巴·买买提艾力·阿不都热依木·吐尔逊江·阿卜杜拉·艾山江·玉素甫".to_owned(),
        login: format!("a{}", "w".repeat(59)),
        ..letter(1)
    };
    let latin = Letter { unit: "W".repeat(100), name: "b".repeat(60), ..letter(2) };
    let pages = File::new(&press.letters(&letters(vec![long.clone(), latin.clone()])).unwrap()).run_together();
    assert_eq!(pages.len(), 2);
    for (page, letter) in pages.iter().zip([long, latin]) {
        for text in [&letter.unit, &letter.name, &letter.login, &letter.password] {
            assert!(page.contains(text.as_str()), "{text}: {page}");
        }
    }
}

#[test]
fn a_character_that_no_font_has_is_named_with_its_field_and_letter() {
    let Some(press) = press() else { return };
    let glyph = |character, field, login: &str| Err(Unprintable::Glyph { character, field, login: login.to_owned() });
    let mut all = letters(vec![letter(1), Letter { name: "王\u{31350}".to_owned(), ..letter(2) }]);
    assert_eq!(press.letters(&all), glyph('\u{31350}', "letter-name", "example-002"));
    all.letters[0].unit = "\u{e000}学会".to_owned();
    assert_eq!(press.letters(&all), glyph('\u{e000}', "letter-unit", "example-001"));
    all.office = "😀".to_owned();
    assert_eq!(press.letters(&all), glyph('😀', "letter-office", ""));
}

#[test]
fn a_letter_to_an_administrator_speaks_of_no_campaign() {
    let Some(press) = press() else { return };
    let mut all = letters(vec![Letter {
        campaign: None,
        unit: String::new(),
        name: "李二禾".to_owned(),
        role: Role::Auditor,
        ..letter(1)
    }]);
    (all.campaign, all.office, all.site) = (String::new(), String::new(), String::new());
    let page = File::new(&press.letters(&all).unwrap()).run_together().remove(0);
    assert!(page.starts_with("遴选账号开通函李二禾：现将推荐及评审管理系统的账号交给您"), "{page}");
    assert!(page.contains("姓名李二禾角色审计员登录名example-001"), "{page}");
    for absent in ["单位", "网址", "截止时间", "最美"] {
        assert!(!page.contains(absent), "{absent}: {page}");
    }
}

#[test]
fn in_english_too() {
    let Some(press) = press() else { return };
    let mut all = letters(vec![letter(1)]);
    all.language = Language::English;
    let page = File::new(&press.letters(&all).unwrap()).run_together().remove(0);
    for fact in ["Youraccount", "To张一川1:", "One-timepassword", "Page1of1", "10May2022", "Howtosignin"] {
        assert!(page.contains(fact), "{fact}: {page}");
    }
}
