//! What programmers print says which thing it is, and shows nothing of what was typed or given out.

use linxuan_app::{Refusal, account, session};
use linxuan_domain::access::Role;
use linxuan_testkit::invented;

use crate::form::filled;
use crate::world::{MAIN, each_engine, new_account};

#[test]
fn values_that_are_printed_show_nothing_personal_and_no_secret() {
    each_engine(&[MAIN], async |world| {
        let office = world.office(MAIN).await;
        let clerk = world.unit(&office, "星辰学会", "society").await;
        let id = world.nominate(&clerk, 1).await;
        let new = new_account("examiner", Role::Examiner, Some(MAIN), None);
        let letter = account::create(&world.app, "system", new).await.unwrap();
        let opened = session::sign_in(&world.app, "examiner", letter.password.clone(), "", "s").await.unwrap();
        let sheet = filled(&world.running(&clerk), "person", 1);
        let mut other = sheet.clone();
        other.set_text("post", "另一个职务");
        let stale = world.save(&clerk, &id, 1, other).await.unwrap_err();
        assert!(matches!(stale, Refusal::Stale(_)));
        let printed = format!("{letter:?} {opened:?} {sheet:?} {stale:?} {stale}");
        for named in ["Letter { login: \"examiner\"", "Opened { account: ", "Stale { version: 2", "\"identity.number\""]
        {
            assert!(printed.contains(named), "{named} in {printed}");
        }
        let fields = ["name", "identity.number", "birth-date", "mobile", "employer", "deeds"];
        let texts = fields.map(|field| sheet.text(field).to_owned());
        let others = [letter.password, opened.token, invented::phone(1), "账号examiner".to_owned(), clerk.name.clone()];
        for secret in texts.into_iter().chain(others) {
            assert!(!secret.is_empty() && !printed.contains(&secret), "{secret} in {printed}");
        }
    });
}
