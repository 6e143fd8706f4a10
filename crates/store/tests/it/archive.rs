use std::collections::{BTreeMap, BTreeSet};

use linxuan_domain::archive_names::{Is, LEFT_OUT, TABLES, Table};
use linxuan_store::engine::Engine;
use linxuan_store::{Sql, archive, nomination, submission};
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{act, each_engine, keys, read};
use serde_json::json;

/// Every table with its columns, as the engine has them.
fn columns(sql: &mut dyn Sql) -> BTreeMap<String, BTreeSet<String>> {
    let text = match sql.engine() {
        Engine::Sqlite => {
            "SELECT m.name AS t, p.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) p
             WHERE m.type = 'table'"
        }
        Engine::Postgres => {
            "SELECT CAST(table_name AS TEXT) AS t, CAST(column_name AS TEXT) AS c FROM information_schema.columns
             WHERE table_schema = 'public'"
        }
    };
    let mut all = BTreeMap::<String, BTreeSet<String>>::new();
    for row in sql.query(text, &[]).unwrap() {
        all.entry(row.text("t").unwrap()).or_default().insert(row.text("c").unwrap());
    }
    all
}

/// A column that a migration adds must be explained, and be held or left out on purpose.
#[test]
fn every_table_and_column_stands_in_the_list() {
    each_engine(|store, _| {
        let there = read(store, |sql| Ok(columns(sql)));
        for (table, columns) in &there {
            let left_out = |known: &Table| known.name == table || table.starts_with(&format!("{}_", known.name));
            match TABLES.iter().find(|known| known.name == table) {
                Some(known) => {
                    let known: BTreeSet<String> = known.columns.iter().map(|column| column.name.to_owned()).collect();
                    assert_eq!(&known, columns, "{table}");
                }
                None => assert!(LEFT_OUT.iter().any(left_out), "{table} is in no list"),
            }
        }
        let missing = TABLES.iter().chain(LEFT_OUT).find(|known| !there.contains_key(known.name));
        assert!(missing.is_none(), "{missing:?} is not in the database");
    });
}

fn table(name: &str) -> &'static Table {
    TABLES.iter().find(|table| table.name == name).unwrap()
}

#[test]
fn personal_answers_are_there_only_with_the_keys() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let mut nomination = ground.nomination(1);
        nomination.personal.set_text("phone", "99000000001");
        nomination.person = Some("blind".to_owned());
        let (id, campaign) = (nomination.id.clone(), ground.campaign.clone());
        act(store, move |sql| {
            nomination::insert(sql, &keys(), &nomination)?;
            nomination::hand_in(sql, &nomination.id, "s1", NOW)
        });
        for name in ["nomination", "nomination_snapshot"] {
            let table = table(name);
            let (without, with) = (campaign.clone(), campaign.clone());
            let closed = read(store, move |sql| archive::page(sql, table, &without, None, 0));
            let open = read(store, move |sql| archive::page(sql, table, &with, Some(&keys()), 0));
            assert_eq!((closed.len(), open.len()), (1, 1));
            assert!(!json!(closed).to_string().contains("99000000001"), "{name}");
            assert!(json!(open).to_string().contains("99000000001"), "{name}");
            for rows in [&closed, &open] {
                assert!(json!(rows).to_string().contains(&id) && !json!(rows).to_string().contains("blind"));
            }
            let names: Vec<&str> = archive::held(table, false).map(|column| column.name).collect();
            assert_eq!(closed[0].len(), names.len());
            assert!(!names.contains(&"sealed") && !names.contains(&"person"));
        }
    });
}

#[test]
fn a_campaign_s_rows_and_no_other_s_are_walked_page_by_page() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        act(store, |sql| row::campaign(sql, "other", "other-2022"));
        for ordinal in 2..=501 {
            ground.unit(store, ordinal);
        }
        let unit = ground.unit.clone();
        act(store, move |sql| submission::insert(sql, &row::submission("s1", &unit, "R-1")));
        let at = |skipped| {
            let campaign = ground.campaign.clone();
            read(store, move |sql| archive::page(sql, table("unit"), &campaign, None, skipped))
        };
        assert_eq!((at(0).len(), at(500).len(), at(501).len()), (500, 1, 0));
        for known in TABLES {
            let rows = read(store, move |sql| archive::page(sql, known, "other", None, 0));
            let wanted = usize::from(["campaign", "rulebook_version"].contains(&known.name));
            assert_eq!(rows.len(), wanted, "{}", known.name);
        }
        let campaign = ground.campaign.clone();
        let files = read(store, move |sql| archive::files(sql, &campaign));
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["rulebook/1.toml", "rulebook/1.md", "receipts/R-1.json"]);
        assert_eq!(files[2].1, "{}");
    });
}

#[test]
fn values_are_written_as_the_list_says() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let campaign = ground.campaign.clone();
        let rows = read(store, move |sql| archive::page(sql, table("campaign"), &campaign, None, 0));
        // 2022-05-01T00:00Z, see the row.
        assert_eq!(rows, [[json!(ground.campaign), json!("national-2022"), json!(1), json!("2022-05-01T00:00:00Z")]]);
    });
    assert!(TABLES.iter().all(|table| table.columns.iter().all(|column| !column.chinese.is_empty())));
    assert!(!Is::Secret.held(true) && !Is::Index.held(true) && Is::Sealed.held(true) && !Is::Sealed.held(false));
}
