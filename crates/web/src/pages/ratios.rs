//! 总数和结构比例: what caps and ratios say of channels and the whole campaign.

use linxuan_app::overall::{Overall, overall};
use linxuan_app::{Refusal, Running};

use super::found::{Found, found};
use crate::guard::Visit;

/// One rule's word on a channel, or on the campaign.
pub struct Ratio {
    pub whose: String,
    pub found: Found,
}

/// The panel's lines, channels in the rulebook's order and the campaign last.
///
/// # Errors
/// When the viewer may not see it.
pub async fn ratios(visit: &Visit, running: &Running) -> Result<Vec<Ratio>, Refusal> {
    let said = overall(&visit.app, visit.viewer()?).await?;
    Ok(said.iter().filter_map(|one| ratio(visit, running, one)).collect())
}

fn ratio(visit: &Visit, running: &Running, one: &Overall) -> Option<Ratio> {
    let channel = one.channel.as_ref().and_then(|id| running.rulebook.channel(id.as_str()));
    let whole = || visit.words.say("monitoring-ratios-whole");
    let whose = channel.map_or_else(whole, |channel| channel.title.text(visit.words.language).to_owned());
    let found = found(visit, running, "", "", std::slice::from_ref(&one.finding)).into_iter().next()?;
    Some(Ratio { whose, found })
}
