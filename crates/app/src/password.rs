use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use tokio::sync::Semaphore;

use crate::{App, Refusal};

/// How passwords are hashed: Argon2id with the parameters of OWASP's sheet
/// (19 MiB, 2 passes, 1 lane).
#[derive(Clone)]
pub(crate) struct Passwords {
    argon2: Argon2<'static>,
    /// A hash of nothing anybody knows: what is compared where no account is.
    nobody: String,
    /// Comparisons made, for the test that each attempt costs one.
    runs: Arc<AtomicU64>,
    /// Each run takes its memory: more at once would exhaust it.
    places: Arc<Semaphore>,
    busy: Arc<Busy>,
}

/// Runs at this moment, and the most there ever were, for the test of their bound.
#[derive(Default)]
struct Busy {
    now: AtomicU64,
    most: AtomicU64,
}

/// Runs at once for each processor.
const RUNS_EACH: usize = 2;

fn places() -> usize {
    RUNS_EACH * std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bGlueHVhbi1ub2JvZHktMQ$0Zl1qOyBOe8TFpAn7J1zGVr0sRvuTsdFmM1YQ0o0b1A";

impl Default for Passwords {
    fn default() -> Self {
        let params = Params::new(MEMORY_KIB, PASSES, 1, None).unwrap_or_default();
        Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            nobody: NOBODY.to_owned(),
            runs: Arc::default(),
            places: Arc::new(Semaphore::new(places())),
            busy: Arc::default(),
        }
    }
}

/// Characters that are hard to mistake for each other on a printed letter.
const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";

impl App {
    /// A password for a letter: four groups of four, 80 bits.
    pub fn letter_password(&self) -> String {
        let bytes: [u8; 16] = self.fresh();
        let letters: Vec<char> = bytes
            .iter()
            .map(|byte| LETTERS.get(usize::from(byte % 32)).map_or('x', |letter| char::from(*letter)))
            .collect();
        letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }

    /// Hashes a password, away from the acts.
    pub(crate) async fn hash(&self, password: String) -> Result<String, Refusal> {
        let salt: [u8; 16] = self.fresh();
        let argon2 = self.passwords.argon2.clone();
        let hashed =
            self.run(move || argon2.hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string()));
        hashed.await?.map_err(|error| Refusal::Fault(error.to_string()))
    }

    /// Runs a hash where there is room; the place is taken until it ends, even if nobody waits any more.
    async fn run<T: Send + 'static>(&self, hash: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
        let fault = |error: &dyn std::fmt::Display| Refusal::Fault(error.to_string());
        let place = self.passwords.places.clone().acquire_owned().await.map_err(|error| fault(&error))?;
        let busy = self.passwords.busy.clone();
        let run = tokio::task::spawn_blocking(move || {
            let now = busy.now.fetch_add(1, Ordering::Relaxed) + 1;
            busy.most.fetch_max(now, Ordering::Relaxed);
            let made = hash();
            busy.now.fetch_sub(1, Ordering::Relaxed);
            drop(place);
            made
        });
        run.await.map_err(|error| fault(&error))
    }

    /// The most hashes that ran at once since the start, and how many may.
    pub fn password_runs_at_once(&self) -> (u64, usize) {
        (self.passwords.busy.most.load(Ordering::Relaxed), places())
    }

    /// How many passwords were compared since the start.
    pub fn password_runs(&self) -> u64 {
        self.passwords.runs.load(Ordering::Relaxed)
    }

    /// Compares a password; runs one hash whether there is an account or not.
    pub(crate) async fn compare(&self, password: String, hash: Option<String>) -> Result<bool, Refusal> {
        let (argon2, runs) = (self.passwords.argon2.clone(), self.passwords.runs.clone());
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.passwords.nobody.clone());
        let same = self.run(move || {
            let parsed = argon2::password_hash::phc::PasswordHash::new(&hash);
            parsed.is_ok_and(|parsed| {
                runs.fetch_add(1, Ordering::Relaxed);
                argon2.verify_password(password.as_bytes(), &parsed).is_ok()
            })
        });
        Ok(same.await? && known)
    }
}

/// Whether a password people choose is good enough, given what is near at hand.
pub(crate) fn good_enough(password: &str, near: &[&str]) -> Result<(), Refusal> {
    let length = password.chars().count();
    if length < 10 {
        return Err(Refusal::Invalid(vec![("new-password", "password-too-short")]));
    }
    if length > 200 || u8::from(zxcvbn::zxcvbn(password, near).score()) < 3 {
        return Err(Refusal::Invalid(vec![("new-password", "password-too-weak")]));
    }
    Ok(())
}
