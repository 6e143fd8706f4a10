//! 归档: a folder that says everything, to whoever may know it.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use linxuan_app::{Refusal, archive, bag};
use linxuan_store::seal::Keys;
use linxuan_testkit::keys;
use sha2::{Digest, Sha256};

use crate::world::{MAIN, World, each_engine};

async fn written(world: &World, name: &str, keys: Option<Keys>) -> (std::path::PathBuf, Result<bag::Summary, String>) {
    let folder = std::env::temp_dir().join(format!("linxuan-archive-{}-{name}", std::process::id()));
    drop(fs::remove_dir_all(&folder));
    let (out, now) = (folder.clone(), world.app.now());
    let done = world.looking.read(move |sql| archive::write(sql, MAIN, keys.as_ref(), &out, now)).done().await;
    (folder, done.map_err(|error| format!("{error:?}")))
}

#[test]
fn an_archive_is_whole_without_a_server_and_closed_without_the_key() {
    each_engine(&[MAIN, "blank"], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "=星辰学会", "society").await;
        world.nominate(&clerk, 1).await;
        world.record_steps(&clerk).await;
        let receipt = world.hand_in(&clerk, "one").await.unwrap();
        world.app.settle().await.unwrap();

        let (folder, summary) = written(world, "closed", None).await;
        let read = |path: &str| fs::read_to_string(folder.join("data").join(path)).unwrap();
        let verified = bag::verify(&folder).unwrap();
        assert_eq!((verified.files, verified.faults), (summary.unwrap().files, vec![]));
        let mut sums = Command::new("sha256sum");
        let sums = sums.args(["--quiet", "--strict", "-c", "manifest-sha256.txt"]).current_dir(&folder).status();
        assert!(sums.unwrap().success());
        // The hash on the receipt is that of the file.
        let manifest = read(&format!("receipts/{}.json", receipt.number));
        assert_eq!(linxuan_domain::merkle::hex(&Sha256::digest(&manifest)), receipt.manifest_hash);
        // What a spreadsheet would take for a formula is text there, and itself in JSON.
        assert!(
            read("tables/unit.csv").starts_with("\u{feff}\"id\",")
                && read("tables/unit.csv").contains("\"'=星辰学会\"")
        );
        let units: serde_json::Value = serde_json::from_str(&read("tables/unit.json")).unwrap();
        assert_eq!((units.as_array().unwrap().len(), units[0]["name"].as_str().unwrap()), (1, "=星辰学会"));
        let campaigns: serde_json::Value = serde_json::from_str(&read("tables/campaign.json")).unwrap();
        assert_eq!((campaigns.as_array().unwrap().len(), campaigns[0]["slug"].as_str().unwrap()), (1, MAIN));
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&read("tables/extension.json")).unwrap(),
            serde_json::json!([])
        );
        assert!(linxuan_store::record::verify_export(&folder.join("data/record"), None).unwrap().is_empty());

        let (open, _) = written(world, "open", Some(keys())).await;
        let opened = fs::read_to_string(open.join("data/tables/nomination.csv")).unwrap();
        let head = |text: &str| text.lines().next().unwrap().split(',').map(str::to_owned).collect::<BTreeSet<_>>();
        let more: Vec<String> = head(&opened).difference(&head(&read("tables/nomination.csv"))).cloned().collect();
        assert_eq!(more, ["\"sealed\""]);
        let said = |folder: &std::path::Path| fs::read_to_string(folder.join("data/dictionary.csv")).unwrap();
        assert!(said(&folder).contains("\"nomination\",\"sealed\",\"sealed\",\"no\""));
        assert!(said(&open).contains("\"nomination\",\"sealed\",\"sealed\",\"yes\""));

        let (wrong, refused) = written(world, "wrong", Some(Keys::derive(&[9; 32]))).await;
        assert!(refused.unwrap_err().contains("cannot be opened"));
        assert!(!wrong.exists(), "half an archive is none");
        for folder in [folder, open, wrong] {
            drop(fs::remove_dir_all(folder));
        }
    });
}

#[test]
fn only_a_campaign_in_force_is_archived() {
    each_engine(&[MAIN], async |world| {
        assert_eq!(world.looking.read(archive::campaigns).done().await.unwrap(), [MAIN]);
        let now = world.app.now();
        let none = std::env::temp_dir().join("linxuan-archive-of-none");
        let out = none.clone();
        let refused = world.looking.read(move |sql| archive::write(sql, "none", None, &out, now)).done().await;
        assert!(matches!(refused, Err(linxuan_store::ActError::Refused(Refusal::NotFound))));
        assert!(!none.exists());
    });
}
