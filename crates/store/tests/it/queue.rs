mod order;
mod random;
mod waivers;

use linxuan_store::queue::{self, Filter, Queued, Sort};
use linxuan_store::unit::Unit;
use linxuan_store::{Store, account, nomination, search, submission, unit};
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{act, each_engine, keys, read};

/// Three units of two channels with 57 nominations, three handed in at each moment: of every five
/// one is accepted, of every seven one returned, every tenth is a draft still.
struct Lists {
    ground: Ground,
    units: Vec<Unit>,
}

fn lay(store: &Store) -> Lists {
    let ground = Ground::lay(store);
    let mut society = row::unit("u-society", &ground.campaign, 2);
    "society".clone_into(&mut society.channel);
    let to_insert = society.clone();
    act(store, move |sql| unit::insert(sql, &to_insert, "society"));
    let units = vec![ground.unit.clone(), society, ground.unit(store, 3)];
    (0..57).for_each(|number| hand_in(store, &units[number % 3], number));
    Lists { ground, units }
}

fn hand_in(store: &Store, unit: &Unit, number: usize) {
    let at = i64::try_from(number).unwrap();
    let draft = row::nomination(&format!("n{number:02}"), unit, at);
    let package = row::submission(&format!("s{number:02}"), unit, &format!("{number}"));
    act(store, move |sql| {
        nomination::insert(sql, &keys(), &draft)?;
        if number % 10 == 9 {
            return Ok(());
        }
        submission::insert(sql, &package)?;
        nomination::hand_in(sql, &draft.id, &package.id, NOW + at / 3)?;
        search::index(sql, &draft.id, if number.is_multiple_of(2) { "天文" } else { "量子" })?;
        match number {
            _ if number.is_multiple_of(5) => nomination::set_state(sql, &draft.id, "accepted", None),
            _ if number.is_multiple_of(7) => nomination::set_state(sql, &draft.id, "returned", Some(NOW + 99)),
            _ => Ok(()),
        }
    });
}

/// The numbers of all that were handed in, in the order of the queue.
fn handed_in(wanted: impl Fn(usize) -> bool) -> Vec<String> {
    (0..57).filter(|number| number % 10 != 9 && wanted(*number)).map(|number| format!("n{number:02}")).collect()
}

/// The whole queue, page after page.
fn pages(store: &Store, campaign: &str, filter: &Filter) -> Vec<String> {
    let mut filter = filter.clone();
    let mut found: Vec<String> = Vec::new();
    loop {
        let (page, campaign) = (filter.clone(), campaign.to_owned());
        let lines = read(store, move |sql| queue::queue(sql, &campaign, &page));
        assert!(lines.len() <= usize::try_from(filter.most).unwrap());
        let Some(last) = lines.last() else { return found };
        filter.after = Some(last.place(filter.sort));
        found.extend(lines.into_iter().map(|line| line.id));
    }
}

#[test]
fn pages_have_no_gap_and_no_line_twice() {
    each_engine(|store, _| {
        let campaign = lay(store).ground.campaign;
        // 57 less the drafts 9, 19, 29, 39, 49.
        let mut all = handed_in(|_| true);
        assert_eq!(all.len(), 52);
        for most in [1, 2, 5, 52, 100] {
            assert_eq!(pages(store, &campaign, &Filter { most, ..Filter::default() }), all, "pages of {most}");
        }
        all.reverse();
        for most in [1, 3, 7, 60] {
            let filter = Filter { most, descending: true, ..Filter::default() };
            assert_eq!(pages(store, &campaign, &filter), all, "pages of {most}, newest first");
        }
    });
}

#[test]
fn what_comes_in_meanwhile_moves_no_line_to_another_page() {
    each_engine(|store, _| {
        let lists = lay(store);
        let page = |after: Option<&Queued>| {
            let after = after.map(|line| line.place(Sort::HandedIn));
            let filter = Filter { most: 5, descending: true, after, ..Filter::default() };
            let campaign = lists.ground.campaign.clone();
            read(store, move |sql| queue::queue(sql, &campaign, &filter))
        };
        let first = page(None);
        hand_in(store, &lists.units[0], 60);
        let second = page(first.last());
        let ids = |lines: &[Queued]| lines.iter().map(|line| line.id.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!(ids(&first), "n56 n55 n54 n53 n52");
        assert_eq!(ids(&second), "n51 n50 n48 n47 n46");
        assert_eq!(ids(&page(None)), "n60 n56 n55 n54 n53");
    });
}

#[test]
fn the_queue_is_narrowed_by_each_thing_and_by_all() {
    let accepted = |n: usize| n.is_multiple_of(5);
    let returned = move |n: usize| n.is_multiple_of(7) && !accepted(n);
    let some = |text: &str| Some(text.to_owned());
    each_engine(|store, _| {
        let lists = lay(store);
        let check = |filter: Filter, wanted: Vec<String>| {
            let filter = Filter { most: 4, ..filter };
            assert_eq!(pages(store, &lists.ground.campaign, &filter), wanted, "{filter:?}");
            let (campaign, length) = (lists.ground.campaign.clone(), i64::try_from(wanted.len()).unwrap());
            let counts = read(store, move |sql| {
                Ok([queue::count(sql, &campaign, &filter, 1000)?, queue::count(sql, &campaign, &filter, 3)?])
            });
            assert_eq!(counts, [length, length.min(3)]);
        };
        check(Filter { state: some("accepted"), ..Filter::default() }, handed_in(accepted));
        check(Filter { state: some("returned"), ..Filter::default() }, handed_in(returned));
        check(Filter { unit: Some(lists.units[2].id.clone()), ..Filter::default() }, handed_in(|n| n % 3 == 2));
        check(Filter { channel: some("society"), ..Filter::default() }, handed_in(|n| n % 3 == 1));
        check(Filter { channel: some("province"), ..Filter::default() }, handed_in(|n| n % 3 != 1));
        check(Filter { question: "天文".to_owned(), ..Filter::default() }, handed_in(|n| n % 2 == 0));
        check(Filter { state: some("none"), ..Filter::default() }, vec![]);
        let all = Filter {
            state: some("handed-in"),
            unit: Some(lists.units[1].id.clone()),
            channel: some("society"),
            question: "量子".to_owned(),
            ..Filter::default()
        };
        let number = move |n: usize| n % 3 == 1 && n % 2 == 1 && !accepted(n) && !returned(n);
        // 1, 13, 31, 37, 43; 7 is returned, 19 and 49 are drafts, 25 and 55 accepted.
        assert_eq!(handed_in(number), ["n01", "n13", "n31", "n37", "n43"]);
        check(all, handed_in(number));
    });
}

#[test]
fn a_line_says_what_a_list_shows() {
    each_engine(|store, _| {
        let lists = lay(store);
        let campaign = lists.ground.campaign;
        let filter = Filter { most: 100, state: Some("returned".to_owned()), ..Filter::default() };
        let lines = read(store, move |sql| queue::queue(sql, &campaign, &filter));
        let line = &lines[0];
        assert_eq!([line.id.as_str(), line.number.as_str(), line.unit_id.as_str()], ["n07", "N-0207", "u-society"]);
        assert_eq!([line.unit_name.as_str(), line.channel.as_str()], ["第2推荐单位", "society"]);
        assert_eq!(
            [line.track.as_str(), line.findings.as_str(), line.employer.as_str()],
            ["person", "0 0 0", "某某研究所"]
        );
        assert_eq!((line.handed_in_at, line.due_at), (NOW + 2, Some(NOW + 99)));
        assert!(!line.name.is_empty());
        let none = read(store, |sql| queue::queue(sql, "none", &Filter { most: 9, ..Filter::default() }));
        assert!(none.is_empty());
    });
}

#[test]
fn counters_move_and_leave_nought_out() {
    each_engine(|store, _| {
        let recount = |facet: &'static str, from: Option<&'static str>, to: Option<&'static str>| {
            act(store, move |sql| queue::recount(sql, "c1", facet, from, to));
        };
        for _ in 0..3 {
            recount("state", None, Some("handed-in"));
        }
        recount("state", Some("handed-in"), Some("accepted"));
        recount("state", Some("handed-in"), Some("returned"));
        recount("state", Some("returned"), None);
        recount("channel", None, Some("society"));
        recount("channel", None, None);
        let counters = |campaign: &'static str, facet: &'static str| {
            let counted = read(store, move |sql| queue::counters(sql, campaign, facet));
            counted.iter().map(|(value, n)| format!("{value} {n}")).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(counters("c1", "state"), "accepted 1, handed-in 1");
        assert_eq!(counters("c1", "channel"), "society 1");
        assert_eq!(counters("c2", "state"), "");
    });
}

#[test]
fn counters_moved_by_many_at_once_agree() {
    each_engine(|store, _| {
        let acts: Vec<_> = (0..100)
            .map(|number| {
                let from = (number % 2 == 0).then_some("a");
                store.act(move |sql| queue::recount(sql, "c1", "state", from, Some("b")))
            })
            .collect();
        for act in acts {
            act.wait().unwrap();
        }
        let counted = read(store, |sql| queue::counters(sql, "c1", "state"));
        assert_eq!(counted, [("a".to_owned(), -50), ("b".to_owned(), 100)]);
    });
}

#[test]
fn the_board_tells_places_by_track() {
    each_engine(|store, _| {
        let ground = Ground::lay(store);
        let laid =
            [("team", "handed-in"), ("team", "returned"), ("work", "accepted"), ("work", "refused"), ("art", "draft")];
        for (ordinal, (track, state)) in (1..).zip(laid) {
            let mut one = row::nomination(&format!("n{ordinal}"), &ground.unit, ordinal);
            track.clone_into(&mut one.track);
            state.clone_into(&mut one.state);
            act(store, move |sql| nomination::insert(sql, &keys(), &one));
        }
        let board = read(store, move |sql| queue::board(sql, &ground.campaign));
        let [unit] = board.as_slice() else { panic!("{board:?}") };
        assert_eq!([unit.drafts, unit.handed_in, unit.returned, unit.accepted, unit.refused], [1; 5]);
        assert_eq!(unit.taken, [("team".to_owned(), 2), ("work".to_owned(), 1)].into());
    });
}

#[test]
fn the_board_says_where_each_unit_stands() {
    each_engine(|store, _| {
        let lists = lay(store);
        let unit_id = lists.units[1].id.clone();
        act(store, move |sql| {
            for (id, login) in [("a1", "one"), ("a2", "two")] {
                let mut account = row::account(id, login);
                account.unit_id = Some(unit_id.clone());
                account::insert(sql, &account)?;
            }
            account::signed_in(sql, "a1", NOW + 3)?;
            nomination::set_state(sql, "n01", "refused", None)?;
            nomination::set_state(sql, "n04", "refusal-proposed", None)?;
            unit::grant(sql, &row::extra_quota("g1", &unit_id, 2))
        });
        let empty = lists.ground.unit(store, 4);
        let campaign = lists.ground.campaign;
        let board = read(store, move |sql| queue::board(sql, &campaign));
        assert_eq!(board.iter().map(|unit| unit.unit_id.clone()).collect::<Vec<_>>(), {
            let mut ids: Vec<_> = lists.units.iter().map(|unit| unit.id.clone()).collect();
            ids.push(empty.id);
            ids
        });
        let society = &board[1];
        assert_eq!([society.name.as_str(), society.channel.as_str()], ["第2推荐单位", "society"]);
        assert_eq!((society.accounts, society.signed_in_at), (2, Some(NOW + 3)));
        assert_eq!((society.own_quota, society.extra), (Some(3), 2));
        // 1, 4, 7, … 55 are nineteen: drafts 19, 49; accepted 10, 25, 40, 55; returned 7, 28; refused 1; the rest 10.
        let counts = |s: &queue::Standing| [s.drafts, s.handed_in, s.returned, s.accepted, s.refused];
        assert_eq!(counts(society), [2, 10, 2, 4, 1]);
        assert_eq!(society.taken, [("person".to_owned(), 16)].into());
        assert_eq!((counts(&board[3]), board[3].taken.len()), ([0; 5], 0));
        assert_eq!((board[3].accounts, board[3].signed_in_at), (0, None));
    });
}
