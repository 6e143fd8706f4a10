use std::cell::RefCell;
use std::time::Duration;

use super::{Done, Step, row, run_with_table, seconds};

#[test]
fn the_first_failure_ends_the_steps_and_is_named() {
    let seen = RefCell::new(Vec::new());
    let steps = vec![
        Step::always("first", || {
            seen.borrow_mut().push(1);
            Ok(())
        }),
        Step::new("second", || Ok(Done::LeftOut("nothing to do".into()))),
        Step::always("third", || Err("it broke".into())),
        Step::always("fourth", || {
            seen.borrow_mut().push(4);
            Ok(())
        }),
    ];
    assert_eq!(run_with_table(steps).unwrap_err().to_string(), "the step \"third\" failed: it broke");
    assert_eq!(seen.into_inner(), [1]);
}

#[test]
fn a_step_left_out_does_not_look_like_one_that_passed() {
    let (ran, outcome) = row("journeys", "0.1 s", Ok(Done::Ran));
    assert!(ran.starts_with("ok ") && outcome.is_ok());
    let (left_out, outcome) = row("journeys", "0.1 s", Ok(Done::LeftOut("none yet".into())));
    assert!(left_out.starts_with("LEFT OUT") && left_out.ends_with("journeys: none yet") && outcome.is_ok());
}

#[test]
fn times_have_one_decimal() {
    assert_eq!(seconds(Duration::from_millis(61_987)), "61.9 s");
}
