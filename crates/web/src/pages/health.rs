use crate::answer::Answer;
use crate::guard::Visit;
use axum::response::IntoResponse;

/// Says that the site answers and its database too.
pub async fn show(visit: Visit) -> Answer {
    use crate::answer::OrRefuse;
    linxuan_app::view::is_empty(&visit.app).await.or_refuse(&visit)?;
    Ok("ok\n".into_response())
}
