//! The activity log and the table counted from it: figures by hand, items and days from the notices.

use linxuan_domain::activity::{
    By, Entry, Line, MOST_COUNTED, Overtyping, Problem, Typed, UnitFigure, UnitSum, closes, figure, handed_in_by,
    period, read, table, totals,
};
use linxuan_domain::rulebook::Rulebook;
use linxuan_domain::value::Date;

use crate::traps::{FIVE, book};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn typed() -> Typed {
    let text = str::to_owned;
    Typed {
        activity: text("media-report"),
        title: text("星辰学会最美科技工作者事迹报道"),
        day: text("2022-05-09"),
        place: String::new(),
        participants: String::new(),
        outlet: text("海边日报"),
        link: text("https://news.example/2022/05/09?id=1"),
        count: text("3"),
    }
}

fn national() -> Rulebook {
    book("national-2022")
}

fn wrong(change: impl FnOnce(&mut Typed)) -> Vec<(&'static str, Problem, String)> {
    let mut typed = typed();
    change(&mut typed);
    let all = read(&national(), &typed, date("2022-05-10")).unwrap_err();
    all.into_iter().map(|one| (one.field, one.problem, one.found)).collect()
}

fn right(change: impl FnOnce(&mut Typed)) -> Entry {
    let mut typed = typed();
    change(&mut typed);
    read(&national(), &typed, date("2022-05-10")).unwrap()
}

#[test]
fn an_entry_is_read_as_people_write_it() {
    let entry = right(|_| ());
    assert_eq!((entry.activity.as_str(), entry.day, entry.count), ("media-report", date("2022-05-09"), 3));
    assert_eq!((entry.participants, entry.place.as_str()), (None, ""));
    // By its label in either language; digits of either width; days as offices write them.
    for item in ["媒体报道", " 媒体 报道 ", "media reports"] {
        assert_eq!(right(|typed| item.clone_into(&mut typed.activity)).activity, "media-report", "{item}");
    }
    for day in ["2022年5月9日", "2022/5/9", "2022.05.09", "20220509", "２０２２－０５－０９"] {
        assert_eq!(right(|typed| day.clone_into(&mut typed.day)).day, date("2022-05-09"), "{day}");
    }
    assert_eq!(right(|typed| "１２０".clone_into(&mut typed.participants)).participants, Some(120));
    assert_eq!(right(|typed| "报告会\n第二场".clone_into(&mut typed.title)).title, "报告会 第二场");
}

#[test]
fn everything_that_is_wrong_is_said_at_once_in_the_order_of_the_form() {
    use Problem::{ActivityMissing, CountMissing, DayMissing, LinkWrong, ParticipantsWrong, TitleMissing};

    let all = wrong(|typed| *typed = Typed { link: "x".into(), participants: "许多".into(), ..Typed::default() });
    let fields: Vec<&str> = all.iter().map(|(field, ..)| *field).collect();
    assert_eq!(fields, ["activity", "title", "day", "participants", "link", "count"]);
    let problems: Vec<Problem> = all.iter().map(|(_, problem, _)| *problem).collect();
    assert_eq!(problems, [ActivityMissing, TitleMissing, DayMissing, ParticipantsWrong, LinkWrong, CountMissing]);
    assert_eq!(all[3].2, "许多");
}

#[test]
fn a_day_lies_within_the_campaign_and_is_not_to_come() {
    // The notice is of 15 March, and its mobilisation of mid-March: the 11th to the 20th.
    assert_eq!(period(&national()), (date("2022-03-11"), date("2022-12-31")));
    let of = |day: &'static str| wrong(|typed| day.clone_into(&mut typed.day));
    let outside = |found: &str| vec![("day", Problem::DayOutside, found.to_owned())];
    assert_eq!(of("2022-03-10"), outside("2022-03-11—2022-12-31"));
    assert_eq!(of("2021-05-09"), outside("2022-03-11—2022-12-31"));
    assert_eq!(of("2022-05-11"), [("day", Problem::DayAhead, "2022-05-10".to_owned())]);
    assert_eq!(right(|typed| "2022-05-10".clone_into(&mut typed.day)).day, date("2022-05-10"));
    assert_eq!(right(|typed| "2022-03-11".clone_into(&mut typed.day)).day, date("2022-03-11"));
    for day in ["2022-05", "五月九日", "2022-02-30"] {
        assert_eq!(of(day), [("day", Problem::DayWrong, day.to_owned())], "{day}");
    }
}

/// The last moment of 31 December in Beijing is 16 o'clock in London.
#[test]
fn the_log_closes_with_the_campaigns_year() {
    assert_eq!(closes(&national()).iso(), "2022-12-31T16:00:00Z");
}

#[test]
fn numbers_have_bounds() {
    let count = |typed: &'static str| wrong(|entry| typed.clone_into(&mut entry.count));
    for number in ["0", "-1", "1.5", "三", "1000001", "99999999999", "3篇"] {
        assert_eq!(count(number), [("count", Problem::CountWrong, number.to_owned())], "{number}");
    }
    assert_eq!(right(|entry| "1000000".clone_into(&mut entry.count)).count, 1_000_000);
    let people = |typed: &'static str| wrong(|entry| typed.clone_into(&mut entry.participants));
    assert_eq!(people("10000001"), [("participants", Problem::ParticipantsWrong, "10000001".to_owned())]);
    assert_eq!(right(|entry| "10000000".clone_into(&mut entry.participants)).participants, Some(10_000_000));
    assert_eq!(right(|entry| "0".clone_into(&mut entry.participants)).participants, Some(0));
    assert_eq!((figure("0", MOST_COUNTED), figure("1000001", MOST_COUNTED), figure("", 9)), (Some(0), None, None));
}

#[test]
fn names_have_a_length_and_nothing_that_nobody_sees() {
    let long = "观".repeat(101);
    assert_eq!(wrong(|typed| long.clone_into(&mut typed.title)), [("title", Problem::TooLong, "100".to_owned())]);
    assert_eq!(wrong(|typed| long.clone_into(&mut typed.outlet)), [("outlet", Problem::TooLong, "100".to_owned())]);
    assert_eq!(right(|typed| typed.place = "观".repeat(100)).place.chars().count(), 100);
    let hidden = wrong(|typed| "报告\u{202e}会".clone_into(&mut typed.title));
    assert_eq!(hidden, [("title", Problem::Forbidden, String::new())]);
}

#[test]
fn links_are_of_http_or_https() {
    let of = |link: &'static str| wrong(|typed| link.clone_into(&mut typed.link));
    let bad = [
        "javascript:alert(1)",
        "ftp://files.example/a",
        "data:text/html,x",
        "//news.example",
        "news.example/a",
        "https://",
        "https:///path",
        "https://bank.example@evil.example/",
        "https://news.example/a b",
        "https://news.example/\"><script>",
    ];
    for link in bad {
        assert_eq!(of(link), [("link", Problem::LinkWrong, link.to_owned())], "{link}");
    }
    for link in ["http://news.example", "HTTPS://News.Example/新闻?id=1#a", "https://news.example/@channel/1"] {
        assert_eq!(right(|typed| link.clone_into(&mut typed.link)).link, link);
    }
    let long = format!("https://news.example/{}", "a".repeat(480));
    assert_eq!(wrong(|typed| long.clone_into(&mut typed.link)), [("link", Problem::TooLong, "500".to_owned())]);
}

#[test]
fn the_same_activity_is_known_again() {
    let one = right(|_| ());
    assert!(one.same_as(&right(|typed| " 星辰学会 最美科技工作者事迹报道".clone_into(&mut typed.title))));
    assert!(one.same_as(&right(|typed| "9".clone_into(&mut typed.count))));
    assert!(!one.same_as(&right(|typed| "2022-05-08".clone_into(&mut typed.day))));
    assert!(!one.same_as(&right(|typed| "远山晚报".clone_into(&mut typed.outlet))));
    assert!(!one.same_as(&right(|typed| "new-media".clone_into(&mut typed.activity))));
}

fn entry(activity: &str, count: u32) -> Entry {
    Entry { activity: activity.to_owned(), count, ..right(|_| ()) }
}

fn overtyping(activity: &str, count: u32) -> Overtyping {
    Overtyping { activity: activity.to_owned(), count, reason: "含所属分会".to_owned() }
}

#[test]
fn the_table_sums_the_log_up_under_the_notices_headings() {
    let entries = [entry("media-report", 3), entry("media-report", 4), entry("lecture-tour", 2), entry("gone", 9)];
    let table = table(&national(), &entries, &[overtyping("lecture-tour", 5)]);
    let label = |label: &Option<linxuan_domain::value::Label>| label.as_ref().unwrap().zh.clone();
    let groups: Vec<(String, usize)> = table.groups.iter().map(|one| (label(&one.label), one.rows.len())).collect();
    let wanted = [("广泛动员", 1), ("宣传展示", 2), ("集中发布", 2), ("深入学习", 3)];
    assert_eq!(groups, wanted.map(|(label, n)| (label.to_owned(), n)));
    let row =
        |id: &str| table.groups.iter().flat_map(|one| &one.rows).find(|row| row.activity.id.as_str() == id).unwrap();
    let reports = row("media-report");
    assert_eq!((reports.entries, reports.counted, reports.total), (2, 7, 7));
    let tours = row("lecture-tour");
    assert_eq!((tours.entries, tours.counted, tours.total), (1, 2, 5));
    assert_eq!(tours.overtyped, Some(overtyping("lecture-tour", 5)));
    assert_eq!((row("volunteer-service").entries, row("volunteer-service").total), (0, 0));
    // 场, then 次 篇, then 条 条, then 场 次 人次: only the first and the third have one unit of count.
    assert_eq!(table.groups.iter().map(|one| one.total).collect::<Vec<_>>(), [Some(0), None, Some(0), None]);
    assert_eq!((table.total, table.unlisted), (None, 1));
}

#[test]
fn what_has_one_unit_of_count_is_summed_over_all() {
    let mut book = national();
    let unit = book.activity[0].unit.clone();
    book.activity.iter_mut().for_each(|one| one.unit = unit.clone());
    let table =
        table(&book, &[entry("lecture-tour", 2), entry("study-practice", 3)], &[overtyping("local-release", 10)]);
    assert_eq!(table.groups.iter().map(|one| one.total).collect::<Vec<_>>(), [Some(0), Some(10), Some(0), Some(5)]);
    assert_eq!(table.total, Some(15));
    book.activity.iter_mut().for_each(|one| one.group = None);
    let plain = linxuan_domain::activity::table(&book, &[], &[]);
    assert_eq!((plain.groups.len(), plain.groups[0].rows.len(), plain.total), (1, 8, Some(0)));
}

fn sum(unit: &str, channel: &str, month: &str, counted: u64) -> UnitSum {
    let text = str::to_owned;
    UnitSum {
        unit: text(unit),
        channel: text(channel),
        activity: text("media-report"),
        month: text(month),
        entries: 2,
        counted,
    }
}

#[test]
fn totals_are_by_unit_channel_or_month() {
    let book = national();
    // The third of eight items is the media report.
    let line = |key: &str, entries: u64, counted: u64| Line {
        key: key.to_owned(),
        entries,
        figures: vec![0, 0, counted, 0, 0, 0, 0, 0],
    };
    let sums = [sum("a", "region", "2022-04", 1), sum("a", "region", "2022-05", 2), sum("b", "society", "2022-05", 4)];
    let overtyped = [UnitFigure { unit: "a".into(), channel: "region".into(), figure: overtyping("media-report", 10) }];
    let by_unit = totals(&book, &sums, &overtyped, By::Unit);
    // Ten in place of one and two; the entries are still four.
    assert_eq!(by_unit.lines, [line("a", 4, 10), line("b", 2, 4)]);
    assert_eq!(by_unit.all, line("", 6, 14));
    assert_eq!(totals(&book, &sums, &overtyped, By::Channel).lines, [line("region", 4, 10), line("society", 2, 4)]);
    let by_month = totals(&book, &sums, &overtyped, By::Month);
    assert_eq!(by_month.lines, [line("2022-04", 2, 1), line("2022-05", 4, 6)]);
    assert_eq!(by_month.all, line("", 6, 7));
    assert_eq!(totals(&book, &sums, &[], By::Unit).lines[0], line("a", 4, 3));
}

/// Chongqing's notice has no activity table among its papers; Hebei's asks it of cities and societies.
#[test]
fn the_table_is_handed_in_where_the_notice_asks_it() {
    let all = |name: &'static str| {
        let book = book(name);
        book.channel
            .iter()
            .filter(|one| handed_in_by(&book, one.id.as_str()))
            .map(|one| one.id.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(all("chongqing-2021"), [""; 0]);
    assert_eq!(all("hebei-2021"), ["region", "society"]);
    assert_eq!(all("national-2022").len(), national().channel.len());
    let grouped = |name: &'static str| book(name).activity.iter().all(|one| one.group.is_some());
    assert!(FIVE.into_iter().all(grouped));
}
