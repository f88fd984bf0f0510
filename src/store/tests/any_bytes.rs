//! Property tests with arbitrary file contents.

use proptest::prelude::*;

use super::*;

/// Generates a file of ours with odd values in every position.
fn odd_files() -> impl Strategy<Value = Vec<u8>> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(vec!["", "system", "whatsapp", "7103004512", "https://a.example", "\u{0}", "ж"])
            .prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "version",
        "settings",
        "instances",
        "language",
        "theme",
        "scalePercent",
        "window",
        "width",
        "height",
        "x",
        "idInstance",
        "name",
        "messenger",
        "apiUrl",
        "checked",
        "tags",
        "colour",
        "access",
        "other",
    ]);
    let value = leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..8).prop_map(|pairs| Value::Object(
                pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            )),
        ]
    });
    (value.clone(), value, any::<bool>()).prop_map(|(settings, instances, whole)| {
        let mut top = json!({"version": 1, "settings": settings, "instances": instances});
        if whole {
            top["instances"] = json!([top["instances"], top["settings"]]);
        }
        top.to_string().into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_survived_and_kept(
        bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..200), odd_files()]
    ) {
        let bench = Bench::with(&bytes);
        let (store, loaded) = bench.open();
        prop_assert!(Settings::SCALE_PERCENT.contains(&loaded.settings.scale_percent));
        prop_assert_eq!(&fs::read(bench.file()).unwrap(), &bytes, "opening replaces nothing");
        store.change(|contents| contents.put_instance(record(7103004512u64, "Sales"))).unwrap();
        let replaced = loaded.warnings.iter().any(|warning| matches!(warning, StoreWarning::Damaged { .. } | StoreWarning::Newer { .. }));
        prop_assert_eq!(bench.kept_aside().contains(&bytes), replaced);
        let (_, again) = bench.open();
        prop_assert_eq!(again.settings, loaded.settings);
        prop_assert!(again.instances.iter().any(|record| record.name == "Sales"));
    }
}
