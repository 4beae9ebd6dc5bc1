//! The files beside a spec: in its folder and below.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::git::Git;

/// The files in the folder of a spec and below.
#[derive(Debug)]
pub enum Beside {
    /// In the working tree, or anywhere on disk.
    Folder(PathBuf),
    /// In a revision.
    Revision {
        /// The repository, or a folder in it.
        root: PathBuf,
        /// Name of the folder in git's syntax: `main:api/`.
        folder: String,
    },
    /// There are none: the spec came from standard input, or its folder cannot be opened.
    Nothing,
}

impl Beside {
    /// Returns the files beside a file on disk.
    pub(super) fn from_file(path: &Path) -> Self {
        let folder = path.parent().filter(|path| !path.as_os_str().is_empty());
        match folder.unwrap_or(Path::new(".")).canonicalize() {
            Ok(folder) => Self::Folder(folder),
            Err(_) => Self::Nothing,
        }
    }

    /// Returns the files beside a file of a revision, as in `main:api/openapi.yaml`.
    pub(super) fn from_revision(root: &Path, file: &str) -> Self {
        let Some((revision, path)) = file.split_once(':') else {
            return Self::Nothing;
        };
        let folder = path.rfind('/').and_then(|end| path.get(..=end));
        Self::Revision {
            root: root.to_owned(),
            folder: format!("{revision}:{}", folder.unwrap_or_default()),
        }
    }

    /// Returns the text of the file at `path`, relative to the folder. Returns `None` if it does not exist,
    /// is outside the folder (also by a symbolic link), is not UTF-8 or has more bytes than `left`, from
    /// which its size is subtracted. In a revision, links are not followed.
    pub fn read(&self, path: &str, left: &mut u64) -> Option<String> {
        let bytes = match self {
            Self::Folder(folder) => {
                let path = folder.join(path).canonicalize().ok()?;
                if !path.starts_with(folder) || !path.is_file() {
                    return None;
                }
                let mut bytes = Vec::new();
                let file = File::open(path).ok()?;
                file.take(*left + 1).read_to_end(&mut bytes).ok()?;
                bytes
            }
            Self::Revision { root, folder } => {
                let git = Git { root };
                let object = git.object(&format!("{folder}{path}")).ok()??;
                git.content(&object, *left).ok()??
            }
            Self::Nothing => return None,
        };
        *left = left.checked_sub(bytes.len() as u64)?;
        String::from_utf8(bytes).ok()
    }
}
