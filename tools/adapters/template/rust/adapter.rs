//! A complete lrconform adapter: the part above the line is yours, the part below speaks the protocol.

mod arguments;
mod json;

use arguments::{number, Arguments, Ending};
use json::{object, Value};
use std::io::{BufRead, Write};
use std::panic::{catch_unwind, AssertUnwindSafe};

// What is tested. Put your own schedulers, or calls of the library that holds them, in place of these two.
// The groups stand for the optimizer.

struct Group {
    lr: f64,
}

type Groups = Vec<Group>;

/// Reads a parameter group; what it is not known to have skips the case.
fn group_from(spec: &Value) -> Result<Group, Ending> {
    let mut group = Group { lr: 0.0 };
    for (key, value) in spec.members() {
        let what = format!("{key} of a parameter group");
        match key.as_str() {
            "lr" => group.lr = number(value, &what)?,
            _ => return Err(Ending::Skip(what)),
        }
    }
    Ok(group)
}

fn rates(groups: &Groups) -> Vec<f64> {
    groups.iter().map(|group| group.lr).collect()
}

/// `Err("why".into())` says that the implementation refuses.
type Outcome = Result<(), Ending>;

trait Scheduler {
    fn step(&mut self, groups: &mut Groups) -> Outcome;
    fn step_metrics(&mut self, _groups: &mut Groups, _metrics: f64) -> Outcome {
        Err(Ending::Skip("step_metrics in the program".into()))
    }
    fn last_epoch(&self) -> i64;
    fn last_lr(&self) -> &[f64];
}

struct StepLR {
    step_size: f64,
    gamma: f64,
    last_epoch: i64, // PyTorch takes the step to epoch 0 in the constructor
    last_lr: Vec<f64>,
}

impl Scheduler for StepLR {
    fn step(&mut self, groups: &mut Groups) -> Outcome {
        if self.step_size == 0.0 {
            return Err("step_size is 0".into());
        }
        self.last_epoch += 1;
        if self.last_epoch as f64 % self.step_size == 0.0 {
            groups.iter_mut().for_each(|group| group.lr *= self.gamma);
        }
        self.last_lr = rates(groups);
        Ok(())
    }

    fn last_epoch(&self) -> i64 {
        self.last_epoch
    }

    fn last_lr(&self) -> &[f64] {
        &self.last_lr
    }
}

struct ExponentialLR {
    gamma: f64,
    last_epoch: i64,
    last_lr: Vec<f64>,
}

impl Scheduler for ExponentialLR {
    fn step(&mut self, groups: &mut Groups) -> Outcome {
        self.last_epoch += 1;
        groups.iter_mut().for_each(|group| group.lr *= self.gamma);
        self.last_lr = rates(groups);
        Ok(())
    }

    fn last_epoch(&self) -> i64 {
        self.last_epoch
    }

    fn last_lr(&self) -> &[f64] {
        &self.last_lr
    }
}

const NAME: &str = "template-rust";
const VERSION: &str = "1.0";
const PRECISION: &str = "float64"; // or "float32", or "exact" for PyTorch's very bits
const SCHEDULERS: [&str; 2] = ["StepLR", "ExponentialLR"];
const FEATURES: [&str; 2] = ["groups", "set-lr"];

/// Builds a scheduler from PyTorch's name and the names of its arguments.
fn build(kind: &str, arguments: &Arguments, groups: &mut Groups) -> Result<Box<dyn Scheduler>, Ending> {
    let (last_epoch, last_lr) = (0, rates(groups));
    match kind {
        "StepLR" => {
            arguments.allow(&["step_size", "gamma"])?;
            let step_size = arguments.number("step_size")?;
            let gamma = arguments.number_or("gamma", 0.1)?;
            Ok(Box::new(StepLR { step_size, gamma, last_epoch, last_lr }))
        }
        "ExponentialLR" => {
            arguments.allow(&["gamma"])?;
            let gamma = arguments.number("gamma")?;
            Ok(Box::new(ExponentialLR { gamma, last_epoch, last_lr }))
        }
        _ => Err(Ending::Skip(format!("no {kind}"))),
    }
}

// ---- The protocol: below here only play() and observe() should need to grow. ----

/// Calls the implementation. A panic is an outcome, as a refusal is.
fn ask<T>(call: impl FnOnce() -> Result<T, Ending>) -> Result<T, Ending> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        Err(text.unwrap_or("a panic").into())
    })
}

/// One value for each parameter group, or for last_epoch for each scheduler.
fn observe(channel: &str, groups: &Groups, schedulers: &[Box<dyn Scheduler>]) -> Result<Vec<f64>, Ending> {
    match channel {
        "lr" => Ok(rates(groups)),
        "last_lr" => Ok(schedulers.last().map_or(Vec::new(), |last| last.last_lr().to_vec())),
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
        groups.push(group_from(group)?);
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
        schedulers.push(ask(|| build(kind.text(), &arguments, &mut groups))?);
    }
    trace.record(&groups, &schedulers)?; // after construction, before any step
    for operation in member(scenario, "program").items() {
        let which = operation.get("scheduler").map(|index| number(index, "scheduler")).transpose()?;
        let addressed = |index: usize| which.map_or(true, |which| which == index as f64);
        if let Some(steps) = operation.get("step") {
            for _ in 0..number(steps, "step")? as u64 {
                for (_, scheduler) in schedulers.iter_mut().enumerate().filter(|(index, _)| addressed(*index)) {
                    ask(|| scheduler.step(&mut groups))?;
                }
                trace.record(&groups, &schedulers)?; // after each step, and only then
            }
        } else if let Some(metrics) = operation.get("step_metrics") {
            for value in metrics.items() {
                let value = number(value, "metrics")?;
                for (_, scheduler) in schedulers.iter_mut().enumerate().filter(|(index, _)| addressed(*index)) {
                    ask(|| scheduler.step_metrics(&mut groups, value))?;
                }
                trace.record(&groups, &schedulers)?;
            }
        } else if let Some(rates) = operation.get("set_lr") {
            for (group, value) in groups.iter_mut().zip(rates.items()) {
                group.lr = number(value, "a learning rate")?;
            }
        } else {
            let name = operation.members().iter().map(|(key, _)| key.as_str()).find(|key| *key != "scheduler");
            return Err(Ending::Skip(format!("{} in the program", name.unwrap_or("nothing"))));
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
            eprintln!("the implementation refused: {message}"); // lrconform shows stderr where a case fails
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
