use linxuan_media::Code::{
    ActiveContent, Bomb, Empty, Encrypted, ExternalLinks, Macros, Nested, Polyglot, Truncated, Unreadable, UnsafeNames,
};

use crate::made::packed::{Entry, compound, entry, office, packed_pdf, pdf, zip, zlib};
use crate::made::picture::jpeg;
use crate::{Case, Verdict};

const PDF: &str = "application/pdf";
const ZIP: &str = "application/zip";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

pub fn cases() -> Vec<Case> {
    [pdfs(), archives(), offices(), links(), compounds(), kinds()].into_iter().flatten().collect()
}

fn paged(pages: u32) -> Verdict {
    Verdict { pages: Some(pages), ..Verdict::of(PDF) }
}

fn pdfs() -> Vec<Case> {
    let acting = |name: &str, catalog: &str, more: &[&str]| {
        Case::new(format!("pdf with {name}"), pdf(2, catalog, more, ""), paged(2).wrong(ActiveContent))
    };
    let script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";
    let mut cases = vec![
        acting("a script", "/OpenAction 900 0 R", &[script]),
        acting("a script in numbers", "", &["<< /S /J#61vaScript >>"]),
        acting("a program to launch", "/OpenAction 900 0 R", &["<< /S /Launch /F (cmd.exe) >>"]),
        acting("an attached file", "/Names 900 0 R", &["<< /Type /EmbeddedFile >>\nstream\nMZ\nendstream"]),
        acting("film and sound", "", &["<< /Subtype /RichMedia >>"]),
        acting("a form that changes", "/AcroForm << /XFA 900 0 R >>", &["[]"]),
        Case::new("pdf with an action that only scrolls", pdf(2, "/OpenAction [3 0 R /Fit]", &[], ""), paged(2)),
        Case::new(
            "pdf with a script's letters in a stream",
            pdf(2, "", &["<< /Length 11 >>\nstream\n/JavaScript\nendstream"], ""),
            paged(2),
        ),
        Case::new("packed pdf", packed_pdf(12, ""), paged(12)),
        Case::new(
            "packed pdf with a script",
            packed_pdf(1, "/OpenAction << /JS (1) >>"),
            paged(1).wrong(ActiveContent),
        ),
        Case::new("pdf with a password", pdf(3, "", &[], "/Encrypt 900 0 R"), paged(3).wrong(Encrypted)),
        Case::new("pdf without pages", pdf(0, "", &[], ""), Verdict::of(PDF).wrong(Unreadable)),
        Case::new(
            "pdf whose pages hang on each other",
            pdf(2, "", &["x"], "").replace_kids("[2 0 R 3 0 R 4 0 R]"),
            paged(2),
        ),
        Case::new("pdf and zip", [pdf(1, "", &[], ""), zip(&[entry("a", b"b")])].concat(), paged(1).wrong(Polyglot)),
        Case::new("pdf that unpacks too far", bomb(), Verdict::of(PDF).wrong(Bomb)),
    ];
    let whole = pdf(30, "", &[], "");
    for pages in [1, 2, 4, 9, 100, 1000] {
        cases.push(Case::new(format!("pdf of {pages} pages"), pdf(pages, "", &[], ""), paged(pages)));
    }
    for part in 1..20 {
        let cut = whole[..20 + part * (whole.len() - 60) / 20].to_vec();
        cases.push(Case::new(format!("pdf cut at {}", cut.len()), cut, Verdict::of(PDF).wrong(Truncated)));
    }
    cases
}

trait ReplaceKids {
    fn replace_kids(self, kids: &str) -> Vec<u8>;
}

impl ReplaceKids for Vec<u8> {
    fn replace_kids(self, kids: &str) -> Vec<u8> {
        String::from_utf8(self).unwrap().replace("[3 0 R 4 0 R]", kids).into_bytes()
    }
}

/// A stream of objects, 80 MiB of spaces from 80 kilobytes.
fn bomb() -> Vec<u8> {
    let data = zlib(&vec![b' '; 80 << 20]);
    let head = b"%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 9 /Filter /FlateDecode >>\nstream\n";
    [&head[..], &*data, b"\nendstream\nendobj\nstartxref\n0\n%%EOF\n"].concat()
}

fn archives() -> Vec<Case> {
    let case = |name: &str, entries: &[Entry], wrong| {
        Case::new(format!("zip with {name}"), zip(entries), Verdict::of(ZIP).wrong(wrong))
    };
    let named = |name: &str| entry(name, b"text");
    let photos: Vec<Entry> =
        (1..=5).map(|number| Entry { deflated: false, ..entry(&format!("张三{number}.jpg"), &jpeg(9, 9)) }).collect();
    let good = zip(&photos);
    let mut cases = vec![
        Case::new("zip of photos", good.clone(), Verdict::of(ZIP)),
        Case::new("zip without entries", zip(&[]), Verdict::of(ZIP)),
        case("1 GiB of zeros said", &[Entry { told: Some(1 << 30), ..named("a") }], Bomb),
        case("64 MiB of zeros", &[entry("a", &vec![0; 64 << 20])], Bomb),
        case("64 MiB of zeros, said to be ten", &[Entry { told: Some(10), ..entry("a", &vec![0; 64 << 20]) }], Bomb),
        case("fewer bytes than said", &[Entry { told: Some(100), ..named("a") }], Unreadable),
        case(
            "10,001 entries",
            &(0..10_001).map(|at| Entry { deflated: false, ..named(&at.to_string()) }).collect::<Vec<_>>(),
            Bomb,
        ),
        case("a password", &[Entry { encrypted: true, ..named("a") }], Encrypted),
        case("a link", &[Entry { link: true, ..named("a") }], UnsafeNames),
        case("a name twice", &[named("a.txt"), named("a.txt")], UnsafeNames),
        case("a name in capitals and small letters", &[named("A.txt"), named("a.txt")], UnsafeNames),
        case("a name in two forms", &[named("é.txt"), named("e\u{301}.txt")], UnsafeNames),
        case("another name inside", &[Entry { inner_name: Some("b.exe".into()), ..named("b.txt") }], UnsafeNames),
        case("an archive inside", &[entry("more.zip", &zip(&[named("a")]))], Nested),
        Case::new("zip with a document inside", zip(&[entry("表.docx", &office("word", &[]))]), Verdict::of(ZIP)),
    ];
    for name in
        ["../a", "a/../../b", "/etc/passwd", "C:\\a", "..\\a", "\\\\host\\a", "con.txt", "a/NUL", "a\u{0}b", "a:b"]
    {
        cases.push(case(&format!("an entry {name:?}"), &[named(name)], UnsafeNames));
    }
    for part in 1..20 {
        let cut = good[..4 + part * (good.len() - 5) / 20].to_vec();
        cases.push(Case::new(format!("zip cut at {}", cut.len()), cut, Verdict::of(ZIP).wrong(Truncated)));
    }
    cases
}

fn offices() -> Vec<Case> {
    let mut cases = Vec::new();
    for (folder, kind) in [("word", DOCX), ("xl", XLSX), ("ppt", PPTX)] {
        let part = |name: &str| format!("{folder}/{name}");
        let case = |name: &str, more: &[Entry], wrong| {
            Case::new(format!("{folder}, {name}"), office(folder, more), Verdict::of(kind).wrong(wrong))
        };
        cases.push(Case::new(folder, office(folder, &[]), Verdict::of(kind)));
        cases.push(case("with macros", &[entry(&part("vbaProject.bin"), b"code")], Macros));
        cases.push(case("with macros in capitals", &[entry(&part("VBAPROJECT.BIN"), b"code")], Macros));
        cases.push(case("with a control", &[entry(&part("activeX/activeX1.xml"), b"x")], ActiveContent));
        cases.push(case("with an object", &[entry(&part("embeddings/oleObject1.bin"), b"x")], ActiveContent));
        cases.push(case("that unpacks too far", &[entry(&part("media/a.bmp"), &vec![0; 8 << 20])], Bomb));
        cases.push(case("with a password inside", &[Entry { encrypted: true, ..entry("x", b"y") }], Encrypted));
        let whole = office(folder, &[]);
        let cut = whole[..whole.len() - 9].to_vec();
        cases.push(Case::new(format!("{folder}, cut"), cut, Verdict::of(kind).wrong(Truncated)));
    }
    let types = entry(
        "[Content_Types].xml",
        b"<Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>",
    );
    let enabled = zip(&[types, entry("word/document.xml", b"")]);
    cases.push(Case::new("a docm by its types", enabled, Verdict::of(DOCX).wrong(Macros)));
    cases
}

fn links() -> Vec<Case> {
    const BASE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |kind: &str, target: &str, mode: &str| {
        format!("<Relationships><Relationship Id='a' Type='{BASE}/{kind}' Target='{target}' {mode}/></Relationships>")
    };
    let outside = "TargetMode='External'";
    let case = |name: &str, relations: &[u8], wrong: Option<_>| {
        let bytes = office("word", &[entry("word/_rels/document.xml.rels", relations)]);
        let verdict = Verdict { problems: wrong.into_iter().collect(), ..Verdict::of(DOCX) };
        Case::new(format!("docx with {name}"), bytes, verdict)
    };
    let template = relation("attachedTemplate", "http://example.org/a.dotm", outside);
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(template.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    vec![
        case("a hyperlink", relation("hyperlink", "https://example.org/", outside).as_bytes(), None),
        case("an own picture", relation("image", "media/a.png", "").as_bytes(), None),
        case("an own picture, said so", relation("image", "media/a.png", "TargetMode='Internal'").as_bytes(), None),
        case("a template from elsewhere", template.as_bytes(), Some(ExternalLinks)),
        case("the same in two bytes a letter", &wide, Some(ExternalLinks)),
        case(
            "a picture from elsewhere",
            relation("image", "\\\\host\\a.png", "TargetMode = \"External\"").as_bytes(),
            Some(ExternalLinks),
        ),
        case(
            "a mode in numbers",
            relation("image", "http://example.org/", "TargetMode='&#69;xternal'").as_bytes(),
            Some(ExternalLinks),
        ),
        Case::new(
            "docx that asks another program",
            zip(&[
                entry("[Content_Types].xml", b""),
                entry("word/document.xml", b"<w:instrText>DDEAUTO c:\\\\cmd</w:instrText>"),
            ]),
            Verdict::of(DOCX).wrong(ExternalLinks),
        ),
        Case::new(
            "xlsx that reads another",
            office("xl", &[entry("xl/externalLinks/externalLink1.xml", b"<externalLink/>")]),
            Verdict::of(XLSX).wrong(ExternalLinks),
        ),
    ]
}

fn compounds() -> Vec<Case> {
    let case = |name: &str, streams: &[&str], kind, problems| {
        Case::new(name, compound(streams), Verdict { problems, ..Verdict::of(kind) })
    };
    vec![
        case("doc", &["WordDocument"], "application/msword", vec![]),
        case("xls", &["Workbook"], "application/vnd.ms-excel", vec![]),
        case("ppt", &["PowerPoint Document"], "application/vnd.ms-powerpoint", vec![]),
        case("something else compound", &["Other"], "application/x-ole-storage", vec![]),
        case("doc with macros", &["WordDocument", "_VBA_PROJECT"], "application/msword", vec![Macros]),
        case("docx with a password", &["EncryptedPackage"], "application/x-ole-storage", vec![Encrypted]),
        case(
            "doc with an attached file",
            &["WordDocument", "\u{1}Ole10Native"],
            "application/msword",
            vec![ActiveContent],
        ),
        Case::new(
            "doc cut",
            compound(&["WordDocument"])[..700].to_vec(),
            Verdict::of("application/msword").wrong(Truncated),
        ),
    ]
}

/// Kinds that are known by their beginning and not looked into.
fn kinds() -> Vec<Case> {
    let known = |kind, bytes: &[u8]| Case::new(kind, bytes.to_vec(), Verdict::of(kind));
    let program = |kind, bytes: &[u8]| Case::new(kind, bytes.to_vec(), Verdict::of(kind).wrong(ActiveContent));
    vec![
        known("image/heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        known("image/heic", b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"),
        known("image/avif", b"\0\0\0\x18ftypmif1\0\0\0\0avifmif1"),
        known("image/avif", b"\0\0\0\x18ftypavif\0\0\0\0avifmif1"),
        known("audio/mp4", b"\0\0\0\x10ftypM4A \0\0\0\0"),
        known("video/x-msvideo", b"RIFF\x10\0\0\0AVI LIST\0\0\0\0"),
        known("video/x-matroska", b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska"),
        known("video/webm", b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm"),
        known("video/x-flv", b"FLV\x01\x05\0\0\0\x09"),
        known("audio/mpeg", b"ID3\x04\0\0\0\0\0\0"),
        known("audio/mpeg", b"\xff\xfb\x90\x64\0\0\0\0"),
        known("audio/wav", b"RIFF\x10\0\0\0WAVEfmt "),
        known("application/gzip", b"\x1f\x8b\x08\0\0\0\0\0"),
        known("application/vnd.rar", b"Rar!\x1a\x07\x01\0"),
        known("application/x-7z-compressed", b"7z\xbc\xaf\x27\x1c\0\x04"),
        known("application/xml", b"<?xml version='1.0'?><a/>"),
        known("text/plain", "张三，1张照片\n".as_bytes()),
        // 张三 in GB 18030.
        known("text/plain", b"\xd5\xc5\xc8\xfd\r\n"),
        program("text/html", b"\n <!DOCTYPE HTML><title>x</title>"),
        program("text/html", b"<?xml version='1.0'?><html/>"),
        program("text/html", b"\xef\xbb\xbf<script>1</script>"),
        program("application/vnd.microsoft.portable-executable", b"MZ\x90\0\x03\0"),
        program("application/x-executable", b"\x7fELF\x02\x01\x01"),
        program("text/x-shellscript", b"#!/bin/sh\nrm -r x\n"),
        Case::new("nothing", Vec::new(), Verdict::of("application/octet-stream").wrong(Empty)),
    ]
}
