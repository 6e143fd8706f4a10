//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

#[derive(Debug, Clone)]
pub struct House {
    root: PathBuf,
}

impl House {
    /// Cargo names xtask's own folder when it runs it; the folder it was built in is the fallback.
    pub fn here() -> Self {
        let xtask = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        Self::at(Path::new(&xtask).parent().unwrap_or(Path::new(".")))
    }

    pub fn at(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    /// What the research beside the project left: the folder next to the checkout that several checkouts share.
    pub fn shared(&self, name: &str) -> PathBuf {
        self.root.parent().unwrap_or(&self.root).join("shared").join(name)
    }

    /// `target/<profile>/<name>`, wherever Cargo was told to build.
    pub fn built(&self, profile: &str, name: &str) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        self.root.join(target).join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}
