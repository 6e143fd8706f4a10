use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use linxuan_domain::access::{Act, Object, Viewer};
use linxuan_domain::activity::{self as rules, By, Totals, UnitFigure, UnitSum};
use linxuan_domain::value::Date;
use linxuan_store::activity as kept;
use linxuan_store::unit::{self, Unit};

use super::overtyping;
use crate::door::{ask, campaign_of};
use crate::{App, Refusal, Running};

/// What the totals are by, and of which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    pub by: By,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Asked {
    /// Figures overtyped are of the whole time: a part of it counts entries alone.
    pub fn overtyped(self) -> bool {
        self.from.is_none() && self.to.is_none() && self.by != By::Month
    }
}

/// What all units of a campaign logged.
#[derive(Debug, Clone)]
pub struct Campaign {
    pub totals: Totals,
    /// How many units have something among the totals.
    pub logging: usize,
    /// Every unit, with or without a log.
    pub units: Vec<Unit>,
    /// The first and the last day of the campaign.
    pub period: (Date, Date),
}

/// The totals of the viewer's campaign.
///
/// # Errors
/// When the viewer may not see them.
pub async fn campaign(app: &App, viewer: &Viewer, asked: Asked) -> Result<Campaign, Refusal> {
    let running: Arc<Running> = app.campaign_by_id(campaign_of(viewer)?)?;
    ask(viewer, Act::SeeActivityTotals, Object { campaign: Some(&running.id), ..Object::default() })?;
    app.read(move |sql| {
        let (book, id) = (&running.rulebook, running.id.as_str());
        let (first, last) = rules::period(book);
        let units = unit::of_campaign(sql, id)?;
        let channels: BTreeMap<&str, &str> =
            units.iter().map(|unit| (unit.id.as_str(), unit.channel.as_str())).collect();
        let channel = |unit: &str| channels.get(unit).copied().unwrap_or_default().to_owned();
        let days = [asked.from.unwrap_or(first).to_string(), asked.to.unwrap_or(last).to_string()];
        let sums = kept::sums(sql, id, days.each_ref().map(String::as_str))?;
        let sum = |one: kept::Sum| UnitSum {
            channel: channel(&one.unit_id),
            unit: one.unit_id,
            activity: one.activity,
            month: one.month,
            entries: u64::try_from(one.entries).unwrap_or(0),
            counted: u64::try_from(one.counted).unwrap_or(0),
        };
        let sums: Vec<UnitSum> = sums.into_iter().map(sum).collect();
        let figures = if asked.overtyped() { kept::figures(sql, id, None)? } else { Vec::new() };
        let figure = |one: &kept::Figure| {
            Ok(UnitFigure { unit: one.unit_id.clone(), channel: channel(&one.unit_id), figure: overtyping(one)? })
        };
        let figures: Result<Vec<UnitFigure>, Refusal> = figures.iter().map(figure).collect();
        let figures = figures?;
        let told = sums.iter().map(|one| &one.unit).chain(figures.iter().map(|one| &one.unit));
        let logging = told.collect::<BTreeSet<_>>().len();
        let totals = rules::totals(book, &sums, &figures, asked.by);
        Ok(Campaign { totals, logging, units, period: (first, last) })
    })
    .await
}
