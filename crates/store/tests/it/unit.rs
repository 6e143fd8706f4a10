use linxuan_store::SqlError;
use linxuan_store::unit::{self, Attestation, Extension, ExtraQuota, Waiver};
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{act, denied, each_engine, read};

#[test]
fn a_unit_is_kept_as_inserted() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let mut second = row::unit("u2", &ground.campaign, 2);
        (second.own_quota, second.extra) = (None, 2);
        let to_insert = second.clone();
        act(store, move |sql| unit::insert(sql, &to_insert, "key"));
        let found = read(store, |sql| unit::find(sql, "u2")).unwrap();
        assert_eq!(format!("{found:?}"), format!("{second:?}"));
        assert!(read(store, |sql| unit::find(sql, "u3")).is_none());
    });
}

#[test]
fn units_stand_in_their_order_and_once_a_name() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let campaign = ground.campaign.clone();
        assert_eq!(read(store, move |sql| unit::next_ordinal(sql, &campaign)), 2);
        assert_eq!(read(store, |sql| unit::next_ordinal(sql, "none")), 1);
        ground.unit(store, 7);
        ground.unit(store, 3);
        let campaign = ground.campaign.clone();
        let (units, next, mut keys) = read(store, move |sql| {
            Ok((
                unit::of_campaign(sql, &campaign)?,
                unit::next_ordinal(sql, &campaign)?,
                unit::name_keys(sql, &campaign)?,
            ))
        });
        assert_eq!(units.iter().map(|unit| unit.ordinal).collect::<Vec<_>>(), [1, 3, 7]);
        assert_eq!(next, 8);
        keys.sort();
        assert_eq!(keys, ["第1推荐单位", "第3推荐单位", "第7推荐单位"]);
        let again = row::unit("u9", &ground.campaign, 9);
        assert!(denied(store, move |sql| unit::insert(sql, &again, "第3推荐单位")).duplicate);
    });
}

#[test]
fn one_name_stands_in_two_campaigns() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        act(store, |sql| row::campaign(sql, "c2", "other"));
        let name = ground.unit.name;
        act(store, move |sql| unit::insert(sql, &row::unit("u2", "c2", 1), &name));
    });
}

#[test]
fn a_unit_starts_once_and_is_granted_more() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let (id, campaign) = (ground.unit.id, ground.campaign);
        let (first, second) = (row::extra_quota("g1", &id, 2), row::extra_quota("g2", &id, 4));
        let written = vec![ExtraQuota { granted_at: NOW + 1, ..second.clone() }, first.clone()];
        let (found, granted, elsewhere) = act(store, move |sql| {
            unit::start(sql, &id, NOW + 1)?;
            unit::start(sql, &id, NOW + 2)?;
            unit::grant(sql, &first)?;
            unit::grant(sql, &ExtraQuota { granted_at: NOW + 1, ..second })?;
            Ok::<_, SqlError>((unit::find(sql, &id)?, unit::granted(sql, &campaign)?, unit::granted(sql, "other")?))
        });
        let found = found.unwrap();
        assert_eq!((found.started_at, found.extra, found.own_quota), (Some(NOW + 1), 4, Some(3)));
        assert_eq!((granted, elsewhere), (written, Vec::new()));
    });
}

fn extension(id: &str, unit: &str, at: i64) -> Extension {
    Extension {
        id: id.to_owned(),
        unit_id: unit.to_owned(),
        until: NOW + 1000 + at,
        reason: "疫情".to_owned(),
        proposed_by: "a".to_owned(),
        proposed_at: NOW + at,
        confirmed_by: None,
    }
}

#[test]
fn an_extension_is_confirmed_once() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let second = ground.unit(store, 2);
        let (first_id, second_id) = (ground.unit.id.clone(), second.id.clone());
        let answers = act(store, move |sql| {
            unit::propose_extension(sql, &extension("x1", &first_id, 1))?;
            unit::propose_extension(sql, &extension("x2", &first_id, 3))?;
            unit::propose_extension(sql, &extension("x3", &second_id, 2))?;
            let one = unit::confirm_extension(sql, "x1", "b", NOW + 9)?;
            Ok([one, unit::confirm_extension(sql, "x1", "c", NOW + 9)?, unit::confirm_extension(sql, "x9", "b", NOW)?])
        });
        assert_eq!(answers, [true, false, false]);
        let (campaign, unit_id) = (ground.campaign.clone(), ground.unit.id.clone());
        let (all, own, none) = read(store, move |sql| {
            let none = unit::extensions(sql, "none", None)?.len();
            Ok((unit::extensions(sql, &campaign, None)?, unit::extensions(sql, &campaign, Some(&unit_id))?, none))
        });
        let ids = |extensions: &[Extension]| extensions.iter().map(|e| e.id.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!((ids(&all), ids(&own), none), ("x2 x3 x1".to_owned(), "x2 x1".to_owned(), 0));
        let mut wanted = extension("x1", &ground.unit.id, 1);
        wanted.confirmed_by = Some("b".to_owned());
        assert_eq!(format!("{:?}", own[1]), format!("{wanted:?}"));
    });
}

fn attestation(id: &str, unit: &str, item: &str, text: &str, at: i64) -> Attestation {
    Attestation {
        id: id.to_owned(),
        unit_id: unit.to_owned(),
        subject: format!("unit/{unit}"),
        item: item.to_owned(),
        text: text.to_owned(),
        recorded_by: "a".to_owned(),
        recorded_at: NOW + at,
    }
}

#[test]
fn a_step_recorded_again_replaces_its_text() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let id = ground.unit.id;
        let found = act(store, move |sql| {
            unit::attest(sql, &attestation("t1", &id, "integrity", "无异议", 1))?;
            unit::attest(sql, &attestation("t2", &id, "display", "已公示", 2))?;
            unit::attest(sql, &attestation("t3", &id, "integrity", "同意", 3))?;
            assert!(unit::attestations(sql, "none")?.is_empty());
            unit::attestations(sql, &id)
        });
        let found: Vec<_> = found
            .iter()
            .map(|one| (one.id.as_str(), one.item.as_str(), one.text.as_str(), one.recorded_at - NOW))
            .collect();
        assert_eq!(found, [("t2", "display", "已公示", 2), ("t1", "integrity", "同意", 3)]);
    });
}

fn waiver(unit: &str, campaign: &str, rule: &str, at: i64) -> Waiver {
    Waiver {
        subject: format!("unit/{unit}"),
        rule: rule.to_owned(),
        unit_id: unit.to_owned(),
        campaign_id: campaign.to_owned(),
        reason: format!("因为{at}"),
        written_by: "a".to_owned(),
        written_at: NOW + at,
    }
}

#[test]
fn a_waiver_stands_once_a_rule_and_is_listed_newest_first() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let second = ground.unit(store, 2);
        let (campaign, first, second) = (ground.campaign, ground.unit.id, second.id);
        let (all, own, none) = act(store, move |sql| {
            unit::waive(sql, &waiver(&first, &campaign, "share-under-45", 1))?;
            unit::waive(sql, &waiver(&first, &campaign, "share-of-members", 2))?;
            unit::waive(sql, &waiver(&second, &campaign, "share-under-45", 3))?;
            unit::waive(sql, &waiver(&first, &campaign, "share-under-45", 4))?;
            let none = unit::waivers(sql, "none", None)?.len();
            Ok((unit::waivers(sql, &campaign, None)?, unit::waivers(sql, &campaign, Some(&second))?, none))
        });
        let lines = |waivers: &[Waiver]| waivers.iter().map(|w| format!("{} {}", w.rule, w.reason)).collect::<Vec<_>>();
        assert_eq!(lines(&all), ["share-under-45 因为4", "share-under-45 因为3", "share-of-members 因为2"]);
        assert_eq!(lines(&own), ["share-under-45 因为3"]);
        assert_eq!(none, 0);
    });
}
