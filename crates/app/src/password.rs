use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

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
        let hashed = tokio::task::spawn_blocking(move || {
            argon2.hash_password_with_salt(password.as_bytes(), &salt).map(|hash| hash.to_string())
        });
        let hashed = hashed.await.map_err(|error| Refusal::Fault(error.to_string()))?;
        hashed.map_err(|error| Refusal::Fault(error.to_string()))
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
        let same = tokio::task::spawn_blocking(move || {
            let parsed = argon2::password_hash::phc::PasswordHash::new(&hash);
            parsed.is_ok_and(|parsed| {
                runs.fetch_add(1, Ordering::Relaxed);
                argon2.verify_password(password.as_bytes(), &parsed).is_ok()
            })
        });
        let same = same.await.map_err(|error| Refusal::Fault(error.to_string()))?;
        Ok(same && known)
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
