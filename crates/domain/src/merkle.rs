//! The tree over the record: RFC 6962, section 2.1, SHA-256.

use sha2::{Digest, Sha256};

/// One hash of the tree.
pub type Hash = [u8; 32];

/// The hash of an entry: SHA-256(0x00 ‖ bytes).
pub fn leaf(bytes: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(bytes).finalize().into()
}

/// The hash of two subtrees: SHA-256(0x01 ‖ left ‖ right).
pub fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The right edge of a growing tree: the roots of its complete subtrees,
/// largest first. Enough to append and to know the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    roots: Vec<Hash>,
}

impl Frontier {
    /// `None` when the number of roots does not fit the size.
    pub fn new(size: u64, roots: Vec<Hash>) -> Option<Self> {
        (u64::from(size.count_ones()) == roots.len() as u64).then_some(Self { size, roots })
    }

    pub const fn size(&self) -> u64 {
        self.size
    }

    pub fn roots(&self) -> &[Hash] {
        &self.roots
    }

    /// Adds one leaf; as many complete subtrees merge as the size has trailing ones.
    pub fn push(&mut self, leaf: Hash) {
        let mut merged = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                merged = node(&left, &merged);
            }
        }
        self.roots.push(merged);
        self.size += 1;
    }

    /// The tree's root; of an empty tree SHA-256 of nothing.
    pub fn root(&self) -> Hash {
        let mut right_to_left = self.roots.iter().rev().copied();
        let Some(last) = right_to_left.next() else { return Sha256::digest([]).into() };
        right_to_left.fold(last, |right, left| node(&left, &right))
    }
}

/// Checks that a leaf stands at `index` of a tree of `size` leaves with `root`
/// (RFC 9162, section 2.1.3.2).
pub fn includes(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            hash = node(sibling, &hash);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            hash = node(&hash, sibling);
        }
        (at, last) = (at / 2, last / 2);
    }
    last == 0 && hash == *root
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |text, byte| text + &format!("{byte:02x}"))
}

/// Reads 64 hexadecimal digits.
pub fn from_hex(text: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(hash)
}
