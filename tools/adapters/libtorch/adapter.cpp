// lrconform's adapter protocol over libtorch's schedulers.

#include "arguments.hpp"
#include "serve.hpp"

#include <torch/optim/adagrad.h>
#include <torch/optim/adam.h>
#include <torch/optim/schedulers/reduce_on_plateau_scheduler.h>
#include <torch/optim/schedulers/step_lr.h>
#include <torch/optim/sgd.h>
#include <torch/types.h>
#include <torch/version.h>

#include <tuple>
#include <variant>

using namespace torch::optim;

namespace {

using Plateau = ReduceLROnPlateauScheduler;
using Scheduler = std::variant<std::unique_ptr<StepLR>, std::unique_ptr<Plateau>>;

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

/// libtorch's optimizer and schedulers, which refer to it.
class TorchStage : public Stage {
public:
  explicit TorchStage(const json::Value &scenario)
      : optimizerType_(scenario.at("optimizer").at("type").string()),
        optimizer_(makeOptimizer(scenario.at("optimizer"))) {
    for (const json::Value &spec : scenario.at("schedulers").elements())
      schedulers_.push_back(makeScheduler(spec, *optimizer_));
  }

  std::size_t schedulers() const override { return schedulers_.size(); }

  void step(std::size_t scheduler) override {
    auto *stepLR = std::get_if<std::unique_ptr<StepLR>>(&schedulers_.at(scheduler));
    if (!stepLR) throw Skip("no step() of ReduceLROnPlateau without metrics");
    (*stepLR)->step();
  }

  void stepMetrics(std::size_t scheduler, double metrics) override {
    auto *plateau = std::get_if<std::unique_ptr<Plateau>>(&schedulers_.at(scheduler));
    if (!plateau) throw Skip("no step(metrics) of StepLR");
    (*plateau)->step(static_cast<float>(metrics));
  }

  void setLR(const std::vector<double> &rates) override {
    auto &groups = optimizer_->param_groups();
    if (rates.size() != groups.size()) throw json::Error("set_lr has not a value for each group");
    for (std::size_t index = 0; index < rates.size(); ++index) groups[index].options().set_lr(rates[index]);
  }

  void addGroup(const json::Value &group) override {
    optimizer_->add_param_group(parameterGroup(optimizerType_, group));
  }

  Row observe(const std::string &channel) const override {
    if (channel != "lr" && channel != "momentum") throw Skip("no " + channel);
    Row row;
    for (const OptimizerParamGroup &group : optimizer_->param_groups())
      row.push_back(channel == "lr" ? group.options().get_lr() : momentum(group.options()));
    return row;
  }

private:
  std::string optimizerType_;
  std::unique_ptr<Optimizer> optimizer_;
  std::vector<Scheduler> schedulers_; // destroyed before the optimizer that they refer to
};

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

json::Value handshake() {
  return json::Value::parse(R"({
    "implementation": {
      "name": "libtorch", "version": ")" TORCH_VERSION R"(", "language": "C++",
      "homepage": "https://pytorch.org/cppdocs/", "issues": "https://github.com/pytorch/pytorch/issues"
    },
    "precision": "float32",
    "schedulers": ["StepLR", "ReduceLROnPlateau"],
    "features": ["momentum", "set-lr", "add-group", "errors", "groups"],
    "channels": ["lr", "momentum"]
  })");
}

} // namespace

int main() {
  return serve({handshake, [](const json::Value &scenario) { return std::make_unique<TorchStage>(scenario); }, raisedBy});
}
