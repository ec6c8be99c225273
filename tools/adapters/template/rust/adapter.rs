//! A complete lrconform adapter: the part above the line is yours, the part below speaks the protocol.

mod json;

use json::{object, Value};
use std::io::{BufRead, Write};

// What is tested. Put your own schedulers, or calls of the library that holds them, in place of these two.
// The optimizer is the learning rate of each of its parameter groups.

type Groups = Vec<f64>;
/// What the implementation refuses, and why.
type Refusal = String;

trait Scheduler {
    fn step(&mut self, groups: &mut Groups) -> Result<(), Refusal>;
    fn last_epoch(&self) -> i64;
    fn last_lr(&self) -> &Groups;
}

struct StepLR {
    step_size: f64,
    gamma: f64,
    last_epoch: i64, // PyTorch takes the step to epoch 0 in the constructor
    last_lr: Groups,
}

impl Scheduler for StepLR {
    fn step(&mut self, groups: &mut Groups) -> Result<(), Refusal> {
        if self.step_size == 0.0 {
            return Err("step_size is 0".into());
        }
        self.last_epoch += 1;
        if self.last_epoch as f64 % self.step_size == 0.0 {
            groups.iter_mut().for_each(|lr| *lr *= self.gamma);
        }
        self.last_lr.clone_from(groups);
        Ok(())
    }

    fn last_epoch(&self) -> i64 {
        self.last_epoch
    }

    fn last_lr(&self) -> &Groups {
        &self.last_lr
    }
}

struct ExponentialLR {
    gamma: f64,
    last_epoch: i64,
    last_lr: Groups,
}

impl Scheduler for ExponentialLR {
    fn step(&mut self, groups: &mut Groups) -> Result<(), Refusal> {
        self.last_epoch += 1;
        groups.iter_mut().for_each(|lr| *lr *= self.gamma);
        self.last_lr.clone_from(groups);
        Ok(())
    }

    fn last_epoch(&self) -> i64 {
        self.last_epoch
    }

    fn last_lr(&self) -> &Groups {
        &self.last_lr
    }
}

const NAME: &str = "template-rust";
const VERSION: &str = "1.0";
const PRECISION: &str = "float64"; // or "float32", or "exact" for PyTorch's very bits
const SCHEDULERS: [&str; 2] = ["StepLR", "ExponentialLR"];
const FEATURES: [&str; 2] = ["groups", "set-lr"];

/// Builds a scheduler from PyTorch's name and the names of its arguments.
fn build(kind: &str, arguments: &Arguments, groups: &Groups) -> Result<Box<dyn Scheduler>, Ending> {
    let (last_epoch, last_lr) = (0, groups.clone());
    match kind {
        "StepLR" => {
            arguments.allow(&["step_size", "gamma"])?;
            let step_size = arguments.required("step_size")?;
            let gamma = arguments.number("gamma")?.unwrap_or(0.1);
            Ok(Box::new(StepLR { step_size, gamma, last_epoch, last_lr }))
        }
        "ExponentialLR" => {
            arguments.allow(&["gamma"])?;
            let gamma = arguments.required("gamma")?;
            Ok(Box::new(ExponentialLR { gamma, last_epoch, last_lr }))
        }
        _ => Err(Ending::Skip(format!("no {kind}"))),
    }
}

// ---- The protocol: below here only play() and observe() should need to grow. ----

/// What ends a scenario early.
enum Ending {
    /// The implementation lacks what the scenario asks for.
    Skip(String),
    /// The implementation refuses: that is an outcome, with what was seen before it.
    Refused(Refusal),
}

impl From<Refusal> for Ending {
    fn from(refusal: Refusal) -> Self {
        Ending::Refused(refusal)
    }
}

struct Arguments<'a> {
    kind: &'a str,
    members: &'a [(String, Value)],
}

impl Arguments<'_> {
    fn allow(&self, known: &[&str]) -> Result<(), Ending> {
        match self.members.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            Some((name, _)) => Err(Ending::Skip(format!("{} has no argument {name}", self.kind))),
            None => Ok(()),
        }
    }

    fn number(&self, name: &str) -> Result<Option<f64>, Ending> {
        self.members.iter().find(|(key, _)| key == name).map(|(_, value)| number(value)).transpose()
    }

    /// A list of numbers; empty where there is none.
    #[allow(dead_code)] // Neither of the two schedulers above has one.
    fn numbers(&self, name: &str) -> Result<Vec<f64>, Ending> {
        let found = self.members.iter().find(|(key, _)| key == name);
        found.map_or(&[][..], |(_, value)| value.items()).iter().map(number).collect()
    }

    fn required(&self, name: &str) -> Result<f64, Ending> {
        self.number(name)?.ok_or_else(|| Ending::Refused(format!("missing argument: '{name}'")))
    }
}

/// JSON has no NaN and no infinities: they come as strings.
fn number(value: &Value) -> Result<f64, Ending> {
    match value {
        Value::Number(number) => Ok(*number),
        Value::Text(text) if ["NaN", "Infinity", "-Infinity"].contains(&text.as_str()) => {
            Ok(text.parse().expect("Rust reads these three"))
        }
        _ => Err(Ending::Skip(format!("not a plain number: {value}"))),
    }
}

/// One value for each parameter group, or for last_epoch for each scheduler.
fn observe(channel: &str, groups: &Groups, schedulers: &[Box<dyn Scheduler>]) -> Result<Vec<f64>, Ending> {
    match channel {
        "lr" => Ok(groups.clone()),
        "last_lr" => Ok(schedulers.last().map_or(Vec::new(), |last| last.last_lr().clone())),
        "last_epoch" => Ok(schedulers.iter().map(|scheduler| scheduler.last_epoch() as f64).collect()),
        _ => Err(Ending::Skip(format!("{channel} cannot be observed"))),
    }
}

/// The observations so far: for each channel its columns, one for each group or scheduler.
struct Trace {
    channels: Vec<(String, Vec<Vec<f64>>)>,
    count: usize,
}

impl Trace {
    fn record(&mut self, groups: &Groups, schedulers: &[Box<dyn Scheduler>]) -> Result<(), Ending> {
        for (channel, columns) in &mut self.channels {
            for (column, value) in columns.iter_mut().zip(observe(channel, groups, schedulers)?) {
                column.push(value);
            }
        }
        self.count += 1;
        Ok(())
    }
}

fn play(scenario: &Value, trace: &mut Trace) -> Result<(), Ending> {
    let member = |value: &Value, key: &str| value.get(key).cloned().unwrap_or(Value::Null);
    let mut groups = Groups::new();
    for group in member(&member(scenario, "optimizer"), "groups").items() {
        groups.push(number(&member(group, "lr"))?);
    }
    let specs = member(scenario, "schedulers");
    let observed = scenario.get("observe").cloned().unwrap_or(vec!["lr"].into());
    for channel in observed.items() {
        let width = if channel.text() == "last_epoch" { specs.items().len() } else { groups.len() };
        trace.channels.push((channel.text().to_string(), vec![Vec::new(); width]));
    }

    let mut schedulers = Vec::new();
    for spec in specs.items() {
        let (kind, arguments) = (member(spec, "type"), member(spec, "args"));
        let arguments = Arguments { kind: kind.text(), members: arguments.members() };
        schedulers.push(build(kind.text(), &arguments, &groups)?);
    }
    trace.record(&groups, &schedulers)?; // after construction, before any step
    for operation in member(scenario, "program").items() {
        let which = operation.get("scheduler").map(number).transpose()?;
        if let Some(steps) = operation.get("step") {
            for _ in 0..number(steps)? as u64 {
                for (index, scheduler) in schedulers.iter_mut().enumerate() {
                    if which.map_or(true, |which| which == index as f64) {
                        scheduler.step(&mut groups)?;
                    }
                }
                trace.record(&groups, &schedulers)?; // after each step, and only then
            }
        } else if let Some(rates) = operation.get("set_lr") {
            for (lr, value) in groups.iter_mut().zip(rates.items()) {
                *lr = number(value)?;
            }
        } else {
            return Err(Ending::Skip(format!("the program has {operation}")));
        }
    }
    Ok(())
}

fn run(request: &Value) -> Value {
    let seq = ("seq", request.get("seq").cloned().unwrap_or(Value::Null));
    let mut trace = Trace { channels: Vec::new(), count: 0 };
    let ending = play(request.get("scenario").unwrap_or(&Value::Null), &mut trace);
    let count = trace.count as f64;
    let columns = trace.channels.into_iter().map(|(name, columns)| (name, columns.into())).collect();
    let traced = ("trace", Value::Object(columns));
    match ending {
        Ok(()) => object([seq, traced]),
        Err(Ending::Skip(reason)) => object([seq, ("skipped", reason.into())]),
        Err(Ending::Refused(message)) => {
            let members = [("step", count.into()), ("type", "Refusal".into()), ("message", message.into())];
            object([seq, traced, ("error", object(members))])
        }
    }
}

fn start() -> Value {
    let members = [("name", NAME.into()), ("version", VERSION.into()), ("language", "Rust".into())];
    object([
        ("protocol", 1.0.into()),
        ("implementation", object(members)),
        ("precision", PRECISION.into()),
        ("schedulers", SCHEDULERS.to_vec().into()),
        ("features", FEATURES.to_vec().into()),
    ])
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut replies = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let request = Value::read(&line?)?;
        let reply = match request.get("cmd").map(Value::text) {
            Some("stop") => break,
            Some("start") => start(),
            _ => run(&request),
        };
        writeln!(replies, "{reply}")?;
        replies.flush()?;
    }
    Ok(())
}
