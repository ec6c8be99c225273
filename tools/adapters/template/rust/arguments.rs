//! What a scenario gives by name: numbers, words, flags, lists of numbers. What is null counts as left out.

use crate::json::Value;

/// What ends a scenario early.
pub enum Ending {
    /// The implementation lacks what the scenario asks for.
    Skip(String),
    /// The implementation refuses: that is an outcome, with what was seen before it.
    Refused(String),
}

impl From<&str> for Ending {
    fn from(why: &str) -> Self {
        Ending::Refused(why.into())
    }
}

/// JSON has no NaN and no infinities: they come as strings. C99 hex floats do too, which Rust does not read.
pub fn number(value: &Value, what: &str) -> Result<f64, Ending> {
    match value {
        Value::Number(number) => Ok(*number),
        Value::Text(text) if ["NaN", "Infinity", "-Infinity"].contains(&text.as_str()) => {
            Ok(text.parse().expect("Rust reads these three"))
        }
        _ => Err(Ending::Skip(format!("{what} that is no number: {value}"))),
    }
}

pub struct Arguments<'a> {
    pub kind: &'a str,
    pub members: &'a [(String, Value)],
}

#[allow(dead_code)] // The schedulers of the template do not have every kind of argument.
impl Arguments<'_> {
    /// An argument that is not known skips the case.
    pub fn allow(&self, known: &[&str]) -> Result<(), Ending> {
        match self.members.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(Ending::Skip(self.described(name))),
            None => Ok(()),
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    pub fn number(&self, name: &str) -> Result<f64, Ending> {
        number(self.required(name)?, &self.described(name))
    }

    pub fn number_or(&self, name: &str, otherwise: f64) -> Result<f64, Ending> {
        self.find(name).map_or(Ok(otherwise), |value| number(value, &self.described(name)))
    }

    /// A number alone is a list of one.
    pub fn numbers(&self, name: &str) -> Result<Vec<f64>, Ending> {
        match self.required(name)? {
            Value::Array(items) => items.iter().map(|item| number(item, &self.described(name))).collect(),
            value => Ok(vec![number(value, &self.described(name))?]),
        }
    }

    pub fn word(&self, name: &str, otherwise: &str) -> Result<String, Ending> {
        match self.find(name) {
            None => Ok(otherwise.into()),
            Some(Value::Text(text)) => Ok(text.clone()),
            Some(value) => Err(Ending::Skip(format!("{} that is no word: {value}", self.described(name)))),
        }
    }

    pub fn flag(&self, name: &str, otherwise: bool) -> Result<bool, Ending> {
        match self.find(name) {
            None => Ok(otherwise),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(value) => Err(Ending::Skip(format!("{} that is no flag: {value}", self.described(name)))),
        }
    }

    fn described(&self, name: &str) -> String {
        format!("argument {name} of {}", self.kind)
    }

    fn find(&self, name: &str) -> Option<&Value> {
        self.members.iter().find(|(key, value)| key == name && *value != Value::Null).map(|(_, value)| value)
    }

    fn required(&self, name: &str) -> Result<&Value, Ending> {
        self.find(name).ok_or_else(|| Ending::Refused(format!("missing argument: '{name}'")))
    }
}
