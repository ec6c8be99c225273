// The only file that sees libtorch: its headers take most of the time of compiling.

#include "stage.hpp"

#include <torch/optim/adagrad.h>
#include <torch/optim/adam.h>
#include <torch/optim/schedulers/reduce_on_plateau_scheduler.h>
#include <torch/optim/schedulers/step_lr.h>
#include <torch/optim/sgd.h>
#include <torch/types.h>
#include <torch/version.h>

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <tuple>
#include <variant>

using namespace torch::optim;

namespace {

using Plateau = ReduceLROnPlateauScheduler;
using Scheduler = std::variant<std::unique_ptr<StepLR>, std::unique_ptr<Plateau>>;

// Reading: what a spec gives, in the types that libtorch's constructors take.

/// The keyword arguments of a scheduler. What libtorch has no parameter for skips the case.
class Arguments {
public:
  Arguments(const json::Value &spec, std::initializer_list<const char *> known)
      : type_(spec.at("type").string()), args_(spec.find("args").value_or(json::Value::object())) {
    for (const std::string &name : args_.keys()) {
      const bool isKnown = std::find(known.begin(), known.end(), name) != known.end();
      const bool isDefault =
          name == "last_epoch" && args_.at(name).isInteger() && args_.at(name).integer() == -1;
      if (!isKnown && !isDefault) throw Skip("no " + name + " of " + type_);
    }
  }

  std::optional<json::Value> find(const char *name) const { return args_.find(name); }

  double number(const char *name, double otherwise) const {
    const auto value = args_.find(name);
    if (!value) return otherwise;
    if (value->isNull() || value->isBoolean()) throw Skip(std::string(name) + " is no number");
    return value->number();
  }

  /// An integer that the parameter's C++ type can hold.
  template <typename Integer> Integer integer(const char *name, std::optional<Integer> otherwise) const {
    const auto value = args_.find(name);
    if (!value) {
      if (!otherwise) throw Skip(type_ + " without " + name);
      return *otherwise;
    }
    if (!value->isInteger()) throw Skip(std::string(name) + " is an integer in C++");
    const std::int64_t whole = value->integer();
    if (whole < std::int64_t(std::numeric_limits<Integer>::min()) ||
        whole > std::int64_t(std::numeric_limits<Integer>::max()))
      throw Skip(std::string(name) + " is out of range of its C++ type");
    return static_cast<Integer>(whole);
  }

  template <typename Enum>
  Enum word(const char *name, std::initializer_list<std::pair<const char *, Enum>> words) const {
    const auto value = args_.find(name);
    if (!value) return words.begin()->second;
    for (const auto &[text, meaning] : words)
      if (value->isString() && value->string() == text) return meaning;
    throw Skip(std::string(name) + " has no such value in C++");
  }

private:
  std::string type_;
  json::Value args_;
};

void refuseKeys(const json::Value &group, std::initializer_list<const char *> known) {
  for (const std::string &key : group.keys())
    if (std::find(known.begin(), known.end(), key) == known.end())
      throw Skip("no " + key + " in the options of this optimizer");
}

std::unique_ptr<OptimizerOptions> groupOptions(const std::string &optimizer, const json::Value &group) {
  const double lr = group.at("lr").number();
  if (optimizer == "SGD") {
    refuseKeys(group, {"lr", "momentum"});
    auto options = std::make_unique<SGDOptions>(lr);
    if (const auto momentum = group.find("momentum")) options->momentum(momentum->number());
    return options;
  }
  if (optimizer == "Adam") {
    refuseKeys(group, {"lr", "betas"});
    auto options = std::make_unique<AdamOptions>(lr);
    if (const auto betas = group.find("betas")) {
      const auto values = betas->elements();
      if (values.size() != 2) throw Skip("betas are two in C++");
      options->betas(std::make_tuple(values[0].number(), values[1].number()));
    }
    return options;
  }
  if (optimizer == "Adagrad") {
    refuseKeys(group, {"lr"});
    return std::make_unique<AdagradOptions>(lr);
  }
  throw Skip("no " + optimizer);
}

// No scenario trains: a parameter is only there for its group.
OptimizerParamGroup parameterGroup(const std::string &optimizer, const json::Value &group) {
  return OptimizerParamGroup({torch::zeros({1}, torch::requires_grad())}, groupOptions(optimizer, group));
}

// Building.

std::unique_ptr<Optimizer> makeOptimizer(const json::Value &spec) {
  const std::string type = spec.at("type").string();
  std::vector<OptimizerParamGroup> groups;
  for (const json::Value &group : spec.at("groups").elements())
    groups.push_back(parameterGroup(type, group));
  if (type == "SGD") return std::make_unique<SGD>(std::move(groups), SGDOptions(1e-3));
  if (type == "Adam") return std::make_unique<Adam>(std::move(groups));
  if (type == "Adagrad") return std::make_unique<Adagrad>(std::move(groups));
  throw Skip("no " + type);
}

Scheduler makeStepLR(const json::Value &spec, Optimizer &optimizer) {
  const Arguments given(spec, {"step_size", "gamma"});
  const auto stepSize = given.integer<unsigned>("step_size", std::nullopt);
  if (stepSize == 0) throw Skip("step_size 0 ends the process: an integer division by zero");
  return std::make_unique<StepLR>(optimizer, stepSize, given.number("gamma", 0.1));
}

// One number is meant for each group, for which C++ takes a list only.
std::vector<float> minimumRates(const Arguments &given, std::size_t groups) {
  const auto value = given.find("min_lr");
  if (!value) return {};
  if (!value->isArray()) return std::vector<float>(groups, static_cast<float>(given.number("min_lr", 0)));
  std::vector<float> rates;
  for (const json::Value &rate : value->elements()) rates.push_back(static_cast<float>(rate.number()));
  return rates;
}

Scheduler makePlateau(const json::Value &spec, Optimizer &optimizer) {
  const Arguments given(
      spec, {"mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "min_lr", "eps"});
  return std::make_unique<Plateau>(
      optimizer,
      given.word<Plateau::SchedulerMode>("mode", {{"min", Plateau::min}, {"max", Plateau::max}}),
      static_cast<float>(given.number("factor", 0.1)),
      given.integer<int>("patience", 10),
      given.number("threshold", 1e-4),
      given.word<Plateau::ThresholdMode>("threshold_mode", {{"rel", Plateau::rel}, {"abs", Plateau::abs}}),
      given.integer<int>("cooldown", 0),
      minimumRates(given, optimizer.param_groups().size()),
      given.number("eps", 1e-8));
}

Scheduler makeScheduler(const json::Value &spec, Optimizer &optimizer) {
  const std::string type = spec.at("type").string();
  if (type == "StepLR") return makeStepLR(spec, optimizer);
  if (type == "ReduceLROnPlateau") return makePlateau(spec, optimizer);
  throw Skip("no " + type);
}

std::optional<double> momentum(const OptimizerOptions &options) {
  if (const auto *sgd = dynamic_cast<const SGDOptions *>(&options)) return sgd->momentum();
  if (const auto *adam = dynamic_cast<const AdamOptions *>(&options)) return std::get<0>(adam->betas());
  return std::nullopt;
}

std::string firstLine(const std::string &text) {
  constexpr std::size_t longest = 300;
  return text.substr(0, std::min(text.find('\n'), longest));
}

} // namespace

struct Stage::Parts {
  std::string optimizerType;
  std::unique_ptr<Optimizer> optimizer;
  std::vector<Scheduler> schedulers; // they refer to the optimizer, which outlives them
};

Stage::Stage(const json::Value &scenario) : parts_(std::make_unique<Parts>()) {
  parts_->optimizerType = scenario.at("optimizer").at("type").string();
  parts_->optimizer = makeOptimizer(scenario.at("optimizer"));
  for (const json::Value &spec : scenario.at("schedulers").elements())
    parts_->schedulers.push_back(makeScheduler(spec, *parts_->optimizer));
}

Stage::~Stage() {
  if (parts_) parts_->schedulers.clear();
}

std::size_t Stage::schedulers() const { return parts_->schedulers.size(); }

void Stage::step(std::size_t scheduler) {
  auto *stepLR = std::get_if<std::unique_ptr<StepLR>>(&parts_->schedulers.at(scheduler));
  if (!stepLR) throw Skip("no step() of ReduceLROnPlateau without metrics");
  (*stepLR)->step();
}

void Stage::stepMetrics(std::size_t scheduler, double metrics) {
  auto *plateau = std::get_if<std::unique_ptr<Plateau>>(&parts_->schedulers.at(scheduler));
  if (!plateau) throw Skip("no step(metrics) of StepLR");
  (*plateau)->step(static_cast<float>(metrics));
}

void Stage::setLR(const std::vector<double> &rates) {
  auto &groups = parts_->optimizer->param_groups();
  if (rates.size() != groups.size()) throw json::Error("set_lr has not a value for each group");
  for (std::size_t index = 0; index < rates.size(); ++index) groups[index].options().set_lr(rates[index]);
}

void Stage::addGroup(const json::Value &group) {
  parts_->optimizer->add_param_group(parameterGroup(parts_->optimizerType, group));
}

Stage::Row Stage::observe(const std::string &channel) const {
  if (channel != "lr" && channel != "momentum") throw Skip("no " + channel);
  Row row;
  for (const OptimizerParamGroup &group : parts_->optimizer->param_groups())
    row.push_back(channel == "lr" ? group.options().get_lr() : momentum(group.options()));
  return row;
}

std::string libtorchVersion() { return TORCH_VERSION; }

std::optional<Raised> raisedBy(const std::function<void()> &action) {
  try {
    action();
  } catch (const Skip &) {
    throw;
  } catch (const json::Error &) {
    throw;
  } catch (const c10::Error &error) {
    return Raised{"c10::Error", firstLine(error.what_without_backtrace())};
  } catch (const std::exception &error) {
    return Raised{"std::exception", firstLine(error.what())};
  }
  return std::nullopt;
}
