use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};

pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// An entry of an archive, with what an attacker can set.
#[derive(Clone, Default)]
pub struct Entry {
    pub name: String,
    pub content: Vec<u8>,
    pub deflated: bool,
    pub encrypted: bool,
    pub link: bool,
    /// What the directory says it unpacks to.
    pub told: Option<u32>,
    /// Another name before the content than in the directory.
    pub inner_name: Option<String>,
}

pub fn entry(name: &str, content: &[u8]) -> Entry {
    Entry { name: name.into(), content: content.into(), deflated: true, ..Entry::default() }
}

impl Entry {
    fn data(&self) -> Vec<u8> {
        if !self.deflated {
            return self.content.clone();
        }
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&self.content).unwrap();
        encoder.finish().unwrap()
    }

    /// What both headers share, from the version to the lengths of name and extra field.
    fn shared(&self, name: &str) -> Vec<u8> {
        let mut sum = flate2::Crc::new();
        sum.update(&self.content);
        let told = self.told.unwrap_or(self.content.len() as u32);
        let mut shared =
            [20_u16, self.encrypted.into(), if self.deflated { 8 } else { 0 }, 0, 0].map(u16::to_le_bytes).concat();
        shared.extend([sum.sum(), self.data().len() as u32, told].map(u32::to_le_bytes).concat());
        shared.extend([name.len() as u16, 0].map(u16::to_le_bytes).concat());
        shared
    }
}

pub fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let at = bytes.len() as u32;
        let inner = entry.inner_name.as_ref().unwrap_or(&entry.name);
        bytes.extend([&b"PK\x03\x04"[..], &*entry.shared(inner), inner.as_bytes(), &entry.data()].concat());
        let mode = if entry.link { 0o120_777_u32 << 16 } else { 0o100_644 << 16 };
        directory
            .extend([&b"PK\x01\x02"[..], &0x031e_u16.to_le_bytes()[..], &entry.shared(&entry.name), &[0; 6]].concat());
        directory.extend([mode.to_le_bytes(), at.to_le_bytes()].concat());
        directory.extend(entry.name.as_bytes());
    }
    let (count, at, length) = (entries.len() as u16, bytes.len() as u32, directory.len() as u32);
    bytes.extend(directory);
    bytes.extend([&b"PK\x05\x06\0\0\0\0"[..], &[count, count].map(u16::to_le_bytes).concat()[..]].concat());
    bytes.extend([length, at].map(u32::to_le_bytes).concat());
    bytes.extend([0, 0]);
    bytes
}

/// A document of the office: types, the main part, and more.
pub fn office(folder: &str, more: &[Entry]) -> Vec<u8> {
    let main = [entry("[Content_Types].xml", b"<Types/>"), entry("_rels/.rels", b"<Relationships/>")];
    let part = entry(&format!("{folder}/document.xml"), b"<document>text</document>");
    zip(&[&main[..], &[part], more].concat())
}

/// A PDF of some pages, with more objects behind them.
pub fn pdf(pages: u32, catalog: &str, more: &[&str], trailer: &str) -> Vec<u8> {
    let kids = (0..pages).map(|page| format!("{} 0 R", page + 3)).collect::<Vec<_>>().join(" ");
    let mut text = format!("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {catalog} >>\nendobj\n");
    write!(text, "2 0 obj\n<< /Type /Pages /Kids [{kids}] /Count {pages} >>\nendobj\n").unwrap();
    for page in 0..pages {
        write!(text, "{} 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n", page + 3).unwrap();
    }
    for (at, object) in more.iter().enumerate() {
        write!(text, "{} 0 obj\n{object}\nendobj\n", 900 + at).unwrap();
    }
    write!(text, "trailer\n<< /Root 1 0 R {trailer} >>\nstartxref\n0\n%%EOF\n").unwrap();
    text.into_bytes()
}

/// The same with its objects packed into a stream, as newer programs write.
pub fn packed_pdf(pages: u32, catalog: &str) -> Vec<u8> {
    let kids = (0..pages).map(|page| format!("{} 0 R", page + 3)).collect::<Vec<_>>().join(" ");
    let mut objects = vec![
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >> "),
        format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >> "),
    ];
    objects.extend((0..pages).map(|_| "<< /Type /Page /Parent 2 0 R >> ".to_owned()));
    let (mut head, mut body) = (String::new(), String::new());
    for (at, object) in objects.iter().enumerate() {
        write!(head, "{} {} ", at + 1, body.len()).unwrap();
        body += object;
    }
    let data = zlib(format!("{head}{body}").as_bytes());
    let list = format!("<< /Type /ObjStm /N {} /First {} /Filter /FlateDecode >>", objects.len(), head.len());
    let mut bytes = format!("%PDF-1.5\n800 0 obj\n{list}\nstream\n").into_bytes();
    bytes.extend(data);
    bytes.extend(b"\nendstream\nendobj\n801 0 obj\n<< /Type /XRef /Root 1 0 R >>\nstream\n\nendstream\nendobj\nstartxref\n0\n%%EOF\n");
    bytes
}

/// A compound file with streams of these names.
pub fn compound(names: &[&str]) -> Vec<u8> {
    let mut header = vec![0; 512];
    header[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    header[30] = 9;
    let mut directory = Vec::new();
    for name in names {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(128, 0);
        directory.extend(entry);
    }
    directory.resize(1024, 0);
    [header, directory].concat()
}
