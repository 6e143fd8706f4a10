//! Who may do and see what: the one place that decides.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, CampaignId, NominationId, UnitId};

/// Roles by the ids of the glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    SystemAdministrator,
    SecurityAdministrator,
    Auditor,
    Office,
    Sponsor,
    UnitClerk,
    UnitLeader,
    JointBody,
    Collector,
    Nominee,
    Examiner,
    Supervisor,
}

impl Role {
    pub const ALL: [Self; 12] = [
        Self::SystemAdministrator,
        Self::SecurityAdministrator,
        Self::Auditor,
        Self::Office,
        Self::Sponsor,
        Self::UnitClerk,
        Self::UnitLeader,
        Self::JointBody,
        Self::Collector,
        Self::Nominee,
        Self::Examiner,
        Self::Supervisor,
    ];

    pub const fn id(self) -> &'static str {
        match self {
            Self::SystemAdministrator => "system-administrator",
            Self::SecurityAdministrator => "security-administrator",
            Self::Auditor => "auditor",
            Self::Office => "office",
            Self::Sponsor => "sponsor",
            Self::UnitClerk => "unit-clerk",
            Self::UnitLeader => "unit-leader",
            Self::JointBody => "joint-body",
            Self::Collector => "collector",
            Self::Nominee => "nominee",
            Self::Examiner => "examiner",
            Self::Supervisor => "supervisor",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }

    /// Belongs to one recommending unit.
    pub const fn of_unit(self) -> bool {
        matches!(self, Self::UnitClerk | Self::UnitLeader | Self::Collector | Self::JointBody | Self::Sponsor)
    }

    /// Reads ID numbers and telephones of the nominations it may see: who fills
    /// them in and who checks them. A joint body's opinion needs neither.
    pub const fn sees_personal(self) -> bool {
        matches!(
            self,
            Self::UnitClerk
                | Self::UnitLeader
                | Self::Collector
                | Self::Sponsor
                | Self::Nominee
                | Self::Office
                | Self::Examiner
        )
    }

    /// Examines what units hand in, and reads it as it was handed in.
    pub const fn examines(self) -> bool {
        matches!(self, Self::Office | Self::Examiner)
    }

    /// Belongs to no campaign.
    pub const fn of_system(self) -> bool {
        matches!(self, Self::SystemAdministrator | Self::SecurityAdministrator | Self::Auditor)
    }
}

/// What a personal access token may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Looking at what its owner may see.
    Read,
    /// Doing what its owner may do.
    Act,
}

impl Scope {
    pub const ALL: [Self; 2] = [Self::Read, Self::Act];

    pub const fn id(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Act => "act",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.id() == id)
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident = $id:literal by [$($role:ident),*];)*) => {
        /// Everything that can be done or looked at behind a sign-in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Act {
            $($(#[$doc])* $name,)*
        }

        impl Act {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// The roles that may; objects narrow it further.
            pub const fn who(self) -> &'static [Role] {
                match self { $(Self::$name => &[$(Role::$role,)*],)* }
            }
        }
    };
}

acts! {
    /// One's own to-do list.
    SeeHome = "see-home" by [SystemAdministrator, SecurityAdministrator, Auditor, Office, Sponsor, UnitClerk, UnitLeader, JointBody, Collector, Nominee, Examiner, Supervisor];
    /// One's own password, sessions and language.
    ManageSelf = "manage-self" by [SystemAdministrator, SecurityAdministrator, Auditor, Office, Sponsor, UnitClerk, UnitLeader, JointBody, Collector, Nominee, Examiner, Supervisor];
    SeeNomination = "see-nomination" by [Office, Sponsor, UnitClerk, UnitLeader, Collector, JointBody, Nominee, Examiner];
    /// Files and links of a nomination.
    SeeMaterial = "see-material" by [Office, Sponsor, UnitClerk, UnitLeader, Collector, JointBody, Nominee, Examiner];
    CreateNomination = "create-nomination" by [UnitClerk, UnitLeader, Collector, Sponsor];
    SaveNomination = "save-nomination" by [UnitClerk, UnitLeader, Collector, Sponsor, Nominee];
    /// Adding to, taking off and ordering the materials of a nomination.
    AttachMaterial = "attach-material" by [UnitClerk, UnitLeader, Collector, Sponsor, Nominee];
    WithdrawNomination = "withdraw-nomination" by [UnitClerk, UnitLeader, Collector, Sponsor];
    Waive = "waive" by [UnitClerk, UnitLeader, Collector, Sponsor];
    RecordProcedure = "record-procedure" by [UnitClerk, UnitLeader, Collector, Sponsor];
    /// The unit's log of activities, and the figures of its activity table.
    LogActivity = "log-activity" by [UnitClerk, UnitLeader, Collector, Sponsor];
    IssueCode = "issue-code" by [UnitClerk, UnitLeader, Collector];
    HandIn = "hand-in" by [UnitClerk, UnitLeader, Collector, Sponsor];
    SeeReceipt = "see-receipt" by [UnitClerk, UnitLeader, Collector, Sponsor, Office];
    SeeQueue = "see-queue" by [Office, Examiner];
    Examine = "examine" by [Office, Examiner];
    AcceptNomination = "accept-nomination" by [Office, Examiner];
    ReturnNomination = "return-nomination" by [Office, Examiner];
    ExtendReturn = "extend-return" by [Office];
    ProposeRefusal = "propose-refusal" by [Office, Examiner];
    ConfirmRefusal = "confirm-refusal" by [Office, Examiner];
    RejectRefusal = "reject-refusal" by [Office, Examiner];
    SeeMonitoring = "see-monitoring" by [Office, Supervisor];
    SeeWaivers = "see-waivers" by [Office, Supervisor];
    SeeActivityTotals = "see-activity-totals" by [Office, Supervisor];
    ManageUnits = "manage-units" by [Office];
    GrantQuota = "grant-quota" by [Office];
    ProposeExtension = "propose-extension" by [Office];
    ConfirmExtension = "confirm-extension" by [Office];
    ImportHonours = "import-honours" by [Office];
    SeeRecord = "see-record" by [Supervisor, Auditor];
    ManageAccounts = "manage-accounts" by [SecurityAdministrator];
    ProposeCampaign = "propose-campaign" by [Office, SystemAdministrator];
    ConfirmCampaign = "confirm-campaign" by [Office, SecurityAdministrator];
}

/// Who is asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    pub account: AccountId,
    pub name: String,
    pub role: Role,
    /// Absent for the three administrators.
    pub campaign: Option<CampaignId>,
    pub unit: Option<UnitId>,
    /// A nominee's own nomination.
    pub nomination: Option<NominationId>,
}

/// What is asked about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Object<'a> {
    pub campaign: Option<&'a CampaignId>,
    pub unit: Option<&'a UnitId>,
    pub nomination: Option<&'a NominationId>,
    /// Whether it was handed in: drafts are the unit's own.
    pub handed_in: bool,
}

/// Whether a viewer may do an act on an object. What is not said is refused.
pub fn may(viewer: &Viewer, act: Act, object: Object<'_>) -> bool {
    act.who().contains(&viewer.role) && in_campaign(viewer, object) && near_enough(viewer, object)
}

fn in_campaign(viewer: &Viewer, object: Object<'_>) -> bool {
    match object.campaign {
        None => true,
        Some(campaign) => viewer.role.of_system() || viewer.campaign.as_ref() == Some(campaign),
    }
}

fn near_enough(viewer: &Viewer, object: Object<'_>) -> bool {
    match viewer.role {
        Role::Nominee => object.nomination.is_none_or(|nomination| viewer.nomination.as_ref() == Some(nomination)),
        // Whose nomination it is must be said before a unit can be told that it is its own.
        role if role.of_unit() => match object.unit {
            Some(unit) => viewer.unit.as_ref() == Some(unit),
            None => object.nomination.is_none(),
        },
        role if role.examines() => object.nomination.is_none() || object.handed_in,
        _ => true,
    }
}
