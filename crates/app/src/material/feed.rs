use linxuan_domain::access::Viewer;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::receive::{Asked, Cut, Incoming, Received, Unreceived, receive};
use crate::{App, Refusal};

/// Bytes handed over one piece after another; the end is said, so that a sender who goes away is no end.
struct Fed(mpsc::Receiver<Option<Vec<u8>>>);

impl Incoming for Fed {
    type Chunk = Vec<u8>;

    async fn next(&mut self) -> Option<Result<Vec<u8>, Cut>> {
        match self.0.recv().await {
            Some(Some(bytes)) => Some(Ok(bytes)),
            Some(None) => None,
            None => Some(Err(Cut)),
        }
    }
}

/// Hands bytes to an upload that is being received.
#[derive(Debug)]
pub struct Feeder {
    sender: mpsc::Sender<Option<Vec<u8>>>,
    done: JoinHandle<Result<Received, Unreceived>>,
}

impl Feeder {
    /// Hands over the next bytes; false when they are not wanted any more.
    pub async fn send(&self, bytes: Vec<u8>) -> bool {
        self.sender.send(Some(bytes)).await.is_ok()
    }

    /// Says that this was all, and what became of it.
    ///
    /// # Errors
    /// As [`receive`].
    pub async fn end(self) -> Result<Received, Unreceived> {
        // Nobody who listens any more has said why already.
        let _ = self.sender.send(None).await;
        self.done.await.map_err(|error| Refusal::Fault(error.to_string()))?
    }
}

/// Begins to receive what will be handed over.
pub fn feed(app: &App, viewer: &Viewer, id: &str, asked: Asked) -> Feeder {
    let (sender, receiver) = mpsc::channel(2);
    let (app, viewer, id) = (app.clone(), viewer.clone(), id.to_owned());
    let done = tokio::spawn(async move { receive(&app, &viewer, &id, asked, Fed(receiver)).await });
    Feeder { sender, done }
}
