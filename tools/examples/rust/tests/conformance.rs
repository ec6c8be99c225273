//! One test of cargo for each case of the suite; build.rs writes them.

use schedules::StepLR;
use serde_json::Value;

/// Plays a case and compares the lr of each group after 0, 1, 2, … steps.
fn check(line: &str) {
    let case: Value = serde_json::from_str(line).unwrap();
    let scenario = &case["scenario"];
    let lrs = numbers(scenario["optimizer"]["groups"].as_array().unwrap().iter().map(|group| &group["lr"]));
    let args = &scenario["schedulers"][0]["args"];
    let gamma = args.get("gamma").map_or(0.1, number);
    let mut scheduler = StepLR::new(lrs, args["step_size"].as_u64().unwrap(), gamma);
    let mut rows = vec![scheduler.lrs.clone()];
    for operation in scenario["program"].as_array().unwrap() {
        if let Some(rates) = operation.get("set_lr") {
            scheduler.lrs = numbers(rates.as_array().unwrap());
        }
        for _ in 0..operation.get("step").map_or(0, |count| count.as_u64().unwrap()) {
            scheduler.step();
            rows.push(scheduler.lrs.clone());
        }
    }
    let limit = |name: &str, default: f64| case.get("tolerance").map_or(default, |own| number(&own[name]));
    let (rel, abs) = (limit("rel", 1e-9), limit("abs", 1e-12));
    for (group, column) in case["expected"]["trace"]["lr"].as_array().unwrap().iter().enumerate() {
        let expected = numbers(column.as_array().unwrap());
        assert_eq!(rows.len(), expected.len(), "observations of group {group}");
        let scale = expected.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
        for (step, wanted) in expected.iter().enumerate() {
            let found = rows[step][group];
            assert!(
                (found - wanted).abs() <= (rel * wanted.abs()).max(abs * scale),
                "group {group}, step {step}: expected {wanted}, found {found}"
            );
        }
    }
}

fn numbers<'a>(values: impl IntoIterator<Item = &'a Value>) -> Vec<f64> {
    values.into_iter().map(number).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
