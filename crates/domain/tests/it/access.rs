//! Who may do and see what.

use linxuan_domain::access::{Act, Object, Role, Viewer, may};
use linxuan_domain::id::{CampaignId, NominationId, UnitId};

/// One column a role, in the order of the glossary: system administrator, security administrator,
/// auditor, office, sponsor, unit clerk, unit leader, joint body, collector, nominee, examiner, supervisor.
const PIVOT: &str = "\
see-home             xxxxxxxxxxxx
manage-self          xxxxxxxxxxxx
see-nomination       ...xxxxxxxx.
see-material         ...xxxxxxxx.
create-nomination    ....xxx.x...
save-nomination      ....xxx.xx..
attach-material      ....xxx.xx..
withdraw-nomination  ....xxx.x...
waive                ....xxx.x...
record-procedure     ....xxx.x...
log-activity         ....xxx.x...
issue-code           .....xx.x...
hand-in              ....xxx.x...
see-receipt          ...xxxx.x...
see-queue            ...x......x.
examine              ...x......x.
accept-nomination    ...x......x.
return-nomination    ...x......x.
extend-return        ...x........
propose-refusal      ...x......x.
confirm-refusal      ...x......x.
reject-refusal       ...x......x.
see-monitoring       ...x.......x
see-waivers          ...x.......x
see-activity-totals  ...x.......x
manage-units         ...x........
grant-quota          ...x........
propose-extension    ...x........
confirm-extension    ...x........
import-honours       ...x........
see-record           ..x........x
manage-accounts      .x..........
propose-campaign     x..x........
confirm-campaign     .x.x........
";

struct World {
    campaign: CampaignId,
    other_campaign: CampaignId,
    unit: UnitId,
    other_unit: UnitId,
    nomination: NominationId,
    other_nomination: NominationId,
}

fn world() -> World {
    World {
        campaign: "campaign-1".into(),
        other_campaign: "campaign-2".into(),
        unit: "unit-1".into(),
        other_unit: "unit-2".into(),
        nomination: "nomination-1".into(),
        other_nomination: "nomination-2".into(),
    }
}

impl World {
    fn viewer(&self, role: Role) -> Viewer {
        Viewer {
            account: "account-1".into(),
            name: "张三".into(),
            role,
            campaign: (!role.of_system()).then(|| self.campaign.clone()),
            unit: role.of_unit().then(|| self.unit.clone()),
            nomination: (role == Role::Nominee).then(|| self.nomination.clone()),
        }
    }

    /// The viewer's own nomination of the own unit in the own campaign.
    fn own(&self, handed_in: bool) -> Object<'_> {
        Object { campaign: Some(&self.campaign), unit: Some(&self.unit), nomination: Some(&self.nomination), handed_in }
    }
}

#[test]
fn every_act_is_open_to_just_these_roles() {
    let world = world();
    let column = |act: Act, role| if may(&world.viewer(role), act, world.own(true)) { 'x' } else { '.' };
    let columns = |act: Act| Role::ALL.map(|role| column(act, role)).iter().collect::<String>();
    let line = |act: &Act| format!("{:<21}{}\n", act.id(), columns(*act));
    assert_eq!(Act::ALL.iter().map(line).collect::<String>(), PIVOT);
}

/// The glossary has it so: 安全管理员 keeps accounts and permissions, 系统管理员 keeps the system running.
#[test]
fn accounts_are_kept_by_the_security_administrator() {
    let world = world();
    let able = Role::ALL.into_iter().filter(|role| may(&world.viewer(*role), Act::ManageAccounts, Object::default()));
    assert_eq!(able.collect::<Vec<_>>(), [Role::SecurityAdministrator]);
}

#[test]
fn nobody_of_a_unit_reaches_another_units_object() {
    let world = world();
    for role in Role::ALL.into_iter().filter(|role| role.of_unit()) {
        for act in Act::ALL {
            for handed_in in [false, true] {
                let nominations = [None, Some(&world.nomination), Some(&world.other_nomination)];
                for nomination in nominations {
                    let object = Object {
                        campaign: Some(&world.campaign),
                        unit: Some(&world.other_unit),
                        nomination,
                        handed_in,
                    };
                    assert!(!may(&world.viewer(role), *act, object), "{} {}", role.id(), act.id());
                }
            }
        }
    }
}

#[test]
fn a_viewer_of_a_unit_without_a_unit_reaches_none() {
    let world = world();
    for role in Role::ALL.into_iter().filter(|role| role.of_unit()) {
        let viewer = Viewer { unit: None, ..world.viewer(role) };
        assert!(Act::ALL.iter().all(|act| !may(&viewer, *act, world.own(true))), "{}", role.id());
    }
}

#[test]
fn nobody_reaches_into_another_campaign() {
    let world = world();
    for role in Role::ALL.into_iter().filter(|role| !role.of_system()) {
        for act in Act::ALL {
            let elsewhere = Object { campaign: Some(&world.other_campaign), ..world.own(true) };
            assert!(!may(&world.viewer(role), *act, elsewhere), "{} {}", role.id(), act.id());
            let only_named = Object { campaign: Some(&world.other_campaign), ..Object::default() };
            assert!(!may(&world.viewer(role), *act, only_named), "{} {}", role.id(), act.id());
        }
    }
}

/// What stands for itself needs no object: a to-do list, one's own account.
#[test]
fn everyone_reaches_what_is_nobody_elses() {
    let world = world();
    for act in [Act::SeeHome, Act::ManageSelf] {
        assert!(Role::ALL.into_iter().all(|role| may(&world.viewer(role), act, Object::default())), "{}", act.id());
    }
    let campaign = Object { campaign: Some(&world.campaign), ..Object::default() };
    assert!(Role::ALL.into_iter().all(|role| may(&world.viewer(role), Act::SeeHome, campaign)));
}

#[test]
fn a_nominee_sees_and_saves_the_own_nomination_only() {
    let world = world();
    let nominee = world.viewer(Role::Nominee);
    let other = Object { nomination: Some(&world.other_nomination), ..world.own(true) };
    for handed_in in [false, true] {
        assert!(may(&nominee, Act::SeeNomination, world.own(handed_in)));
        assert!(may(&nominee, Act::SaveNomination, world.own(handed_in)));
    }
    assert!(Act::ALL.iter().all(|act| !may(&nominee, *act, other)));
    assert!(!may(&nominee, Act::HandIn, world.own(false)));
    let stranger = Viewer { nomination: None, ..nominee };
    assert!(Act::ALL.iter().all(|act| !may(&stranger, *act, world.own(true))));
}

#[test]
fn drafts_are_the_units_own() {
    let world = world();
    for role in [Role::Office, Role::Examiner] {
        for act in Act::ALL {
            let draft = world.own(false);
            assert!(!may(&world.viewer(role), *act, draft), "{} {}", role.id(), act.id());
        }
        assert!(may(&world.viewer(role), Act::SeeNomination, world.own(true)));
    }
    assert!(may(&world.viewer(Role::UnitClerk), Act::SeeNomination, world.own(false)));
}

#[test]
fn the_three_administrators_see_no_nomination() {
    let world = world();
    for role in Role::ALL.into_iter().filter(|role| role.of_system()) {
        assert!(!may(&world.viewer(role), Act::SeeNomination, world.own(true)), "{}", role.id());
        assert!(!may(&world.viewer(role), Act::SeeMonitoring, Object::default()), "{}", role.id());
    }
}

/// What is not said is refused: an object that names a nomination but not its unit is nobody's own.
#[test]
fn a_nomination_whose_unit_is_not_said_is_refused_to_units() {
    let world = world();
    let unsaid = Object { unit: None, nomination: Some(&world.other_nomination), ..world.own(true) };
    for role in Role::ALL.into_iter().filter(|role| role.of_unit()) {
        assert!(!may(&world.viewer(role), Act::SeeNomination, unsaid), "{}", role.id());
    }
}

#[test]
fn roles_and_acts_have_ids_of_their_own() {
    for role in Role::ALL {
        assert_eq!(Role::from_id(role.id()), Some(role));
        assert_eq!(serde_json::to_value(role).unwrap(), role.id());
    }
    assert_eq!(Role::from_id("expert-of-everything"), None);
    let mut ids: Vec<&str> = Act::ALL.iter().map(|act| act.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), Act::ALL.len());
}

#[test]
fn only_units_and_the_three_administrators_stand_apart() {
    let of_unit = [Role::Sponsor, Role::UnitClerk, Role::UnitLeader, Role::JointBody, Role::Collector];
    let of_system = [Role::SystemAdministrator, Role::SecurityAdministrator, Role::Auditor];
    assert_eq!(Role::ALL.into_iter().filter(|role| role.of_unit()).collect::<Vec<_>>(), of_unit);
    assert_eq!(Role::ALL.into_iter().filter(|role| role.of_system()).collect::<Vec<_>>(), of_system);
}
