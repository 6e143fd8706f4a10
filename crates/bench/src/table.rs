//! One line a measurement, printed as it comes.

use std::fs;

/// The printed table; its head comes before its first line.
#[derive(Default)]
pub struct Table {
    begun: bool,
}

impl Table {
    /// What was measured, the figure, what it was held against, and the aim.
    pub fn line(&mut self, what: &str, ours: &str, against: &str, aim: &str) {
        if !self.begun {
            println!("| what | ours | against | aim |\n|---|---|---|---|");
            self.begun = true;
        }
        println!("| {what} | {ours} | {against} | {aim} |");
    }
}

/// Machine and settings under which the figures hold.
pub fn conditions() -> String {
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processor.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("");
    let model = model.trim_start_matches([' ', '\t', ':']);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let build = if cfg!(debug_assertions) { "debug build: figures mean nothing" } else { "release build" };
    format!("{cores} cores ({model}), {build}, load at start {}", load())
}

fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or("").to_owned()
}
