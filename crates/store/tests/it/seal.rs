use linxuan_store::seal::Keys;
use linxuan_testkit::keys;
use proptest::prelude::*;

const PLACE: &str = "nomination/01900000/sealed";

proptest! {
    #[test]
    fn what_is_sealed_for_a_place_opens_there(place in ".{0,40}", plain in prop::collection::vec(any::<u8>(), 0..300)) {
        let sealed = keys().seal(&place, &plain).unwrap();
        // Nonce and tag.
        prop_assert_eq!(sealed.len(), 24 + plain.len() + 16);
        prop_assert_eq!(keys().open(&place, &sealed), Ok(plain));
    }

    #[test]
    fn nowhere_else(place in ".{0,20}", other in ".{0,20}", plain in prop::collection::vec(any::<u8>(), 0..50)) {
        prop_assume!(place != other);
        let sealed = keys().seal(&place, &plain).unwrap();
        prop_assert_eq!(keys().open(&other, &sealed).unwrap_err().message, format!("{other} cannot be opened"));
    }

    #[test]
    fn values_have_one_index_if_they_are_equal(a in ("[ab]{0,3}", "[ab]{0,3}"), b in ("[ab]{0,3}", "[ab]{0,3}")) {
        prop_assert_eq!(keys().index(&a.0, &a.1) == keys().index(&b.0, &b.1), a == b);
        prop_assert_eq!(keys().commitment(&a.0, &a.1) == keys().commitment(&b.0, &b.1), a == b);
    }
}

#[test]
fn any_flipped_bit_is_noticed() {
    let sealed = keys().seal(PLACE, "身份证号 99000019500101001X".as_bytes()).unwrap();
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(keys().open(PLACE, &changed).is_err(), "bit {bit}");
    }
}

#[test]
fn anything_cut_off_or_added_is_noticed() {
    let sealed = keys().seal(PLACE, b"13 bytes long").unwrap();
    for length in 0..sealed.len() {
        assert!(keys().open(PLACE, &sealed[..length]).is_err(), "{length} bytes");
        assert!(keys().open(PLACE, &sealed[sealed.len() - length..]).is_err(), "the last {length} bytes");
    }
    assert!(keys().open(PLACE, &[sealed.clone(), vec![0]].concat()).is_err());
    assert_eq!(keys().open(PLACE, &sealed).unwrap(), b"13 bytes long");
}

#[test]
fn another_installation_opens_nothing_and_finds_nothing() {
    let other = Keys::derive(&[8; 32]);
    let sealed = keys().seal(PLACE, b"x").unwrap();
    assert!(other.open(PLACE, &sealed).is_err());
    assert_ne!(other.index("person", "x"), keys().index("person", "x"));
    assert_ne!(other.commitment("person", "x"), keys().commitment("person", "x"));
    assert_ne!(other.token("x"), keys().token("x"));
}

#[test]
fn sealing_reveals_only_that_a_place_did_not_change() {
    let sealed = |place: &str, plain: &str| keys().seal(place, plain.as_bytes()).unwrap();
    assert_eq!(sealed("a", "same"), sealed("a", "same"));
    let (one, other, elsewhere) = (sealed("a", "same"), sealed("a", "some"), sealed("b", "same"));
    // A nonce of its own for each: nothing is ever sealed twice under one.
    assert!(one[..24] != other[..24] && one[..24] != elsewhere[..24] && other[..24] != elsewhere[..24]);
    assert!(one[24..] != elsewhere[24..]);
}

/// Computed with Python's `hmac` from the definition: HMAC-SHA-256 over each part with its length
/// (eight bytes, big end first), the key being that of "linxuan", "index" under the master key.
#[test]
fn the_index_is_what_its_definition_says() {
    assert_eq!(
        keys().index("person", "resident-card:99000019500101001X"),
        "ef93e397238ada27c23e28617fece103e3a8333d733ad721a00294aadd5785d3"
    );
    assert_eq!(keys().token("abc"), "dcff1ad6f99144101ecebf90b043945f9def1ef6f084bf48175133067cf0a18a");
    assert_eq!(keys().commitment("nomination/1", "phone:10020000000"), "keyed:8fb64dd1c41dbcdfff721b6b");
}
