use crate::answer::Answer;
use crate::guard::Visit;

/// Being built.
pub async fn show(visit: Visit) -> Answer {
    Err(crate::answer::refuse(&visit, linxuan_app::Refusal::NotFound))
}
