//! Official papers: what sets them comes in as a parameter. Setting happens
//! outside of acts and away from the threads that answer requests.

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use linxuan_domain::paper::{Letter, Letters, Paper, Set, Unprintable};
use linxuan_domain::rulebook::{DeadlineAct, Rulebook};
use linxuan_domain::value::{Date, Language};
use tokio::sync::Semaphore;

use crate::App;

mod official;

pub use official::{EXAMINATION, RETURNED, of_nomination, of_receipt, of_unit, papers_of};

/// What every setting may take, and each page on top: many times what it does take.
const AT_LEAST: Duration = Duration::from_secs(10);
const EACH_PAGE: Duration = Duration::from_millis(50);
/// More pages than any official paper of one unit has.
const LONGEST_PAPER: usize = 100;
/// Whose clocks count where no campaign says so.
const ZONE: &str = "Asia/Shanghai";

/// Sets papers as PDF.
pub trait Papers: Debug + Send + Sync {
    /// One file with a page for each letter.
    ///
    /// # Errors
    /// A character that no font has, or a fault.
    fn letters(&self, letters: &Letters) -> Result<Vec<u8>, Unprintable>;

    /// One official paper.
    ///
    /// # Errors
    /// A character that no font has, or a fault.
    fn paper(&self, paper: &Paper) -> Result<Set, Unprintable>;

    /// The same paper as docx or xlsx, to be worked on.
    ///
    /// # Errors
    /// A text that these files cannot hold, or a fault.
    fn office(&self, paper: &Paper) -> Result<Vec<u8>, Unprintable>;
}

/// Who sets papers here, one at a time: each takes memory and a whole core.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    papers: Option<Arc<dyn Papers>>,
    place: Arc<Semaphore>,
    site: Arc<str>,
}

impl Default for Setting {
    fn default() -> Self {
        Self { papers: None, place: Arc::new(Semaphore::new(1)), site: Arc::from("") }
    }
}

impl App {
    /// The same installation with somebody who sets its papers.
    #[must_use]
    pub fn with_papers(mut self, papers: Option<Arc<dyn Papers>>) -> Self {
        self.setting.papers = papers;
        self
    }

    /// The same installation with its address, as people type it.
    #[must_use]
    pub fn with_site(mut self, site: &str) -> Self {
        self.setting.site = Arc::from(site);
        self
    }

    /// The installation's address, as people type it; empty where nobody set it.
    pub fn site(&self) -> &str {
        &self.setting.site
    }

    /// Whether papers can be set here.
    pub fn sets_papers(&self) -> bool {
        self.setting.papers.is_some()
    }
}

/// Letters of one campaign with what stands on all of them.
pub fn issue(app: &App, language: Language, letters: Vec<Letter>) -> Letters {
    let of = letters.first().and_then(|letter| letter.campaign.as_deref());
    let running = of.and_then(|id| app.campaign_by_id(id).ok());
    let book = running.as_ref().map(|running| &running.rulebook);
    let zone = || TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    Letters {
        language,
        campaign: book.map_or("", |book| book.campaign.title.text(language)).to_owned(),
        office: book.map_or("", |book| book.office.name.text(language)).to_owned(),
        deadline: book.and_then(|book| book.deadline(DeadlineAct::HandIn)).map(|closes| closes.at),
        site: app.setting.site.to_string(),
        date: Date(app.now().civil(&book.map_or_else(zone, Rulebook::zone)).date()),
        letters,
    }
}

/// Sets letters as one PDF. Whoever waits longer than the number of pages
/// allows is told so; the place is taken until the setting has ended.
///
/// # Errors
/// Why there is no PDF: the letters themselves are still the caller's.
pub async fn letters(app: &App, letters: Letters) -> Result<Vec<u8>, Unprintable> {
    set(app, letters.letters.len(), move |papers| papers.letters(&letters)).await
}

/// Sets an official paper, under the same bounds.
///
/// # Errors
/// Why there is no PDF.
pub async fn print(app: &App, paper: Paper) -> Result<Set, Unprintable> {
    set(app, LONGEST_PAPER, move |papers| papers.paper(&paper)).await
}

/// Writes an official paper as docx or xlsx, under the same bounds.
///
/// # Errors
/// Why there is no file.
pub async fn office(app: &App, paper: Paper) -> Result<Vec<u8>, Unprintable> {
    set(app, LONGEST_PAPER, move |papers| papers.office(&paper)).await
}

async fn set<T: Send + 'static>(
    app: &App,
    pages: usize,
    work: impl FnOnce(&dyn Papers) -> Result<T, Unprintable> + Send + 'static,
) -> Result<T, Unprintable> {
    let fault = |error: &dyn std::fmt::Display| Unprintable::Fault(error.to_string());
    let papers = app.setting.papers.clone().ok_or(Unprintable::NoFonts)?;
    let longest = longest(pages);
    let set = async {
        let place = app.setting.place.clone().acquire_owned().await.map_err(|error| fault(&error))?;
        let work = tokio::task::spawn_blocking(move || {
            let set = work(papers.as_ref());
            drop(place);
            set
        });
        work.await.map_err(|error| fault(&error))?
    };
    let late = Unprintable::Slow { pages, seconds: longest.as_secs() };
    tokio::time::timeout(longest, set).await.unwrap_or(Err(late))
}

fn longest(pages: usize) -> Duration {
    AT_LEAST + EACH_PAGE * u32::try_from(pages).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::longest;

    #[test]
    fn the_time_is_bounded_by_the_number_of_pages() {
        let seconds = [0, 200, 5_000].map(|pages| longest(pages).as_secs());
        assert_eq!(seconds, [10, 20, 260]);
    }
}
