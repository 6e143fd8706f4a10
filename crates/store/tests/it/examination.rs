use linxuan_store::examination::{self, Examination, Line};
use linxuan_store::{nomination, unit};
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{act, denied, each_engine, keys, read};

fn line(check: &str, passed: bool, reason: &str) -> Line {
    Line { check: check.to_owned(), passed, reason: reason.to_owned() }
}

fn word(id: &str, nomination: &str, verdict: &str, at: i64, lines: Vec<Line>) -> Examination {
    Examination {
        id: id.to_owned(),
        nomination_id: nomination.to_owned(),
        verdict: verdict.to_owned(),
        note: "盖章页不清".to_owned(),
        due_at: (verdict == "returned").then_some(NOW + 100),
        examiner: "a".to_owned(),
        at: NOW + at,
        lines,
    }
}

#[test]
fn words_come_newest_first_with_their_lines() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let draft = ground.nomination(1);
        let id = draft.id.clone();
        let failed = || vec![line("seal", false, "无公章"), line("age", true, "")];
        let words = act(store, move |sql| {
            nomination::insert(sql, &keys(), &draft)?;
            examination::insert(sql, &word("x1", &draft.id, "returned", 1, failed()))?;
            examination::insert(sql, &word("x3", &draft.id, "refusal-proposed", 2, vec![]))?;
            examination::insert(sql, &word("x2", &draft.id, "accepted", 2, vec![]))?;
            examination::of_nomination(sql, &draft.id)
        });
        let mut first = word("x1", &id, "returned", 1, failed());
        first.lines.reverse();
        let wanted = [word("x3", &id, "refusal-proposed", 2, vec![]), word("x2", &id, "accepted", 2, vec![]), first];
        assert_eq!(format!("{words:?}"), format!("{wanted:?}"));
        assert!(read(store, |sql| examination::of_nomination(sql, "none")).is_empty());
    });
}

#[test]
fn a_check_is_answered_once_in_a_word() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let draft = ground.nomination(1);
        let error = denied(store, move |sql| {
            nomination::insert(sql, &keys(), &draft)?;
            let lines = vec![line("seal", false, "无公章"), line("seal", true, "")];
            examination::insert(sql, &word("x1", &draft.id, "returned", 1, lines))
        });
        assert!(error.duplicate);
    });
}

#[test]
fn reasons_are_counted_by_unit_for_returns_alone() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let second = unit::Unit { id: "zz".to_owned(), ..row::unit("zz", &ground.campaign, 2) };
        let drafts = [ground.nomination(1), ground.nomination(2), row::nomination("n-zz", &second, 1)];
        let (campaign, first) = (ground.campaign, ground.unit.id);
        let found = act(store, move |sql| {
            unit::insert(sql, &second, "二")?;
            drafts.iter().try_for_each(|draft| nomination::insert(sql, &keys(), draft))?;
            let [a, b, c] = drafts.map(|draft| draft.id);
            let seal = || line("seal", false, "");
            examination::insert(sql, &word("1", &a, "returned", 1, vec![seal(), line("age", true, "")]))?;
            examination::insert(sql, &word("2", &a, "returned", 2, vec![seal(), line("age", false, "")]))?;
            examination::insert(sql, &word("3", &b, "returned", 3, vec![seal()]))?;
            examination::insert(sql, &word("4", &b, "refusal-proposed", 4, vec![seal()]))?;
            examination::insert(sql, &word("5", &c, "returned", 5, vec![seal()]))?;
            assert!(examination::reasons_by_unit(sql, "none")?.is_empty());
            examination::reasons_by_unit(sql, &campaign)
        });
        let wanted = [(first.as_str(), "age", 1), (first.as_str(), "seal", 3), ("zz", "seal", 1)];
        assert_eq!(
            found.iter().map(|(unit, check, n)| (unit.as_str(), check.as_str(), *n)).collect::<Vec<_>>(),
            wanted
        );
    });
}
