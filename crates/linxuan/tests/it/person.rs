use std::io::{BufRead, BufReader};
use std::time::SystemTime;

use crate::place::{Place, Ran, answer, end};

/// A person with login, password and second factor, as the program knows them.
pub struct Person {
    login: String,
    password: String,
    secret: Vec<u8>,
    /// The last time step used: each serves once.
    step: i64,
}

impl Person {
    /// Opens the account of a letter by running a command for the first time:
    /// a new password is chosen and a second factor set up on the way.
    pub fn first(place: &Place, letter: &str, arguments: &[&str]) -> (Self, Ran) {
        let page = place.read(letter);
        let (login, one_time) = (after(&page, "<dt>Login</dt>"), after(&page, "<dt>One-time password</dt>"));
        let password = format!("{one_time} and more of my own");
        let variables =
            [("LINXUAN_LOGIN", &*login), ("LINXUAN_PASSWORD", &*one_time), ("LINXUAN_NEW_PASSWORD", &*password)];
        let mut child = place.start(arguments, &variables);
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("authenticator: ") {
            assert!(errors.read_line(&mut said).unwrap() > 0, "ended early: {said}");
        }
        let secret = from_base32(said.lines().last().unwrap().rsplit(' ').next().unwrap());
        // One step early, which is allowed, so that two more codes are good at once.
        let step = now_step() - 1;
        answer(&mut child, &linxuan_app::session::code_at(&secret, step).unwrap());
        std::io::Read::read_to_string(&mut errors, &mut said).unwrap();
        (Self { login, password, secret, step }, end(child, said))
    }

    /// Runs a command as this person.
    pub fn run(&mut self, place: &Place, arguments: &[&str]) -> Ran {
        self.step += 1;
        while self.step > now_step() + 1 {
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
        self.step = self.step.max(now_step() - 1);
        let code = linxuan_app::session::code_at(&self.secret, self.step).unwrap();
        let variables =
            [("LINXUAN_LOGIN", &*self.login), ("LINXUAN_PASSWORD", &*self.password), ("LINXUAN_CODE", &*code)];
        place.run_with(arguments, &variables)
    }
}

/// The text of the `dd` that follows a `dt`.
pub fn after(page: &str, term: &str) -> String {
    let rest = page.split_once(term).unwrap().1.split_once('>').unwrap().1;
    rest.split_once('<').unwrap().0.to_owned()
}

#[expect(clippy::disallowed_methods, reason = "codes are made for the moment the program runs in")]
fn now_step() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap() / 30
}

fn from_base32(text: &str) -> Vec<u8> {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let value = |letter| letters.find(letter).unwrap();
    let bits: Vec<usize> = text.trim().chars().flat_map(|c| (0..5).rev().map(move |at| value(c) >> at & 1)).collect();
    bits.chunks_exact(8).map(|eight| u8::try_from(eight.iter().fold(0, |n, bit| n << 1 | bit)).unwrap()).collect()
}
