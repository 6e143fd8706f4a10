use std::collections::BTreeSet;

use linxuan_domain::access::Role;

use crate::Place;

const UPLOADS: [&str; 5] = ["OPTIONS", "POST", "HEAD", "PATCH", "DELETE"];

#[test]
fn every_route_is_listed_with_its_roles() {
    let ran = Place::new().run(&["routes", "--json"]);
    assert_eq!((ran.code, &*ran.err), (0, ""), "{ran:?}");
    let known: BTreeSet<&str> = Role::ALL.map(Role::id).into_iter().chain(["public"]).collect();
    let json = ran.json();
    let routes = json.as_array().unwrap();
    let mut seen = BTreeSet::new();
    for route in routes {
        let (method, path) = (route["method"].as_str().unwrap(), route["path"].as_str().unwrap());
        // Only uploads speak a protocol that has more than these two.
        let methods = if path.starts_with("/uploads") { &UPLOADS[..] } else { &["GET", "POST"] };
        assert!(methods.contains(&method) && path.starts_with('/'), "{route}");
        assert!(!path.contains([':', '*']), "parameters are written as {{id}}: {route}");
        assert!(!route["act"].as_str().unwrap().is_empty(), "{route}");
        let who: Vec<&str> = route["who"].as_array().unwrap().iter().map(|who| who.as_str().unwrap()).collect();
        assert!(!who.is_empty() && who.iter().all(|who| known.contains(who)), "{route}");
        assert!(who == ["public"] || !who.contains(&"public"), "{route}");
        assert!(seen.insert((method, path)), "twice: {route}");
    }
    for wanted in
        [("GET", "/"), ("GET", "/health"), ("POST", "/sign-in"), ("GET", "/api/openapi.json"), ("POST", "/hand-in")]
    {
        assert!(seen.contains(&wanted), "{wanted:?}");
    }
}
