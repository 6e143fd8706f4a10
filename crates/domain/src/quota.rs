//! 推荐名额: how many a unit may, or must, recommend.

use crate::finding::{Finding, Matter, Verdict};
use crate::rulebook::{Channel, Force, Quota};

/// A unit's quota with what was granted or overridden for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub quota: Quota,
    /// 增加名额 granted by the sponsors.
    pub extra: u32,
}

impl Allowance {
    /// The channel's quota, or the unit's own number where the office set one.
    pub fn of(channel: &Channel, own: Option<u32>, extra: u32) -> Self {
        let quota = match own {
            None => channel.quota,
            Some(own) if channel.quota.exactly.is_some() => Quota { exactly: Some(own), ..channel.quota },
            // Whoever may hand in fewer than the least number cannot owe more than that.
            Some(own) => {
                let at_least = channel.quota.at_least.map(|least| least.min(own));
                Quota { at_most: Some(own), at_least, ..channel.quota }
            }
        };
        Self { quota, extra }
    }

    /// The largest number that is not refused; `None` when there is no limit.
    pub fn limit(self) -> Option<u32> {
        self.quota.limit().map(|limit| limit.saturating_add(self.extra))
    }

    /// The number below which a reason is asked for: a fixed number is fixed
    /// without the extra, because an extra is allowed, not ordered.
    fn wanted(self) -> Option<u32> {
        self.quota.exactly.or(self.quota.at_least)
    }
}

/// The quota's word on handing in `used` nominations: more is refused, fewer
/// than a fixed or least number is in principle not right.
pub fn judge(allowance: Allowance, used: u32) -> Vec<Finding> {
    let mut findings = Vec::new();
    let exactly = allowance.quota.exactly.is_some();
    if let Some(allowed) = allowance.limit() {
        let verdict = if used > allowed { Verdict::Breaks } else { Verdict::Holds };
        let matter = Matter::Quota { used, allowed, extra: allowance.extra, exactly };
        findings.push(Finding { rule: "quota".into(), force: Force::Must, verdict, matter });
    }
    if let Some(wanted) = allowance.wanted() {
        let verdict = if used < wanted { Verdict::Breaks } else { Verdict::Holds };
        let matter = Matter::QuotaShort { used, wanted, exactly };
        findings.push(Finding { rule: "quota-short".into(), force: Force::InPrinciple, verdict, matter });
    }
    findings
}
