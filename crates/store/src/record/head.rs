use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use linxuan_domain::merkle::{Frontier, Hash, from_hex, hex, leaf};
use sha2::{Digest, Sha256};

use crate::engine::{Row, Sql, SqlError, SqlExt};

/// Lines placed in one go at most.
const BATCH: i64 = 1024;
/// C2SP signed-note: the algorithm byte of Ed25519.
const ED25519: u8 = 1;

/// Signs the tree's head as a C2SP checkpoint.
#[derive(Clone)]
pub struct Signer {
    /// The log's origin line and key name.
    origin: String,
    key: SigningKey,
}

impl Signer {
    pub fn new(origin: impl Into<String>, secret: &[u8; 32]) -> Self {
        Self { origin: origin.into(), key: SigningKey::from_bytes(secret) }
    }

    /// The key that outsiders check with, base64.
    pub fn public(&self) -> String {
        STANDARD.encode(self.key.verifying_key().as_bytes())
    }

    /// A signed checkpoint over a tree of `size` lines.
    fn note(&self, size: u64, root: &Hash) -> String {
        let body = body(&self.origin, size, root);
        let signature = self.key.sign(body.as_bytes());
        let mut bytes = key_id(&self.origin, &self.key.verifying_key()).to_vec();
        bytes.extend_from_slice(&signature.to_bytes());
        format!("{body}\n— {} {}\n", self.origin, STANDARD.encode(bytes))
    }
}

fn body(origin: &str, size: u64, root: &Hash) -> String {
    format!("{origin}\n{size}\n{}\n", STANDARD.encode(root))
}

fn key_id(origin: &str, key: &VerifyingKey) -> [u8; 4] {
    let hash =
        Sha256::new().chain_update(origin).chain_update([b'\n', ED25519]).chain_update(key.as_bytes()).finalize();
    let mut id = [0; 4];
    id.iter_mut().zip(hash.iter()).for_each(|(to, from)| *to = *from);
    id
}

/// Whether a note is the checkpoint of this size and root, signed by this key.
pub(super) fn note_holds(note: &str, public: &str, size: u64, root: &Hash) -> bool {
    let key = STANDARD.decode(public).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let Some(key) = key.and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok()) else { return false };
    let Some((text, signatures)) = note.split_once("\n\n") else { return false };
    let Some(origin) = text.lines().next() else { return false };
    let line = signatures.trim_end().strip_prefix("— ").and_then(|line| line.split_once(' '));
    let bytes = line.filter(|(name, _)| *name == origin).and_then(|(_, code)| STANDARD.decode(code).ok());
    let Some((id, signature)) = bytes.as_deref().and_then(|bytes| bytes.split_at_checked(4)) else { return false };
    let Ok(signature) = Signature::from_slice(signature) else { return false };
    let wanted = body(origin, size, root);
    let canonical = format!("{wanted}\n— {origin} {}\n", STANDARD.encode([id, &signature.to_bytes()].concat()));
    note == canonical && id == key_id(origin, &key) && key.verify_strict(wanted.as_bytes(), &signature).is_ok()
}

/// Gives the lines without a place theirs, and signs the new head.
///
/// # Errors
/// What the engine says.
pub fn sequence(sql: &mut dyn Sql, signer: &Signer) -> Result<(), SqlError> {
    // By time, as ids are, but along each row by turn: an id is drawn before the act waits for its turn.
    let rows = sql.query(
        "SELECT id AS id, canonical AS canonical FROM (SELECT id, canonical, turn_row, turn,
         MAX(id) OVER (PARTITION BY turn_row ORDER BY turn) AS latest FROM event WHERE position IS NULL) waiting
         ORDER BY latest, turn_row, turn LIMIT $1",
        &[BATCH.into()],
    )?;
    if rows.is_empty() {
        return Ok(());
    }
    // The first statement that writes takes the head's turn: two sequencers never place the same line.
    sql.execute(
        "INSERT INTO log_head (id, size, frontier, note) VALUES (1, 0, '', '') ON CONFLICT (id) DO UPDATE SET id = 1",
        &[],
    )?;
    let Some(mut frontier) = own_head(sql, signer)? else { return Ok(()) };
    for row in &rows {
        place(sql, row, &mut frontier)?;
    }
    let roots: Vec<String> = frontier.roots().iter().map(|root| hex(root)).collect();
    let note = signer.note(frontier.size(), &frontier.root());
    let values = [integer(frontier.size())?.into(), roots.join(" ").into(), note.into(), signer.public().into()];
    sql.execute("UPDATE log_head SET size = $1, frontier = $2, note = $3, public_key = $4 WHERE id = 1", &values)?;
    Ok(())
}

/// The tree as this key last signed it. `None` when somebody else wrote the head: acts go on, but
/// nothing is built upon it and the key is not lent to it; the check of the record says what is wrong.
fn own_head(sql: &mut dyn Sql, signer: &Signer) -> Result<Option<Frontier>, SqlError> {
    let (note, tree) = (checkpoint(sql)?, kept(sql)?);
    let own = |tree: &Frontier| match tree.size() {
        0 => note.is_empty(),
        size => note_holds(&note, &signer.public(), size, &tree.root()),
    };
    Ok(tree.filter(own))
}

fn place(sql: &mut dyn Sql, row: &Row, frontier: &mut Frontier) -> Result<(), SqlError> {
    let position = integer(frontier.size())?;
    let changed = sql.execute(
        "UPDATE event SET position = $1 WHERE id = $2 AND position IS NULL",
        &[position.into(), row.text("id")?.into()],
    )?;
    if changed == 1 {
        frontier.push(leaf(row.text("canonical")?.as_bytes()));
    }
    Ok(())
}

/// The tree's right edge as kept beside the signed head, empty before the first line; `None` when it is none.
pub(super) fn kept(sql: &mut dyn Sql) -> Result<Option<Frontier>, SqlError> {
    let row = sql.first("SELECT size AS size, frontier AS frontier FROM log_head WHERE id = 1", &[])?;
    let Some(row) = row else { return Ok(Some(Frontier::default())) };
    let roots: Option<Vec<Hash>> = row.text("frontier")?.split_whitespace().map(from_hex).collect();
    let size = u64::try_from(row.integer("size")?).ok();
    Ok(size.zip(roots).and_then(|(size, roots)| Frontier::new(size, roots)))
}

fn integer(size: u64) -> Result<i64, SqlError> {
    i64::try_from(size).map_err(|_| SqlError::new("the record is full"))
}

/// The key the database itself names for its signed head, base64; empty before
/// the first line. Outsiders check with the key they were given instead.
///
/// # Errors
/// What the engine says.
pub fn public_key(sql: &mut dyn Sql) -> Result<String, SqlError> {
    let row = sql.first("SELECT public_key AS public_key FROM log_head WHERE id = 1", &[])?;
    row.map_or(Ok(String::new()), |row| row.text("public_key"))
}

/// The newest signed head; empty before the first line.
///
/// # Errors
/// What the engine says.
pub fn checkpoint(sql: &mut dyn Sql) -> Result<String, SqlError> {
    let row = sql.first("SELECT note AS note FROM log_head WHERE id = 1", &[])?;
    row.map_or(Ok(String::new()), |row| row.text("note"))
}
