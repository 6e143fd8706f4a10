use crate::answer::Answer;
use crate::guard::Visit;

/// Being built.
pub async fn show(visit: Visit) -> Answer {
    Err(crate::answer::refuse(&visit, linxuan_app::Refusal::NotFound))
}

/// Being built.
pub async fn import(visit: Visit) -> Answer {
    Err(crate::answer::refuse(&visit, linxuan_app::Refusal::NotFound))
}

/// Being built.
pub async fn extend(visit: Visit) -> Answer {
    Err(crate::answer::refuse(&visit, linxuan_app::Refusal::NotFound))
}

/// Being built.
pub async fn confirm(visit: Visit) -> Answer {
    Err(crate::answer::refuse(&visit, linxuan_app::Refusal::NotFound))
}

/// Being built.
pub async fn grant(visit: Visit) -> Answer {
    Err(crate::answer::refuse(&visit, linxuan_app::Refusal::NotFound))
}
