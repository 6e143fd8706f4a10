use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

enum Waiting<F: Future> {
    For(Pin<Box<F>>),
    Done(Option<F::Output>),
}

/// Runs futures beside each other. Each is begun in its turn, so that clock
/// and randomness give the same to the same one every time; answers come in
/// that order too.
pub async fn together<F: Future>(futures: impl IntoIterator<Item = F>) -> Vec<F::Output>
where
    F::Output: Unpin,
{
    let mut all: Vec<Waiting<F>> = futures.into_iter().map(|future| Waiting::For(Box::pin(future))).collect();
    poll_fn(|context| {
        let mut open = false;
        for one in &mut all {
            if let Waiting::For(future) = one {
                match future.as_mut().poll(context) {
                    Poll::Ready(output) => *one = Waiting::Done(Some(output)),
                    Poll::Pending => open = true,
                }
            }
        }
        if open { Poll::Pending } else { Poll::Ready(()) }
    })
    .await;
    let output = |one| match one {
        Waiting::Done(output) => output,
        Waiting::For(_) => None,
    };
    all.into_iter().filter_map(output).collect()
}

/// The same for acts: the first refusal ends it.
pub async fn all_done<F, T, E>(futures: impl IntoIterator<Item = F>) -> Result<Vec<T>, E>
where
    F: Future<Output = Result<T, E>>,
    T: Unpin,
    E: Unpin,
{
    together(futures).await.into_iter().collect()
}
