//! Writes a test for each case of the suite: what cannot be played is an ignored test, with the reason.

use serde_json::Value;
use std::{env, fs, path::Path, process::Command};

fn main() {
    println!("cargo:rerun-if-env-changed=LRCONFORM");
    let program = env::var("LRCONFORM").unwrap_or_else(|_| "lrconform".into());
    let output = Command::new(&program)
        .args(["scenarios", "--expected", "--scheduler", "StepLR"])
        .output()
        .unwrap_or_else(|error| panic!("cannot start {program}: {error}; name it in LRCONFORM"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut tests = String::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let name = case["id"].as_str().unwrap().replace(|letter: char| !letter.is_ascii_alphanumeric(), "_");
        let ignore = match reason_to_skip(&case) {
            Some(reason) => format!("#[ignore = {reason:?}]\n"),
            None => String::new(),
        };
        tests += &format!("#[test]\n{ignore}fn {name}() {{\n    check({line:?});\n}}\n\n");
    }
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("cases.rs"), tests).unwrap();
}

fn reason_to_skip(case: &Value) -> Option<String> {
    let scenario = &case["scenario"];
    let schedulers = scenario["schedulers"].as_array().unwrap();
    if schedulers.len() != 1 || schedulers[0]["type"] != "StepLR" {
        return Some("one StepLR only".into());
    }
    for (name, value) in schedulers[0]["args"].as_object().unwrap() {
        match name.as_str() {
            "step_size" if value.as_u64().is_some_and(|size| size > 0) => {}
            "gamma" if value.is_number() => {}
            _ => return Some(format!("no such {name}")),
        }
    }
    for group in scenario["optimizer"]["groups"].as_array().unwrap() {
        for (name, value) in group.as_object().unwrap() {
            if !["lr", "momentum"].contains(&name.as_str()) || !value.is_number() {
                return Some(format!("no such {name} of a group"));
            }
        }
    }
    for operation in scenario["program"].as_array().unwrap() {
        for name in operation.as_object().unwrap().keys() {
            if !["step", "set_lr"].contains(&name.as_str()) {
                return Some(format!("no {name}"));
            }
        }
    }
    if case["expected"].get("error").is_some() {
        return Some("refuses nothing".into());
    }
    case["expected"]["trace"].get("lr").is_none().then(|| "the lr is not observed".into())
}
