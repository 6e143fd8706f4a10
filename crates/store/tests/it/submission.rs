use linxuan_store::submission;
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{act, denied, each_engine, read};

#[test]
fn a_submission_is_found_by_id_and_by_key() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let mut package = row::submission("s1", &ground.unit, "QH-BS-01");
        package.repeat_key = "page-7".to_owned();
        let to_insert = package.clone();
        act(store, move |sql| submission::insert(sql, &to_insert));
        let wanted = format!("{:?}", Some(package));
        assert_eq!(format!("{:?}", read(store, |sql| submission::find(sql, "s1"))), wanted);
        assert_eq!(format!("{:?}", read(store, |sql| submission::by_key(sql, "page-7"))), wanted);
        assert!(read(store, |sql| submission::find(sql, "page-7")).is_none());
        assert!(read(store, |sql| submission::by_key(sql, "s1")).is_none());
    });
}

#[test]
fn a_number_and_a_key_stand_once() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let unit = ground.unit;
        let first = row::submission("s1", &unit, "1");
        act(store, move |sql| submission::insert(sql, &first));
        let number = row::submission("s2", &unit, "1");
        assert!(denied(store, move |sql| submission::insert(sql, &number)).duplicate);
        let mut key = row::submission("s3", &unit, "3");
        key.repeat_key = "s1".to_owned();
        assert!(denied(store, move |sql| submission::insert(sql, &key)).duplicate);
    });
}

#[test]
fn a_unit_s_submissions_are_listed_oldest_first() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let second = ground.unit(store, 2);
        let (first, other) = (ground.unit.clone(), second.id);
        let found = act(store, move |sql| {
            for (id, at) in [("s3", 1), ("s1", 2), ("s2", 1)] {
                let mut package = row::submission(id, &first, id);
                package.submitted_at = NOW + at;
                submission::insert(sql, &package)?;
            }
            assert!(submission::of_unit(sql, &other)?.is_empty());
            submission::of_unit(sql, &first.id)
        });
        assert_eq!(found.iter().map(|package| package.id.as_str()).collect::<Vec<_>>(), ["s2", "s3", "s1"]);
    });
}
