//! Typst as a library: a template, data as JSON, and out comes a PDF.

use std::sync::Arc;

use linxuan_domain::paper::{Letters, Paper, Set, Unprintable};
use linxuan_domain::value::Date;
use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Dict, Duration, Smart, Value};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::fonts::Fonts;
use crate::layout::lay;
use crate::{compose, letters, mark};

/// The templates by name; `paper.typ` is what the others share.
const TEMPLATES: [(&str, &str); 3] = [
    ("paper.typ", include_str!("../templates/paper.typ")),
    ("letters.typ", include_str!("../templates/letters.typ")),
    ("document.typ", include_str!("../templates/document.typ")),
];

/// Sets papers with the fonts it was given.
#[derive(Debug, Clone)]
pub struct Press {
    fonts: Arc<Fonts>,
}

impl Press {
    pub fn new(fonts: Fonts) -> Self {
        Self { fonts: Arc::new(fonts) }
    }

    /// One file with a page for each letter.
    ///
    /// # Errors
    /// [`Unprintable::Glyph`] for the first character that no font has.
    pub fn letters(&self, letters: &Letters) -> Result<Vec<u8>, Unprintable> {
        let sheet = letters::sheet(&self.fonts, letters)?;
        set(&Job::new(&self.fonts, "letters.typ", &sheet)?, |document| pdf(document, letters.date))
    }

    /// One official paper, each page with its mark.
    ///
    /// # Errors
    /// [`Unprintable::GlyphAt`] for the first character that no font has.
    pub fn paper(&self, paper: &Paper) -> Result<Set, Unprintable> {
        let document = compose::document(paper);
        let laid = lay(&self.fonts, &document, paper.head.draft)?;
        let job = Job::new(&self.fonts, "document.typ", &laid.sheet)?.with_pictures(&laid.pictures)?;
        set(&job, |set| {
            let pages = mark::hashes(set);
            let bytes = match &document.mark {
                Some(mark) => pdf(&mark::marked(set, mark)?, document.date)?,
                None => pdf(set, document.date)?,
            };
            Ok(Set { pdf: bytes, pages })
        })
    }
}

fn set<T>(job: &Job<'_>, take: impl FnOnce(&PagedDocument) -> Result<T, Unprintable>) -> Result<T, Unprintable> {
    let document = typst::compile::<PagedDocument>(job).output.map_err(|errors| fault(&errors));
    let set = document.and_then(|document| take(&document));
    // What typst remembers for the next run would keep passwords in memory.
    typst::comemo::evict(0);
    set
}

fn pdf(document: &PagedDocument, date: Date) -> Result<Vec<u8>, Unprintable> {
    let day = date.0;
    let number = |n: i8| u8::try_from(n).unwrap_or(1);
    let noon = Datetime::from_ymd_hms(day.year().into(), number(day.month()), number(day.day()), 12, 0, 0);
    let standards =
        PdfStandards::new(&[PdfStandard::A_2b]).map_err(|error| Unprintable::Fault(error.message().to_string()))?;
    let options = PdfOptions {
        // Neither the program's version nor the time of the run: the same paper is the same file.
        creator: Smart::Custom(None),
        timestamp: noon.map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| fault(&errors))
}

fn fault(errors: &[SourceDiagnostic]) -> Unprintable {
    Unprintable::Fault(errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; "))
}

/// One run: typst sees the templates, the fonts, the data and its pictures, and nothing of the machine.
struct Job<'a> {
    fonts: &'a Fonts,
    library: LazyHash<Library>,
    sources: Vec<Source>,
    pictures: Vec<(FileId, Bytes)>,
    main: FileId,
}

impl<'a> Job<'a> {
    fn new(fonts: &'a Fonts, template: &str, sheet: &impl Serialize) -> Result<Self, Unprintable> {
        let data = serde_json::to_string(sheet).map_err(|error| Unprintable::Fault(error.to_string()))?;
        let inputs = Dict::from_iter([("data".into(), Value::Str(data.into()))]);
        let library = LazyHash::new(Library::builder().with_inputs(inputs).build());
        let source = |(name, text): &(&str, &str)| Ok(Source::new(file_id(name)?, (*text).to_owned()));
        let sources = TEMPLATES.iter().map(source).collect::<Result<_, _>>()?;
        Ok(Self { fonts, library, sources, pictures: Vec::new(), main: file_id(template)? })
    }

    fn with_pictures(mut self, pictures: &[(String, &[u8])]) -> Result<Self, Unprintable> {
        let picture = |(name, bytes): &(String, &[u8])| Ok((file_id(name)?, Bytes::new(bytes.to_vec())));
        self.pictures = pictures.iter().map(picture).collect::<Result<_, _>>()?;
        Ok(self)
    }
}

fn file_id(name: &str) -> Result<FileId, Unprintable> {
    let path = VirtualPath::new(name).map_err(|_| Unprintable::Fault(name.to_owned()))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Job<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.pictures
            .iter()
            .find(|(known, _)| *known == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.all.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
