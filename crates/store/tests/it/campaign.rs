use linxuan_store::campaign::{self, Version};
use linxuan_testkit::row::{self, NOW};
use linxuan_testkit::{act, denied, each_engine, read};

fn numbers(versions: &[Version]) -> Vec<(&str, i64)> {
    versions.iter().map(|version| (version.slug.as_str(), version.version)).collect()
}

#[test]
fn a_campaign_is_found_by_its_slug() {
    each_engine(|store, _| {
        act(store, |sql| campaign::insert(sql, "c1", "national-2022", NOW));
        assert_eq!(read(store, |sql| campaign::id_of(sql, "national-2022")).as_deref(), Some("c1"));
        assert_eq!(read(store, |sql| campaign::id_of(sql, "national")), None);
        assert!(denied(store, |sql| campaign::insert(sql, "c2", "national-2022", NOW)).duplicate);
    });
}

#[test]
fn a_version_waits_until_it_is_confirmed() {
    each_engine(|store, _| {
        act(store, |sql| {
            campaign::insert(sql, "c1", "national-2022", NOW)?;
            campaign::propose(sql, &row::version("c1", "national-2022", 1))
        });
        assert_eq!(numbers(&read(store, campaign::waiting)), [("national-2022", 1)]);
        assert_eq!(numbers(&read(store, campaign::in_force)), []);
        assert!(act(store, |sql| campaign::confirm(sql, "c1", 1, "b", NOW + 7)));
        assert_eq!(numbers(&read(store, campaign::waiting)), []);
        let in_force = read(store, campaign::in_force);
        let mut wanted = row::version("c1", "national-2022", 1);
        (wanted.confirmed_by, wanted.confirmed_at) = (Some("b".to_owned()), Some(NOW + 7));
        assert_eq!(format!("{in_force:?}"), format!("{:?}", [wanted]));
    });
}

#[test]
fn a_proposed_version_leaves_the_one_in_force() {
    each_engine(|store, _| {
        act(store, |sql| {
            row::campaign(sql, "c2", "qinghai-2023")?;
            row::campaign(sql, "c1", "national-2022")?;
            campaign::propose(sql, &row::version("c1", "national-2022", 2))?;
            campaign::propose(sql, &row::version("c1", "national-2022", 3))
        });
        assert_eq!(numbers(&read(store, campaign::in_force)), [("national-2022", 1), ("qinghai-2023", 1)]);
        assert_eq!(numbers(&read(store, campaign::waiting)), [("national-2022", 2), ("national-2022", 3)]);
        assert_eq!(read(store, |sql| Ok([campaign::newest(sql, "c1")?, campaign::newest(sql, "c2")?])), [3, 1]);
        assert_eq!(read(store, |sql| campaign::newest(sql, "none")), 0);
        assert!(act(store, |sql| campaign::confirm(sql, "c1", 3, "b", NOW)));
        assert_eq!(numbers(&read(store, campaign::in_force)), [("national-2022", 3), ("qinghai-2023", 1)]);
    });
}

#[test]
fn a_version_number_is_proposed_once_and_for_a_campaign_that_is_there() {
    each_engine(|store, _| {
        act(store, |sql| row::campaign(sql, "c1", "national-2022"));
        assert!(denied(store, |sql| campaign::propose(sql, &row::version("c1", "national-2022", 1))).duplicate);
        assert!(!denied(store, |sql| campaign::propose(sql, &row::version("none", "none", 1))).duplicate);
    });
}

/// A confirmation that says no must not have moved the campaign.
#[test]
fn a_version_that_was_not_waiting_does_not_come_into_force() {
    each_engine(|store, _| {
        act(store, |sql| {
            row::campaign(sql, "c1", "national-2022")?;
            campaign::propose(sql, &row::version("c1", "national-2022", 2))?;
            campaign::confirm(sql, "c1", 2, "b", NOW)
        });
        for version in [1, 2, 9] {
            assert!(!act(store, move |sql| campaign::confirm(sql, "c1", version, "d", NOW + 1)), "version {version}");
        }
        let in_force = read(store, campaign::in_force);
        assert_eq!(numbers(&in_force), [("national-2022", 2)]);
        assert_eq!(in_force[0].confirmed_by.as_deref(), Some("b"));
    });
}
