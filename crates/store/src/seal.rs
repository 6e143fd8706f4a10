//! Personal data at rest: sealed per row, found again by a keyed index,
//! committed to in the record under a key that can be destroyed.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use linxuan_domain::merkle::hex;
use sha2::Sha256;

use crate::engine::SqlError;

/// The keys of one installation, all derived from a master key that lives
/// apart from the database.
#[derive(Clone)]
pub struct Keys {
    seal: [u8; 32],
    nonce: [u8; 32],
    index: [u8; 32],
    commitment: [u8; 32],
}

fn keyed(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mac = <Hmac<Sha256> as hmac::digest::KeyInit>::new_from_slice(key);
    let Ok(mut mac) = mac else { return [0; 32] };
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

impl Keys {
    pub fn derive(master: &[u8; 32]) -> Self {
        let derived = |purpose: &str| keyed(master, &[b"linxuan", purpose.as_bytes()]);
        Self {
            seal: derived("seal"),
            nonce: derived("nonce"),
            index: derived("index"),
            commitment: derived("commitment"),
        }
    }

    /// Seals bytes for one place, `table/row/column`. The nonce follows from
    /// place and content, so nothing is revealed but that a place did not change.
    ///
    /// # Errors
    /// When the text is too long for the cipher.
    pub fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, SqlError> {
        let full = keyed(&self.nonce, &[place.as_bytes(), plain]);
        let nonce: Vec<u8> = full.iter().copied().take(24).collect();
        let cipher = XChaCha20Poly1305::new(&Key::from(self.seal));
        let at = XNonce::try_from(nonce.as_slice()).map_err(|_| SqlError::new("nonce"))?;
        let sealed = cipher.encrypt(&at, Payload { msg: plain, aad: place.as_bytes() });
        let sealed = sealed.map_err(|_| SqlError::new("cannot be sealed"))?;
        Ok([nonce, sealed].concat())
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// When it was sealed elsewhere, with another key, or was changed.
    pub fn open(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>, SqlError> {
        let broken = || SqlError::new(format!("{place} cannot be opened"));
        let (nonce, sealed) = sealed.split_at_checked(24).ok_or_else(broken)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| broken())?;
        let cipher = XChaCha20Poly1305::new(&Key::from(self.seal));
        cipher.decrypt(&nonce, Payload { msg: sealed, aad: place.as_bytes() }).map_err(|_| broken())
    }

    /// The blind index of a value: equal values, equal index, nothing else.
    pub fn index(&self, kind: &str, value: &str) -> String {
        hex(&keyed(&self.index, &[kind.as_bytes(), value.as_bytes()]))
    }

    /// A keyed commitment for the record: says that a value changed, not what it was.
    pub fn commitment(&self, subject: &str, value: &str) -> String {
        let full = hex(&keyed(&self.commitment, &[subject.as_bytes(), value.as_bytes()]));
        format!("keyed:{}", full.get(..24).unwrap_or_default())
    }

    /// The form in which a token is stored.
    pub fn token(&self, token: &str) -> String {
        self.index("token", token)
    }
}
