use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use linxuan_domain::space::Space;
use linxuan_store::blob::Blobs;

use crate::{App, Refusal};

/// Where files are kept, and which uploads are being written at this moment.
#[derive(Debug, Clone, Default)]
pub struct Files {
    blobs: Option<Blobs>,
    pub(super) space: Space,
    busy: Arc<Mutex<BTreeSet<String>>>,
    /// Contents without a row when they were last looked at.
    pub(super) suspects: Arc<Mutex<BTreeSet<(String, SystemTime)>>>,
}

impl App {
    /// The same installation with a folder for files.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn with_files(mut self, folder: &Path) -> io::Result<Self> {
        self.files.blobs = Some(Blobs::open(folder)?);
        Ok(self)
    }

    /// The same installation with other limits of space.
    #[must_use]
    pub fn with_space(mut self, space: Space) -> Self {
        self.files.space = space;
        self
    }
}

impl Files {
    pub(super) fn blobs(&self) -> Result<&Blobs, Refusal> {
        self.blobs.as_ref().ok_or_else(|| Refusal::Fault("no folder for files".into()))
    }

    /// Whether this installation keeps files at all.
    pub(super) const fn kept(&self) -> bool {
        self.blobs.is_some()
    }

    /// Takes an upload for one writer; nothing while another has it.
    pub(super) fn hold(&self, id: &str) -> Option<Hold> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.insert(id.to_owned()).then(|| Hold { busy: self.busy.clone(), id: id.to_owned() })
    }

    pub(super) fn is_held(&self, id: &str) -> bool {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).contains(id)
    }
}

/// An upload in one writer's hands, until dropped.
#[derive(Debug)]
pub(super) struct Hold {
    busy: Arc<Mutex<BTreeSet<String>>>,
    id: String,
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.id);
    }
}

/// Does what waits for a disk away from the threads that answer requests.
pub(super) async fn on_disk<T, F>(work: F) -> Result<T, Refusal>
where
    T: Send + 'static,
    F: FnOnce() -> io::Result<T> + Send + 'static,
{
    let done = tokio::task::spawn_blocking(work).await;
    let fault = |error: &dyn std::fmt::Display| Refusal::Fault(error.to_string());
    done.map_err(|error| fault(&error))?.map_err(|error| fault(&error))
}
