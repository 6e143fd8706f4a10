use linxuan_store::honour::{self, Entry};
use linxuan_store::{nomination, submission};
use linxuan_testkit::row::{self, Ground, NOW};
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
        let series = |person: Option<&str>, name_birth: Option<&str>| {
            let person = person.map(|value| keys().index("person", value));
            let name_birth = name_birth.map(|value| keys().index("name-birth", value));
            let campaign = campaign.clone();
            read(store, move |sql| honour::series_of(sql, &campaign, person.as_deref(), name_birth.as_deref()))
        };
        assert_eq!(series(Some("p1"), None), ["science"]);
        assert_eq!(series(None, Some("n1")), ["labour", "science"]);
        assert_eq!(series(Some("p2"), Some("n1")), ["labour", "science", "youth"]);
        assert_eq!(series(Some("p3"), Some("n3")), [""; 0]);
        // What nobody has matches nobody who has none either.
        assert_eq!(series(None, None), [""; 0]);
    });
}

/// Nominations handed in count once, however they match; drafts and those taken back do not.
#[test]
fn entries_and_the_nominations_they_match_are_counted() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let campaign = ground.campaign.clone();
        let index = |kind: &str, value: &str| Some(keys().index(kind, value));
        // By both, by name and birth, by nothing, a draft, taken back.
        let who = [("p1", "n1"), ("p9", "n2"), ("p8", "n8"), ("p1", "n1"), ("p1", "n1")];
        for (ordinal, (person, name_birth)) in (1..).zip(who) {
            let mut one = ground.nomination(ordinal);
            (one.person, one.name_birth) = (index("person", person), index("name-birth", name_birth));
            let package = row::submission(&ground.ids.id(), &ground.unit, &format!("S-{ordinal}"));
            act(store, move |sql| {
                nomination::insert(sql, &keys(), &one)?;
                if ordinal == 4 {
                    return Ok(());
                }
                submission::insert(sql, &package)?;
                nomination::hand_in(sql, &one.id, &package.id, NOW)?;
                if ordinal == 5 { nomination::set_state(sql, &one.id, "withdrawn", None) } else { Ok(()) }
            });
        }
        let counts = |campaign: &str| {
            let campaign = campaign.to_owned();
            read(store, move |sql| Ok((honour::count(sql, &campaign)?, honour::matching(sql, &campaign)?)))
        };
        assert_eq!(counts(&campaign), (0, 0));
        let one = entry("1", &campaign, "science", Some("p1"), Some("n1"));
        let own = [one, entry("2", &campaign, "labour", None, Some("n2"))];
        let (wanted, kept) = (own.clone(), campaign.clone());
        act(store, move |sql| {
            row::campaign(sql, "other", "other")?;
            honour::insert(sql, &entry("3", "other", "science", Some("p8"), Some("n8")))?;
            own.iter().try_for_each(|one| honour::insert(sql, one))
        });
        assert_eq!((counts(&campaign), counts("other")), ((2, 2), (1, 0)));
        let all = read(store, move |sql| honour::all(sql, &kept));
        assert_eq!(format!("{all:?}"), format!("{wanted:?}"));
    });
}
