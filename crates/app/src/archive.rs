//! A campaign's archive: a self-checking folder that needs no server, with every table, what
//! its columns mean, the rulebooks, the receipts' manifests and the record.

use std::cell::RefCell;
use std::io::{self, Cursor, Read};
use std::path::Path;

use linxuan_domain::archive_names::{LEFT_OUT, TABLES, Table};
use linxuan_domain::value::{Instant, Language};
use linxuan_store::archive;
use linxuan_store::seal::Keys;
use linxuan_store::{Sql, campaign, record};
use serde_json::{Value as Json, json};

use crate::bag::{self, About, Entry, Packing, Summary};
use crate::csv_line::line;
use crate::{Refusal, Running};

/// The campaigns in force, by short name: which can be archived.
///
/// # Errors
/// What the database says.
pub fn campaigns(sql: &mut dyn Sql) -> Result<Vec<String>, Refusal> {
    Ok(campaign::in_force(sql)?.into_iter().map(|version| version.slug).collect())
}

/// Writes a campaign's archive to a new folder; personal answers only with the keys.
///
/// # Errors
/// When there is no such campaign, the keys do not fit, or the folder cannot be written.
pub fn write(
    sql: &mut dyn Sql,
    slug: &str,
    keys: Option<&Keys>,
    folder: &Path,
    now: Instant,
) -> Result<Summary, Refusal> {
    let version = campaign::in_force(sql)?.into_iter().find(|version| version.slug == slug);
    let running = Running::read(version.ok_or(Refusal::NotFound)?)?;
    let files = archive::files(sql, running.id.as_str())?;
    let key = record::public_key(sql)?;
    let lines = record::export(sql, &key)?;
    let lines = lines.into_iter().map(|(name, content)| text(format!("record/{name}"), content));
    let sql = RefCell::new(sql);
    let tables = TABLES.iter().flat_map(|table| {
        [Form::Csv, Form::Json].map(|form| Walk::entry(table, form, &sql, running.id.as_str(), keys))
    });
    let files = files.into_iter().map(|(name, content)| text(name, content));
    let entries = dictionary(keys.is_some()).into_iter().chain(tables).chain(files).chain(lines);
    bag::write_folder(folder, entries, &about(&running, now))
        .map_err(|error| Refusal::Fault(format!("{}: {error}", folder.display())))
}

fn about(running: &Running, now: Instant) -> About {
    let campaign = &running.rulebook.campaign;
    About {
        folder: running.slug.clone(),
        source: campaign.title.text(Language::Chinese).to_owned(),
        identifier: format!("{} {}", running.slug, running.hash),
        at: now.civil(&running.rulebook.zone()),
    }
}

fn text(path: String, content: String) -> Entry<'static> {
    Entry { path, packing: Packing::Deflated, content: Box::new(Cursor::new(content)) }
}

/// What each table and column means, and whether it is here.
fn dictionary(with_personal: bool) -> Vec<Entry<'static>> {
    let columns = TABLES.iter().flat_map(|table| table.columns.iter().map(move |column| (table, column)));
    let rows = columns.map(|(table, column)| {
        let held = column.is.held(with_personal);
        (table.name, column.name, column.is.id(), held, column.chinese, column.english)
    });
    let all = TABLES.iter().map(|table| (table.name, "", "table", true, table.chinese, table.english));
    let without = LEFT_OUT.iter().map(|table| (table.name, "", "table", false, table.chinese, table.english));
    let (mut csv, mut lines) = (HEAD.to_owned(), Vec::new());
    for (table, column, kind, held, chinese, english) in all.chain(rows).chain(without) {
        let cells = [table, column, kind, if held { "yes" } else { "no" }, chinese, english];
        csv += &line(&cells.map(str::to_owned));
        lines.push(
            json!({ "table": table, "column": column, "type": kind, "held": held, "zh": chinese, "en": english }),
        );
    }
    let all = serde_json::to_string_pretty(&lines).unwrap_or_default();
    vec![text("dictionary.csv".to_owned(), csv), text("dictionary.json".to_owned(), all)]
}

/// With the mark without which office programs guess another encoding.
const HEAD: &str = "\u{feff}\"table\",\"column\",\"type\",\"held\",\"zh\",\"en\"\r\n";

#[derive(Clone, Copy, PartialEq)]
enum Form {
    Csv,
    /// An array of objects, one a line.
    Json,
}

/// One table on its way out, a page at a time.
struct Walk<'a, 'sql> {
    table: &'static Table,
    form: Form,
    sql: &'a RefCell<&'sql mut dyn Sql>,
    campaign: &'a str,
    keys: Option<&'a Keys>,
    rows: i64,
    ended: bool,
    page: Cursor<String>,
}

impl<'a, 'sql> Walk<'a, 'sql> {
    fn entry(
        table: &'static Table,
        form: Form,
        sql: &'a RefCell<&'sql mut dyn Sql>,
        campaign: &'a str,
        keys: Option<&'a Keys>,
    ) -> Entry<'a> {
        let extension = if form == Form::Csv { "csv" } else { "json" };
        let path = format!("tables/{}.{extension}", table.name);
        let mut walk = Self { table, form, sql, campaign, keys, rows: 0, ended: false, page: Cursor::default() };
        walk.page = Cursor::new(walk.head());
        Entry { path, packing: Packing::Deflated, content: Box::new(walk) }
    }

    fn columns(&self) -> impl Iterator<Item = &'static str> + use<> {
        archive::held(self.table, self.keys.is_some()).map(|column| column.name)
    }

    fn head(&self) -> String {
        match self.form {
            Form::Csv => format!("\u{feff}{}", line(&self.columns().map(str::to_owned).collect::<Vec<_>>())),
            Form::Json => "[\n".to_owned(),
        }
    }

    fn next(&mut self) -> io::Result<String> {
        let rows = archive::page(&mut **self.sql.borrow_mut(), self.table, self.campaign, self.keys, self.rows);
        let rows = rows.map_err(io::Error::other)?;
        let mut page = String::new();
        for row in rows {
            page += &self.row(row);
            self.rows += 1;
        }
        if page.is_empty() {
            self.ended = true;
            page = if self.form == Form::Json { "\n]\n".to_owned() } else { page };
        }
        Ok(page)
    }

    fn row(&self, row: Vec<Json>) -> String {
        match self.form {
            Form::Csv => line(&row.into_iter().map(cell).collect::<Vec<_>>()),
            Form::Json => {
                let object: serde_json::Map<String, Json> = self.columns().map(str::to_owned).zip(row).collect();
                let comma = if self.rows == 0 { "" } else { ",\n" };
                format!("{comma}{}", Json::Object(object))
            }
        }
    }
}

/// A value as a spreadsheet shows it.
fn cell(value: Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text,
        other => other.to_string(),
    }
}

impl Read for Walk<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.page.read(buffer)?;
            if read > 0 || self.ended || buffer.is_empty() {
                return Ok(read);
            }
            self.page = Cursor::new(self.next()?);
            if self.ended {
                return self.page.read(buffer);
            }
        }
    }
}
