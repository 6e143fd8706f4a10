use linxuan_store::material::{self, Attachment, Blob, Part, Upload};
use linxuan_store::nomination;
use linxuan_store::{Store, submission};
use linxuan_testkit::row::{self, Ground, NOW};
use linxuan_testkit::{act, denied, each_engine, keys, read};

fn blob(hash: &str, bytes: i64) -> Blob {
    let (kind, facts) = ("image/jpeg".to_owned(), "{}".to_owned());
    Blob { hash: hash.to_owned(), bytes, kind, facts, stored_at: NOW }
}

struct Laid {
    ground: Ground,
    nomination: String,
}

fn lay(store: &Store) -> Laid {
    let ground = Ground::lay(store);
    let draft = ground.nomination(1);
    let nomination = draft.id.clone();
    act(store, move |sql| nomination::insert(sql, &keys(), &draft));
    Laid { ground, nomination }
}

impl Laid {
    fn attachment(&self, id: &str, ordinal: i64, hash: Option<&str>) -> Attachment {
        Attachment {
            id: id.to_owned(),
            campaign_id: self.ground.campaign.clone(),
            unit_id: self.ground.unit.id.clone(),
            nomination_id: Some(self.nomination.clone()),
            material: "photo".to_owned(),
            ordinal,
            name: "张三1.jpg".to_owned(),
            hash: hash.map(str::to_owned),
            link: hash.is_none().then(|| "https://example.org".to_owned()),
            added_by: "account-of-the-unit".to_owned(),
            added_at: NOW,
            removed_by: None,
            removed_at: None,
            submission_id: None,
        }
    }

    fn upload(&self, id: &str, length: i64) -> Upload {
        Upload {
            id: id.to_owned(),
            campaign_id: self.ground.campaign.clone(),
            unit_id: self.ground.unit.id.clone(),
            nomination_id: Some(self.nomination.clone()),
            material: "photo".to_owned(),
            file_name: "张三1.jpg".to_owned(),
            length,
            expected: None,
            received: 0,
            parts: Vec::new(),
            attachment_id: None,
            opened_by: "account-of-the-unit".to_owned(),
            opened_at: NOW,
            touched_at: NOW,
        }
    }

    fn used(&self, store: &Store, but: &'static str) -> [i64; 3] {
        let (n, u, c) = (self.nomination.clone(), self.ground.unit.id.clone(), self.ground.campaign.clone());
        read(store, move |sql| material::used(sql, (&n, &u, &c), but))
    }
}

#[test]
fn attachments_are_listed_in_their_order_until_they_are_removed() {
    each_engine(|store, _| {
        let laid = lay(store);
        let (one, two) = (laid.attachment("a1", 2, Some("h1")), laid.attachment("a2", 1, None));
        let wanted = [(two.clone(), None), (one.clone(), Some(blob("h1", 5)))];
        let id = laid.nomination.clone();
        let listed = act(store, move |sql| {
            material::keep(sql, &blob("h1", 5))?;
            material::insert(sql, &one)?;
            material::insert(sql, &two)?;
            material::attached(sql, &id)
        });
        assert_eq!(listed, wanted);
        let id = laid.nomination.clone();
        let listed = act(store, move |sql| {
            material::remove(sql, "a2", "somebody", NOW + 1)?;
            material::remove(sql, "a2", "somebody else", NOW + 2)?;
            material::place(sql, "a1", 7)?;
            material::attached(sql, &id)
        });
        assert_eq!(listed.iter().map(|(one, _)| (one.id.as_str(), one.ordinal)).collect::<Vec<_>>(), [("a1", 7)]);
        let removed = read(store, |sql| material::find(sql, "a2")).unwrap();
        assert_eq!((removed.removed_by.as_deref(), removed.removed_at), (Some("somebody"), Some(NOW + 1)));
        assert!(read(store, |sql| material::find(sql, "a3")).is_none());
        let orphan = laid.attachment("a9", 1, Some("nothing"));
        assert!(!denied(store, move |sql| material::insert(sql, &orphan)).duplicate);
    });
}

#[test]
fn what_was_handed_in_is_listed_as_it_was() {
    each_engine(|store, _| {
        let laid = lay(store);
        let all = [laid.attachment("a1", 1, None), laid.attachment("a2", 2, None), laid.attachment("a3", 3, None)];
        let (id, package) = (laid.nomination.clone(), row::submission("s1", &laid.ground.unit, "1"));
        let listed = act(store, move |sql| {
            submission::insert(sql, &package)?;
            all[..2].iter().try_for_each(|one| material::insert(sql, one))?;
            material::remove(sql, "a1", "x", NOW)?;
            assert!(material::handed_in(sql, &id)?.is_empty());
            nomination::hand_in(sql, &id, "s1", NOW)?;
            material::hand_in(sql, &id, "s1")?;
            material::remove(sql, "a2", "x", NOW)?;
            material::insert(sql, &all[2])?;
            material::handed_in(sql, &id)
        });
        assert_eq!(listed.iter().map(|(one, _)| one.id.as_str()).collect::<Vec<_>>(), ["a2"]);
    });
}

#[test]
fn contents_are_forgotten_when_nothing_names_them() {
    each_engine(|store, _| {
        let laid = lay(store);
        let rows = [("a1", "kept"), ("a2", "removed"), ("a3", "handed-in")];
        let rows: Vec<_> = rows.iter().map(|(id, hash)| laid.attachment(id, 1, Some(hash))).collect();
        let (id, package) = (laid.nomination.clone(), row::submission("s1", &laid.ground.unit, "1"));
        act(store, move |sql| {
            submission::insert(sql, &package)?;
            for hash in ["kept", "removed", "handed-in", "nameless"] {
                material::keep(sql, &blob(hash, 1))?;
            }
            rows.iter().take(2).try_for_each(|row| material::insert(sql, row))?;
            material::remove(sql, "a2", "x", NOW + 5)?;
            material::insert(sql, &rows[2])?;
            material::hand_in(sql, &id, "s1")?;
            material::remove(sql, "a3", "x", NOW + 5)
        });
        let hashes = |before: i64| {
            let mut left = act(store, move |sql| {
                material::forget_unnamed(sql, before)?;
                material::hashes(sql)
            });
            left.sort();
            left
        };
        assert_eq!(hashes(NOW).len(), 4);
        assert_eq!(hashes(NOW + 5), ["handed-in", "kept", "removed"]);
        assert_eq!(hashes(NOW + 6), ["handed-in", "kept"]);
        assert_eq!(read(store, |sql| material::content(sql, "kept")), Some(blob("kept", 1)));
        assert_eq!(read(store, |sql| material::content(sql, "removed")), None);
    });
}

#[test]
fn an_upload_moves_on_from_where_it_is_and_from_nowhere_else() {
    each_engine(|store, _| {
        let laid = lay(store);
        let (upload, id) = (laid.upload("u1", 9), laid.nomination.clone());
        let wanted = upload.clone();
        let part = |length| vec![Part { name: "0.a".to_owned(), length }];
        act(store, move |sql| material::insert_upload(sql, &upload));
        assert_eq!(read(store, |sql| material::find_upload(sql, "u1")), Some(wanted));
        let advance = |from, length| act(store, move |sql| material::advance(sql, "u1", from, &part(length), NOW + 1));
        assert_eq!([advance(0, 4), advance(0, 5), advance(4, 6)], [true, false, true]);
        let kept = read(store, |sql| material::find_upload(sql, "u1")).unwrap();
        assert_eq!((kept.received, kept.parts, kept.touched_at), (6, part(6), NOW + 1));
        let listed = id.clone();
        assert_eq!(read(store, move |sql| material::of_nomination(sql, &listed)).len(), 1);
        let row = laid.attachment("a1", 1, None);
        let finished = act(store, move |sql| {
            material::insert(sql, &row)?;
            Ok([material::finish(sql, "u1", "a1", NOW + 2)?, material::finish(sql, "u1", "a1", NOW + 3)?])
        });
        assert_eq!((finished, advance(9, 9)), ([true, false], false));
        assert!(read(store, move |sql| material::of_nomination(sql, &id)).is_empty());
        assert_eq!(read(store, |sql| material::find_upload(sql, "u1")).unwrap().received, 9);
    });
}

#[test]
fn uploads_are_dropped_one_by_one_or_when_nothing_came_for_long() {
    each_engine(|store, _| {
        let laid = lay(store);
        let mut rows = [laid.upload("u1", 9), laid.upload("u2", 9), laid.upload("u3", 9)];
        rows[2].touched_at = NOW + 10;
        act(store, move |sql| rows.iter().try_for_each(|row| material::insert_upload(sql, row)));
        let dropped = |id: &'static str| act(store, move |sql| material::drop_upload(sql, id));
        assert_eq!([dropped("u1"), dropped("u1")], [true, false]);
        assert_eq!(act(store, |sql| material::drop_stale(sql, NOW + 10)), 1);
        assert_eq!(read(store, material::uploads), ["u3"]);
    });
}

#[test]
fn room_is_counted_for_what_is_attached_and_what_is_announced() {
    each_engine(|store, _| {
        let laid = lay(store);
        let other = laid.ground.nomination(2);
        let rows = [laid.attachment("a1", 1, Some("h1")), laid.attachment("a2", 2, Some("h2"))];
        let of_other = Attachment { nomination_id: Some(other.id.clone()), ..laid.attachment("a3", 1, Some("h1")) };
        let uploads = [laid.upload("u1", 100), laid.upload("u2", 1000)];
        act(store, move |sql| {
            nomination::insert(sql, &keys(), &other)?;
            material::keep(sql, &blob("h1", 3))?;
            material::keep(sql, &blob("h2", 40))?;
            rows.iter().chain([&of_other]).try_for_each(|row| material::insert(sql, row))?;
            material::remove(sql, "a2", "x", NOW)?;
            uploads.iter().try_for_each(|row| material::insert_upload(sql, row))
        });
        assert_eq!(laid.used(store, ""), [1103, 1106, 1106]);
        assert_eq!(laid.used(store, "u2"), [103, 106, 106]);
    });
}
