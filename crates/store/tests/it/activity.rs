use linxuan_store::activity::{self, Entry, Figure, Sum};
use linxuan_store::unit::Unit;
use linxuan_testkit::row::{self, Ground, MINUTE, NOW};
use linxuan_testkit::{act, denied, each_engine, read};

fn entry(id: &str, unit: &Unit, item: &str, day: &str, counted: i64) -> Entry {
    Entry {
        id: id.to_owned(),
        campaign_id: unit.campaign_id.clone(),
        unit_id: unit.id.clone(),
        activity: item.to_owned(),
        title: "走近科学家".to_owned(),
        day: day.to_owned(),
        place: "科技馆".to_owned(),
        participants: Some(120),
        outlet: String::new(),
        link: "https://news.example/1".to_owned(),
        counted,
        corrects: None,
        logged_by: "clerk".to_owned(),
        logged_at: NOW,
        removed_at: None,
    }
}

fn figure(id: &str, unit: &Unit, item: &str, number: i64) -> Figure {
    Figure {
        id: id.to_owned(),
        campaign_id: unit.campaign_id.clone(),
        unit_id: unit.id.clone(),
        activity: item.to_owned(),
        figure: number,
        reason: "含所属分会".to_owned(),
        overtyped_by: "clerk".to_owned(),
        overtyped_at: NOW,
    }
}

#[test]
fn an_entry_is_read_back_as_it_was_and_stays_when_it_is_removed() {
    each_engine(|store, _| {
        let unit = Ground::lay(store).unit;
        let mut later = entry("e2", &unit, "talks", "2022-05-02", 1);
        later.participants = None;
        later.corrects = Some("e0".to_owned());
        let all = [entry("e1", &unit, "talks", "2022-05-01", 3), later];
        let (rows, id) = (all.clone(), unit.id.clone());
        act(store, move |sql| rows.iter().try_for_each(|row| activity::insert(sql, row)));
        let of = |id: &str| {
            let id = id.to_owned();
            read(store, move |sql| Ok((activity::of_unit(sql, &id)?, activity::count(sql, &id)?)))
        };
        // The newest day first.
        assert_eq!(of(&id), (vec![all[1].clone(), all[0].clone()], 2));
        assert_eq!(of("nobody"), (Vec::new(), 0));
        act(store, |sql| activity::remove(sql, "e2", "leader", NOW + MINUTE));
        // The one who removed it first stays.
        act(store, |sql| activity::remove(sql, "e2", "clerk", NOW + 2 * MINUTE));
        assert_eq!(of(&id), (vec![all[0].clone()], 1));
        let gone = read(store, |sql| activity::find(sql, "e2")).unwrap();
        assert_eq!(gone, Entry { removed_at: Some(NOW + MINUTE), ..all[1].clone() });
        assert_eq!(read(store, |sql| activity::find(sql, "e3")), None);
    });
}

#[test]
fn one_figure_stands_over_an_item_until_it_is_withdrawn() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let other = ground.unit(store, 2);
        let (one, two) = (figure("f1", &ground.unit, "talks", 9), figure("f2", &other, "talks", 4));
        let (rows, again) = ([one.clone(), two.clone()], figure("f3", &ground.unit, "talks", 10));
        act(store, move |sql| rows.iter().try_for_each(|row| activity::overtype(sql, row)));
        let second = again.clone();
        assert!(denied(store, move |sql| activity::overtype(sql, &second)).duplicate);
        let (campaign, unit) = (ground.campaign.clone(), ground.unit.id.clone());
        let of = |unit: Option<&str>| {
            let (campaign, unit) = (campaign.clone(), unit.map(str::to_owned));
            read(store, move |sql| activity::figures(sql, &campaign, unit.as_deref()))
        };
        assert_eq!(of(None).len(), 2);
        assert_eq!(of(Some(&other.id)), [two]);
        assert_eq!(of(Some(&unit)), [one]);
        let id = unit.clone();
        let withdrawn = act(store, move |sql| {
            let first = activity::withdraw(sql, &id, "talks", "clerk", NOW)?;
            Ok((first, activity::withdraw(sql, &id, "talks", "clerk", NOW)?))
        });
        assert_eq!(withdrawn, (true, false));
        let third = again.clone();
        act(store, move |sql| activity::overtype(sql, &third));
        assert_eq!(of(Some(&unit)), [again]);
    });
}

#[test]
fn sums_are_by_unit_item_and_month_without_what_was_removed() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let (one, other) = (ground.unit.clone(), ground.unit(store, 2));
        let rows = [
            entry("a", &one, "talks", "2022-04-30", 2),
            entry("b", &one, "talks", "2022-05-01", 3),
            entry("c", &one, "talks", "2022-05-31", 4),
            entry("d", &one, "reports", "2022-05-31", 7),
            entry("e", &other, "talks", "2022-05-15", 11),
            entry("f", &other, "talks", "2022-05-16", 100),
        ];
        act(store, move |sql| {
            row::campaign(sql, "other", "other")?;
            rows.iter().try_for_each(|row| activity::insert(sql, row))?;
            activity::remove(sql, "f", "clerk", NOW)
        });
        let sum = |unit: &Unit, activity: &str, month: &str, entries: i64, counted: i64| Sum {
            unit_id: unit.id.clone(),
            activity: activity.to_owned(),
            month: month.to_owned(),
            entries,
            counted,
        };
        let of = |campaign: &str, from: &'static str, to: &'static str| {
            let campaign = campaign.to_owned();
            read(store, move |sql| activity::sums(sql, &campaign, [from, to]))
        };
        let april = sum(&one, "talks", "2022-04", 1, 2);
        let may = [sum(&one, "reports", "2022-05", 1, 7), sum(&one, "talks", "2022-05", 2, 7)];
        let theirs = sum(&other, "talks", "2022-05", 1, 11);
        let whole = vec![may[0].clone(), april, may[1].clone(), theirs.clone()];
        assert_eq!(of(&ground.campaign, "2022-01-01", "2022-12-31"), whole);
        // Both ends are among the days.
        let part = vec![may[0].clone(), may[1].clone(), theirs];
        assert_eq!(of(&ground.campaign, "2022-05-01", "2022-05-31"), part);
        assert_eq!(of("other", "2022-01-01", "2022-12-31"), []);
    });
}
