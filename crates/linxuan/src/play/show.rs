pub struct Shown;
pub async fn show() {}
