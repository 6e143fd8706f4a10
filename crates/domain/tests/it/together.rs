use linxuan_domain::finding::{Finding, Matter, Verdict};
use linxuan_domain::lifecycle::State;
use linxuan_domain::rulebook::Force;
use linxuan_domain::together::{Case, Hindrance, Together, hindrance};

/// What was found, and what stands in the way for it.
type Row<'a> = (&'a [(Force, Verdict)], Option<Hindrance>);

fn finding(force: Force, verdict: Verdict) -> Finding {
    Finding { rule: "rule".into(), force, verdict, matter: Matter::Secrecy { declared: true } }
}

fn case(state: State, findings: &[Finding]) -> Case<'_> {
    Case { state, shown: 4, version: 4, findings, own_proposal: false }
}

#[test]
fn only_what_waits_can_be_accepted_or_refused() {
    for state in State::ALL {
        let accepts = (state != State::HandedIn).then_some(Hindrance::State(state));
        assert_eq!(hindrance(Together::Accept, case(state, &[])), accepts);
        let proposed = matches!(state, State::RefusalProposed | State::ClosingProposed);
        let refuses = (!proposed).then_some(Hindrance::State(state));
        assert_eq!(hindrance(Together::ConfirmRefusal, case(state, &[])), refuses);
    }
}

#[test]
fn what_a_person_must_weigh_is_not_accepted_unopened() {
    use Force::{Advice, InPrinciple, Must};
    use Verdict::{Breaks, Holds, Open, Waived};
    let table: [Row; 8] = [
        (&[], None),
        (&[(Must, Holds), (InPrinciple, Holds), (Advice, Holds)], None),
        (&[(Advice, Breaks), (Advice, Open)], None),
        (&[(Must, Open)], Some(Hindrance::Findings(1))),
        (&[(Must, Breaks), (Must, Open), (Must, Holds)], Some(Hindrance::Findings(2))),
        (&[(InPrinciple, Breaks)], Some(Hindrance::Findings(1))),
        (&[(InPrinciple, Waived)], Some(Hindrance::Waivers(1))),
        (&[(InPrinciple, Waived), (Must, Breaks)], Some(Hindrance::Findings(1))),
    ];
    for (found, wanted) in table {
        let findings: Vec<Finding> = found.iter().map(|(force, verdict)| finding(*force, *verdict)).collect();
        assert_eq!(hindrance(Together::Accept, case(State::HandedIn, &findings)), wanted, "{found:?}");
        // What is refused was weighed already.
        assert_eq!(hindrance(Together::ConfirmRefusal, case(State::RefusalProposed, &findings)), None);
    }
}

#[test]
fn answers_that_changed_are_not_those_that_were_shown() {
    for (what, state) in [(Together::Accept, State::HandedIn), (Together::ConfirmRefusal, State::RefusalProposed)] {
        let changed = Case { shown: 3, ..case(state, &[]) };
        assert_eq!(hindrance(what, changed), Some(Hindrance::Changed));
    }
}

#[test]
fn who_proposed_does_not_confirm() {
    let own = |state| Case { own_proposal: true, ..case(state, &[]) };
    assert_eq!(hindrance(Together::ConfirmRefusal, own(State::RefusalProposed)), Some(Hindrance::OwnProposal));
    assert_eq!(hindrance(Together::Accept, own(State::HandedIn)), None);
}

#[test]
fn each_is_found_by_its_id() {
    for one in Together::ALL {
        assert_eq!(Together::from_id(one.id()), Some(one));
    }
    assert_eq!(Together::from_id("return"), None);
}
