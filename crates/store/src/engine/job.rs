use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use tokio::sync::oneshot;

use super::Sql;

/// How many acts may wait; the next one is told to come again.
const WAITING: usize = 4096;

/// Why an act gave no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActError<E> {
    /// The act itself said no; nothing was written.
    Refused(E),
    /// A fault in the act; nothing was written.
    Panicked,
    /// The database did not commit; nothing was written.
    NotCommitted(String),
    /// Too many acts are waiting.
    Busy,
    /// The database is closed.
    Closed,
}

/// One act on its way through a writer's thread.
pub(super) trait Job: Send {
    /// Runs it; `false` means roll back.
    fn run(&mut self, sql: &mut dyn Sql) -> bool;
    /// Answers the caller, after the commit.
    fn answer(self: Box<Self>, committed: Result<(), String>);
}

pub(super) type BoxedJob = Box<dyn Job>;

struct Queued<F, T, E> {
    act: Option<F>,
    outcome: Result<T, ActError<E>>,
    to: oneshot::Sender<Result<T, ActError<E>>>,
}

impl<F, T, E> Job for Queued<F, T, E>
where
    F: FnOnce(&mut dyn Sql) -> Result<T, E> + Send,
    T: Send,
    E: Send,
{
    fn run(&mut self, sql: &mut dyn Sql) -> bool {
        let Some(act) = self.act.take() else { return false };
        self.outcome = match catch_unwind(AssertUnwindSafe(|| act(sql))) {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(refusal)) => Err(ActError::Refused(refusal)),
            Err(_) => Err(ActError::Panicked),
        };
        self.outcome.is_ok()
    }

    fn answer(self: Box<Self>, committed: Result<(), String>) {
        let answer = match (self.outcome, committed) {
            // Done and not kept, or never begun.
            (Ok(_) | Err(ActError::Closed), Err(error)) => Err(ActError::NotCommitted(error)),
            (outcome, _) => outcome,
        };
        // A caller that went away does not undo its act.
        drop(self.to.send(answer));
    }
}

/// The way to a thread, or to several, that own a connection each.
#[derive(Clone)]
pub(super) struct Queue(Arc<SyncSender<BoxedJob>>);

impl Queue {
    pub fn new() -> (Self, Receiver<BoxedJob>) {
        let (to, from) = sync_channel(WAITING);
        (Self(Arc::new(to)), from)
    }

    /// Lives as long as somebody can still submit.
    pub fn alive(&self) -> std::sync::Weak<SyncSender<BoxedJob>> {
        Arc::downgrade(&self.0)
    }

    pub fn submit<T, E, F>(&self, act: F) -> Pending<T, E>
    where
        T: Send + 'static,
        E: Send + 'static,
        F: FnOnce(&mut dyn Sql) -> Result<T, E> + Send + 'static,
    {
        let (to, from) = oneshot::channel();
        let job = Queued { act: Some(act), outcome: Err(ActError::Closed), to };
        let refused = match self.0.try_send(Box::new(job)) {
            Ok(()) => None,
            Err(TrySendError::Full(_)) => Some(ActError::Busy),
            Err(TrySendError::Disconnected(_)) => Some(ActError::Closed),
        };
        Pending { from, refused }
    }
}

/// An answer on its way.
pub struct Pending<T, E> {
    from: oneshot::Receiver<Result<T, ActError<E>>>,
    refused: Option<ActError<E>>,
}

impl<T, E> Pending<T, E> {
    /// Waits without holding a thread.
    ///
    /// # Errors
    /// When the act was refused or not committed.
    pub async fn done(self) -> Result<T, ActError<E>> {
        match self.refused {
            Some(error) => Err(error),
            None => self.from.await.unwrap_or(Err(ActError::Closed)),
        }
    }

    /// Waits on this thread; not for use inside an asynchronous task.
    ///
    /// # Errors
    /// When the act was refused or not committed.
    pub fn wait(self) -> Result<T, ActError<E>> {
        match self.refused {
            Some(error) => Err(error),
            None => self.from.blocking_recv().unwrap_or(Err(ActError::Closed)),
        }
    }
}
