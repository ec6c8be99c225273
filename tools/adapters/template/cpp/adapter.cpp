// A complete lrconform adapter: the part above the line is yours, the part below speaks the protocol.
#include "arguments.hpp"

#include <functional>
#include <iostream>
#include <map>
#include <memory>

using json::Value;

// What is tested. Put your own schedulers, or calls of the library that holds them, in place of these two.
// The groups stand for the optimizer.

struct Group {
    double lr = 0;
};
using Groups = std::vector<Group>;

std::vector<double> rates(const Groups &groups) {
    std::vector<double> result;
    for (const Group &group : groups) result.push_back(group.lr);
    return result;
}

class Scheduler {
public:
    explicit Scheduler(Groups &groups) : groups(groups), lastLR(rates(groups)) {}
    virtual ~Scheduler() = default;

    virtual void step() {
        ++lastEpoch;
        for (Group &group : groups) group.lr = nextLR(group.lr);
        lastLR = rates(groups);
    }
    virtual void stepMetrics(double) { throw Skip("step_metrics in the program"); }

    Groups &groups;
    double lastEpoch = 0; // PyTorch takes the step to epoch 0 in the constructor
    std::vector<double> lastLR;

protected:
    virtual double nextLR(double lr) const = 0;
};

class StepLR : public Scheduler {
public:
    StepLR(Groups &groups, double stepSize, double gamma) : Scheduler(groups), stepSize(stepSize), gamma(gamma) {}

protected:
    double nextLR(double lr) const override {
        if (stepSize == 0) throw std::domain_error("step_size is 0");
        return std::fmod(lastEpoch, stepSize) == 0 ? lr * gamma : lr;
    }

private:
    double stepSize, gamma;
};

class ExponentialLR : public Scheduler {
public:
    ExponentialLR(Groups &groups, double gamma) : Scheduler(groups), gamma(gamma) {}

protected:
    double nextLR(double lr) const override { return lr * gamma; }

private:
    double gamma;
};

struct Kind {
    std::set<std::string> known;
    std::function<std::unique_ptr<Scheduler>(Groups &, const Arguments &)> make;
};

const char *const name = "template-cpp";
const char *const version = "1.0";
const char *const precision = "float64"; // or "float32", or "exact" for PyTorch's very bits
// PyTorch's name and the names of its arguments, to what is built.
const std::map<std::string, Kind> kinds = {
    {"StepLR",
     {{"step_size", "gamma"},
      [](Groups &groups, const Arguments &arguments) {
          return std::make_unique<StepLR>(groups, arguments.number("step_size"), arguments.number("gamma", 0.1));
      }}},
    {"ExponentialLR",
     {{"gamma"},
      [](Groups &groups, const Arguments &arguments) {
          return std::make_unique<ExponentialLR>(groups, arguments.number("gamma"));
      }}},
};
// What a parameter group may have, perhaps also "momentum".
const std::map<std::string, double Group::*> groupKeys = {{"lr", &Group::lr}};
const std::vector<std::string> features = {"groups", "set-lr"};

// ---- The protocol: below here only play() and observe() should need to grow. ----

// The implementation threw.
struct Refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Calls the implementation. What it throws is an outcome; what any other code here throws ends the adapter.
template <typename Call> auto ask(Call call) {
    std::string message = "what was thrown is no std::exception";
    try {
        return call();
    } catch (const Skip &) {
        throw;
    } catch (const std::exception &error) {
        message = error.what();
    } catch (...) {
    }
    std::cerr << "the implementation threw: " << message << '\n'; // lrconform shows stderr where a case fails
    throw Refused(message);
}

Group groupFrom(const Value &spec) {
    Group group;
    for (const auto &[key, value] : spec.members) {
        auto known = groupKeys.find(key);
        if (known == groupKeys.end()) throw Skip(key + " of a parameter group");
        group.*known->second = number(value, key + " of a parameter group");
    }
    return group;
}

std::unique_ptr<Scheduler> build(const Value &spec, Groups &groups) {
    auto kind = kinds.find(spec["type"].text);
    if (kind == kinds.end()) throw Skip("no " + spec["type"].text);
    Arguments arguments(spec, kind->second.known);
    return ask([&] { return kind->second.make(groups, arguments); });
}

using Schedulers = std::vector<std::unique_ptr<Scheduler>>;

// One value for each parameter group, or for last_epoch for each scheduler.
std::vector<double> observe(const std::string &channel, const Groups &groups, const Schedulers &schedulers) {
    if (channel == "lr") return rates(groups);
    if (channel == "last_lr") return schedulers.back()->lastLR;
    if (channel != "last_epoch") throw Skip(channel + " cannot be observed");
    std::vector<double> epochs;
    for (const auto &scheduler : schedulers) epochs.push_back(scheduler->lastEpoch);
    return epochs;
}

Value play(const Value &scenario) {
    Groups groups;
    for (const Value &group : scenario["optimizer"]["groups"].items) groups.push_back(groupFrom(group));
    const std::vector<Value> &specs = scenario["schedulers"].items;

    Value trace = Value::object();
    auto addChannel = [&](const std::string &channel) {
        Value columns = Value::array();
        columns.items.resize(channel == "last_epoch" ? specs.size() : groups.size(), Value::array());
        trace.add(channel, columns);
    };
    if (const Value *channels = scenario.find("observe"))
        for (const Value &channel : channels->items) addChannel(channel.text);
    else
        addChannel("lr");

    Schedulers schedulers;
    double count = 0;
    auto record = [&] {
        for (auto &[channel, columns] : trace.members) {
            std::vector<double> row = observe(channel, groups, schedulers);
            for (std::size_t i = 0; i < row.size(); ++i) columns.items[i].push(row[i]);
        }
        ++count;
    };

    Value outcome = Value::object();
    try {
        for (const Value &spec : specs) schedulers.push_back(build(spec, groups));
        record(); // after construction, before any step
        for (const Value &operation : scenario["program"].items) {
            const Value *which = operation.find("scheduler");
            std::size_t first = which ? static_cast<std::size_t>(which->number) : 0;
            std::size_t last = which ? first + 1 : schedulers.size();
            if (const Value *steps = operation.find("step")) {
                for (double n = 0; n < steps->number; ++n) {
                    for (std::size_t i = first; i < last; ++i) ask([&] { schedulers.at(i)->step(); });
                    record(); // after each step, and only then
                }
            } else if (const Value *metrics = operation.find("step_metrics")) {
                for (const Value &value : metrics->items) {
                    double metric = number(value, "metrics");
                    for (std::size_t i = first; i < last; ++i) ask([&] { schedulers.at(i)->stepMetrics(metric); });
                    record();
                }
            } else if (const Value *values = operation.find("set_lr")) {
                for (std::size_t i = 0; i < values->items.size(); ++i)
                    groups.at(i).lr = number(values->items[i], "a learning rate");
            } else {
                for (const auto &[key, payload] : operation.members)
                    if (key != "scheduler") throw Skip(key + " in the program");
            }
        }
    } catch (const Refused &error) { // an outcome, with what was seen before it
        Value described = Value::object();
        described.add("step", count).add("type", "std::exception").add("message", error.what());
        return outcome.add("trace", trace).add("error", described);
    }
    return outcome.add("trace", trace);
}

Value run(const Value &request) {
    Value reply = Value::object();
    reply.add("seq", request["seq"]);
    try {
        for (auto &[key, value] : play(request["scenario"]).members) reply.add(key, value);
    } catch (const Skip &reason) {
        reply.add("skipped", reason.what());
    }
    return reply;
}

Value start() {
    Value implementation = Value::object();
    implementation.add("name", name).add("version", version).add("language", "C++");
    Value schedulers = Value::array(), declared = Value::array();
    for (const auto &kind : kinds) schedulers.push(kind.first);
    for (const std::string &feature : features) declared.push(feature);
    Value reply = Value::object();
    return reply.add("protocol", 1)
        .add("implementation", implementation)
        .add("precision", precision)
        .add("schedulers", schedulers)
        .add("features", declared);
}

int main() {
    std::ostream replies(std::cout.rdbuf(std::cerr.rdbuf())); // what else is printed would be taken for a reply
    try {
        for (std::string line; std::getline(std::cin, line);) {
            Value request = Value::read(line);
            const std::string &command = request["cmd"].text;
            if (command == "stop") return 0;
            Value reply = command == "start" ? start() : run(request);
            replies << reply.written() << std::endl; // endl flushes
        }
    } catch (const std::exception &error) {
        std::cerr << "adapter: " << error.what() << '\n';
        return 1;
    }
}
