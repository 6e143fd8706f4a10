//! Steps in order, numbered and timed; the first that fails ends them.

use std::time::{Duration, Instant};

use crate::Outcome;

#[cfg(test)]
mod tests;

pub enum Done {
    Ran,
    /// Left out, and why: said loudly, so that nobody takes it for a pass.
    LeftOut(String),
}

pub struct Step<'a> {
    name: &'static str,
    work: Box<dyn FnOnce() -> Outcome<Done> + 'a>,
}

impl<'a> Step<'a> {
    pub fn new(name: &'static str, work: impl FnOnce() -> Outcome<Done> + 'a) -> Self {
        Self { name, work: Box::new(work) }
    }

    /// A step that is never left out.
    pub fn always(name: &'static str, work: impl FnOnce() -> Outcome + 'a) -> Self {
        Self::new(name, move || work().map(|()| Done::Ran))
    }
}

/// Runs all and prints a table of what was run, however it ended.
pub fn run_with_table(steps: Vec<Step>) -> Outcome {
    let mut table = Vec::new();
    let total = steps.len();
    let mut outcome = Ok(());
    for (number, step) in (1..).zip(steps) {
        if outcome.is_err() {
            table.push(format!("not run   {:>8}  {}", "", step.name));
            continue;
        }
        let (row, ended) = run(number, total, step);
        table.push(row);
        outcome = ended;
    }
    println!("\n{}", table.join("\n"));
    outcome
}

/// Runs one step; its row of the table and how it ended.
pub fn run(number: usize, total: usize, step: Step) -> (String, Outcome) {
    println!("\n[{number}/{total}] {}", step.name);
    let start = now();
    let done = (step.work)();
    let time = seconds(now().duration_since(start));
    let (row, outcome) = row(step.name, &time, done);
    println!("[{number}/{total}] {row}");
    (row, outcome)
}

fn row(name: &str, time: &str, done: Outcome<Done>) -> (String, Outcome) {
    match done {
        Ok(Done::Ran) => (format!("ok        {time:>8}  {name}"), Ok(())),
        Ok(Done::LeftOut(reason)) => (format!("LEFT OUT  {time:>8}  {name}: {reason}"), Ok(())),
        Err(error) => {
            (format!("FAILED    {time:>8}  {name}"), Err(format!("the step \"{name}\" failed: {error}").into()))
        }
    }
}

fn seconds(time: Duration) -> String {
    format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100)
}

#[expect(clippy::disallowed_methods, reason = "how long a step takes is nothing an act sees")]
fn now() -> Instant {
    Instant::now()
}
