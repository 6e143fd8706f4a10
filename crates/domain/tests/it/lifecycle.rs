//! The life of a nomination: what leads where, and that nothing else does.

use linxuan_domain::access::{Act, Role};
use linxuan_domain::lifecycle::{Correction, Hold, NOMINATION, PROPOSALS, State, next};
use linxuan_domain::value::Instant;

/// The whole life, as it stands in the documents.
const LIFE: &str = "\
draft             save-nomination      draft
draft             withdraw-nomination  withdrawn
draft             hand-in              handed-in
returned          save-nomination      returned
returned          hand-in              handed-in
returned          extend-return        returned
returned          propose-refusal      closing-proposed
handed-in         accept-nomination    accepted
handed-in         return-nomination    returned
handed-in         propose-refusal      refusal-proposed
refusal-proposed  confirm-refusal      refused
refusal-proposed  reject-refusal       handed-in
closing-proposed  confirm-refusal      refused
closing-proposed  reject-refusal       returned
";

#[test]
fn the_table_of_a_nominations_life_is_this_one() {
    let line = |from: State, act: Act, to: State| format!("{:<18}{:<21}{}\n", from.id(), act.id(), to.id());
    let printed: String = NOMINATION.iter().map(|step| line(step.from, step.act, step.to)).collect();
    assert_eq!(printed, LIFE);
}

#[test]
fn no_act_leads_anywhere_that_the_table_does_not_say() {
    for from in State::ALL {
        for act in Act::ALL {
            let listed = LIFE.lines().find_map(|line| {
                let words: Vec<&str> = line.split_whitespace().collect();
                (words[..2] == [from.id(), act.id()]).then(|| words[2])
            });
            assert_eq!(next(from, *act).map(|step| step.to.id()), listed, "{} {}", from.id(), act.id());
        }
    }
}

#[test]
fn accepted_refused_and_withdrawn_are_ends() {
    let ends = State::ALL.into_iter().filter(|state| Act::ALL.iter().all(|act| next(*state, *act).is_none()));
    assert_eq!(ends.collect::<Vec<_>>(), [State::Accepted, State::Refused, State::Withdrawn]);
}

#[test]
fn every_state_can_be_reached_from_a_draft() {
    let mut reached = vec![State::Draft];
    while let Some(step) = NOMINATION.iter().find(|step| reached.contains(&step.from) && !reached.contains(&step.to)) {
        reached.push(step.to);
    }
    reached.sort();
    assert_eq!(reached, State::ALL);
}

#[test]
fn one_act_from_one_state_leads_to_one_state() {
    for (at, step) in NOMINATION.iter().enumerate() {
        assert!(NOMINATION[..at].iter().all(|other| (other.from, other.act) != (step.from, step.act)));
        assert_eq!(next(step.from, step.act), Some(step));
    }
}

#[test]
fn the_form_is_changed_only_as_draft_or_when_returned() {
    let editable = State::ALL.into_iter().filter(|state| state.editable());
    assert_eq!(editable.collect::<Vec<_>>(), [State::Draft, State::Returned]);
    for state in State::ALL {
        assert_eq!(next(state, Act::SaveNomination).is_some(), state.editable(), "{}", state.id());
        assert_eq!(next(state, Act::HandIn).is_some(), state.editable(), "{}", state.id());
    }
}

#[test]
fn what_was_handed_in_and_not_refused_uses_up_the_quota() {
    let counting = State::ALL.into_iter().filter(|state| state.counts());
    let wanted = [State::HandedIn, State::Returned, State::Accepted, State::RefusalProposed, State::ClosingProposed];
    assert_eq!(counting.collect::<Vec<_>>(), wanted);
}

#[test]
fn refusing_takes_two_people_and_returning_a_reason() {
    let guard = |from, act| next(from, act).unwrap().guard;
    assert!(guard(State::RefusalProposed, Act::ConfirmRefusal).contains("another person"));
    assert!(guard(State::RefusalProposed, Act::RejectRefusal).contains("another person"));
    assert!(guard(State::ClosingProposed, Act::ConfirmRefusal).contains("another person"));
    assert!(guard(State::ClosingProposed, Act::RejectRefusal).contains("another person"));
    assert!(guard(State::Returned, Act::ProposeRefusal).contains("due time has passed"));
    assert!(guard(State::Returned, Act::ExtendReturn).contains("once"));
    assert!(guard(State::HandedIn, Act::ReturnNomination).contains("reason"));
    assert!(guard(State::HandedIn, Act::ProposeRefusal).contains("reason"));
}

#[test]
fn every_step_leaves_a_line_in_the_record() {
    for step in NOMINATION {
        let plain = step.event.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(plain && !step.event.is_empty(), "{step:?}");
    }
}

#[test]
fn states_are_found_by_their_ids() {
    for state in State::ALL {
        assert_eq!(State::from_id(state.id()), Some(state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.id());
    }
    assert_eq!(State::from_id("deleted"), None);
}

#[test]
fn what_did_not_come_back_in_time_is_given_more_once_or_closed() {
    let at = |second: i64| Instant(second * 1_000_000);
    let returned = Correction { due: Some(at(100)), extended: false };
    assert_eq!((returned.overdue(at(99)), returned.overdue(at(100))), (false, true));
    assert_eq!((returned.close(at(99)), returned.close(at(100))), (Err(Hold::NotDue), Ok(())));
    // Not later than there was, not later than now, later.
    assert_eq!(returned.extend(at(100), at(50)), Err(Hold::NotLater));
    assert_eq!(returned.extend(at(150), at(150)), Err(Hold::NotLater));
    assert_eq!(returned.extend(at(151), at(150)), Ok(()));
    let again = Correction { due: Some(at(151)), extended: true };
    assert_eq!(again.extend(at(200), at(160)), Err(Hold::ExtendedBefore));
    assert_eq!(again.close(at(160)), Ok(()));
    assert_eq!(Correction { due: None, extended: false }.close(at(1)), Err(Hold::NotDue));
}

#[test]
fn a_proposed_refusal_is_the_examination_s_own() {
    for role in Role::ALL {
        let own = matches!(role, Role::Office | Role::Examiner);
        for state in State::ALL {
            let told = match state {
                State::RefusalProposed if !own => State::HandedIn,
                State::ClosingProposed if !own => State::Returned,
                state => state,
            };
            assert_eq!(state.told(role), told, "{} {}", role.id(), state.id());
        }
    }
    // Whatever leads into one of these states or out of it undecided tells of the proposal.
    let hidden = [State::RefusalProposed, State::ClosingProposed];
    for step in NOMINATION {
        let tells = hidden.contains(&step.to) || hidden.contains(&step.from) && step.to != State::Refused;
        assert_eq!(PROPOSALS.contains(&step.event), tells, "{}", step.event);
    }
}
