use linxuan_store::honour::{self, Entry};
use linxuan_testkit::row::{self, Ground};
use linxuan_testkit::{act, each_engine, keys, read};

fn entry(id: &str, campaign: &str, series: &str, person: Option<&str>, name_birth: Option<&str>) -> Entry {
    let index = |kind: &str, value: Option<&str>| value.map(|value| keys().index(kind, value));
    Entry {
        id: id.to_owned(),
        campaign_id: campaign.to_owned(),
        series: series.to_owned(),
        label: "第一届".to_owned(),
        person: index("person", person),
        name_birth: index("name-birth", name_birth),
    }
}

#[test]
fn a_person_is_found_by_document_or_by_name_and_birth() {
    each_engine(|store, _| {
        let campaign = Ground::lay(store).campaign;
        let own = campaign.clone();
        act(store, move |sql| {
            row::campaign(sql, "other", "other")?;
            honour::insert(sql, &entry("1", &own, "science", Some("p1"), Some("n1")))?;
            honour::insert(sql, &entry("2", &own, "science", None, Some("n1")))?;
            honour::insert(sql, &entry("3", &own, "labour", None, Some("n1")))?;
            honour::insert(sql, &entry("4", &own, "youth", Some("p2"), None))?;
            honour::insert(sql, &entry("5", "other", "model", Some("p1"), Some("n1")))
        });
        let found = |person: Option<&str>, births: [Option<&str>; 2]| {
            let person = person.map(|value| keys().index("person", value));
            let births = births.map(|birth| birth.map(|value| keys().index("name-birth", value)));
            let campaign = campaign.clone();
            read(store, move |sql| {
                honour::series_of(sql, &campaign, person.as_deref(), births.each_ref().map(Option::as_deref))
            })
        };
        let series = |person: Option<&str>, name_birth: Option<&str>| found(person, [name_birth, None]);
        assert_eq!(series(Some("p1"), None), ["science"]);
        assert_eq!(series(None, Some("n1")), ["labour", "science"]);
        assert_eq!(series(Some("p2"), Some("n1")), ["labour", "science", "youth"]);
        assert_eq!(series(Some("p3"), Some("n3")), [""; 0]);
        // The entry knows the month of birth alone.
        assert_eq!(found(None, [Some("n3"), Some("n1")]), ["labour", "science"]);
        // What nobody has matches nobody who has none either.
        assert_eq!(series(None, None), [""; 0]);
    });
}

/// Entries are read back as they were written, each campaign's own.
#[test]
fn entries_are_counted_and_listed_by_campaign() {
    each_engine(|store, _| {
        let campaign = Ground::lay(store).campaign;
        let one = entry("1", &campaign, "science", Some("p1"), Some("n1"));
        let own = [one, entry("2", &campaign, "labour", None, Some("n2"))];
        let (wanted, kept) = (own.clone(), campaign.clone());
        act(store, move |sql| {
            row::campaign(sql, "other", "other")?;
            honour::insert(sql, &entry("3", "other", "science", Some("p8"), Some("n8")))?;
            own.iter().try_for_each(|one| honour::insert(sql, one))
        });
        let count = |campaign: &str| {
            let campaign = campaign.to_owned();
            read(store, move |sql| honour::count(sql, &campaign))
        };
        assert_eq!((count(&campaign), count("other")), (2, 1));
        let all = read(store, move |sql| honour::all(sql, &kept));
        assert_eq!(format!("{all:?}"), format!("{wanted:?}"));
    });
}
