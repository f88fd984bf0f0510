//! The thread that changes the settings file.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;

use super::file::StoreFile;
use super::{Contents, StoreFailure};

/// Whether a change that could not be saved is applied again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfUnsaved {
    /// The change is forgotten: its caller undoes the rest of the act.
    Forget,
    /// The change is saved together with the next one, and before it.
    Retry,
}

pub(super) type Job = Box<dyn FnOnce(&mut SettingsWorker) + Send>;

type Change = Box<dyn Fn(&mut Contents) + Send>;

/// The thread's state.
pub(super) struct SettingsWorker {
    file: StoreFile,
    /// The last contents read whole or written: the base of a change when the file is missing or damaged.
    last: Contents,
    /// The changes to retry, oldest first.
    unsaved: Vec<Change>,
}

impl SettingsWorker {
    pub fn start(file: StoreFile, last: Contents) -> mpsc::Sender<Job> {
        let (changes, queue) = mpsc::channel::<Job>();
        let mut worker = Self { file, last, unsaved: Vec::new() };
        // Without the thread the queue is dropped, and every change is refused.
        let _ = thread::Builder::new().name("settings".to_owned()).spawn(move || {
            for job in queue {
                // A panic was reported, and has dropped the duty to deliver.
                let _ = catch_unwind(AssertUnwindSafe(|| job(&mut worker)));
            }
        });
        changes
    }

    /// Saves a change together with those that could not be saved before it.
    pub fn change(&mut self, if_unsaved: IfUnsaved, change: Change) -> Result<Contents, StoreFailure> {
        let changed = self.file.change(&self.last, |contents| {
            self.unsaved.iter().for_each(|unsaved| unsaved(contents));
            change(contents);
        });
        match changed {
            Ok(contents) => {
                self.unsaved.clear();
                let before = std::mem::replace(&mut self.last, contents.clone());
                Ok(contents.warned_since(&before))
            }
            Err(failure) => {
                if if_unsaved == IfUnsaved::Retry {
                    self.unsaved.push(change);
                }
                Err(failure)
            }
        }
    }
}
