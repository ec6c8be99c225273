// A complete lrconform adapter: the part above the line is yours, the part below speaks the protocol.
#include "json.hpp"

#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <set>

using json::Value;

// What is tested. Put your own schedulers, or calls of the library that holds them, in place of these two.
// The optimizer is the learning rate of each of its parameter groups.

using Groups = std::vector<double>;

class Scheduler {
public:
    explicit Scheduler(Groups &groups) : groups(groups), lastLR(groups) {}
    virtual ~Scheduler() = default;

    void step() {
        ++lastEpoch;
        for (double &lr : groups) lr = nextLR(lr);
        lastLR = groups;
    }

    Groups &groups;
    double lastEpoch = 0; // PyTorch takes the step to epoch 0 in the constructor
    Groups lastLR;

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

// A number is a list of one.
using Arguments = std::map<std::string, std::vector<double>>;

const std::vector<double> &requiredList(const Arguments &arguments, const std::string &name) {
    if (auto found = arguments.find(name); found != arguments.end()) return found->second;
    throw std::invalid_argument("missing argument: '" + name + "'");
}

double required(const Arguments &arguments, const std::string &name) { return requiredList(arguments, name).at(0); }

double optional(const Arguments &arguments, const std::string &name, double otherwise) {
    return arguments.count(name) ? required(arguments, name) : otherwise;
}

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
          return std::make_unique<StepLR>(groups, required(arguments, "step_size"), optional(arguments, "gamma", 0.1));
      }}},
    {"ExponentialLR",
     {{"gamma"},
      [](Groups &groups, const Arguments &arguments) {
          return std::make_unique<ExponentialLR>(groups, required(arguments, "gamma"));
      }}},
};
const std::vector<std::string> features = {"groups", "set-lr"};

// ---- The protocol: below here only play() and observe() should need to grow. ----

// The implementation lacks what the scenario asks for.
struct Skip : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// JSON has no NaN and no infinities: they come as strings, and so may C99 hex floats; strtod reads them all.
double number(const Value &value) {
    if (value.kind == Value::Kind::number) return value.number;
    char *rest = nullptr;
    double result = std::strtod(value.text.c_str(), &rest);
    if (value.text.empty() || *rest != '\0') throw Skip("not a number: " + value.written());
    return result;
}

std::unique_ptr<Scheduler> build(const Value &spec, Groups &groups) {
    const std::string &type = spec["type"].text;
    auto kind = kinds.find(type);
    if (kind == kinds.end()) throw Skip("no " + type);
    Arguments arguments;
    if (const Value *given = spec.find("args")) {
        for (const auto &[name, value] : given->members) {
            if (!kind->second.known.count(name)) throw Skip(type + " has no argument " + name);
            if (value.kind == Value::Kind::array)
                for (const Value &item : value.items) arguments[name].push_back(number(item));
            else
                arguments[name] = {number(value)};
        }
    }
    return kind->second.make(groups, arguments);
}

using Schedulers = std::vector<std::unique_ptr<Scheduler>>;

// One value for each parameter group, or for last_epoch for each scheduler.
std::vector<double> observe(const std::string &channel, const Groups &groups, const Schedulers &schedulers) {
    if (channel == "lr") return groups;
    if (channel == "last_lr") return schedulers.back()->lastLR;
    if (channel != "last_epoch") throw Skip(channel + " cannot be observed");
    std::vector<double> epochs;
    for (const auto &scheduler : schedulers) epochs.push_back(scheduler->lastEpoch);
    return epochs;
}

Value play(const Value &scenario) {
    Groups groups;
    for (const Value &group : scenario["optimizer"]["groups"].items) groups.push_back(number(group["lr"]));
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
                    for (std::size_t i = first; i < last; ++i) schedulers.at(i)->step();
                    record(); // after each step, and only then
                }
            } else if (const Value *rates = operation.find("set_lr")) {
                for (std::size_t i = 0; i < rates->items.size(); ++i) groups.at(i) = number(rates->items[i]);
            } else {
                throw Skip("the program has " + operation.written());
            }
        }
    } catch (const Skip &) {
        throw;
    } catch (const std::exception &error) {
        // The implementation refuses: that is an outcome, with what was seen before it.
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
    try {
        for (std::string line; std::getline(std::cin, line);) {
            Value request = Value::read(line);
            const std::string &command = request["cmd"].text;
            if (command == "stop") return 0;
            std::cout << (command == "start" ? start() : run(request)).written() << std::endl; // endl flushes
        }
    } catch (const std::exception &error) {
        std::cerr << "adapter: " << error.what() << '\n';
        return 2;
    }
}
