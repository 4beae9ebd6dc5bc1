//! Values that a process does not inherit from its parent.

use std::sync::{Mutex, PoisonError};

/// A value that each process creates when it needs it.
///
/// `fork` copies a value, but not the threads that it depends on.
pub(crate) struct PerProcess<T>(Mutex<Option<(u32, T)>>);

impl<T: Clone> PerProcess<T> {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// Returns this process's value, creating it if there is none.
    pub(crate) fn get_or_create<E>(&self, create: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        self.get_or_create_in(std::process::id(), create)
    }

    fn get_or_create_in<E>(
        &self,
        process: u32,
        create: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let mut slot = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((creator, value)) = &*slot
            && *creator == process
        {
            return Ok(value.clone());
        }
        let value = create()?;
        // Not dropped: the connections of an inherited value are the parent's, and closing them may
        // wait for a lock that a thread of the parent held.
        std::mem::forget(slot.replace((process, value.clone())));
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::PerProcess;

    #[test]
    fn a_process_creates_a_value_of_its_own() {
        let value = PerProcess::new();
        let mut created = 0;
        for (process, expected) in [(1, 1), (1, 1), (2, 2), (2, 2)] {
            let found = value.get_or_create_in(process, || {
                created += 1;
                Ok::<_, ()>(created)
            });
            assert_eq!(found, Ok(expected));
        }
    }

    #[test]
    fn a_value_that_could_not_be_created_is_created_later() {
        let value = PerProcess::new();
        assert_eq!(value.get_or_create(|| Err("no thread")), Err("no thread"));
        assert_eq!(value.get_or_create(|| Ok::<_, ()>(1)), Ok(1));
        assert_eq!(value.get_or_create(|| Ok::<_, ()>(2)), Ok(1));
    }
}
