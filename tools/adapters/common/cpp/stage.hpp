#pragma once

#include "json.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

/// The implementation has no such argument or behaviour: the case is skipped, with this reason.
struct Skip : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What the implementation threw, by the name of its type and the first line of its text.
struct Raised {
  std::string type;
  std::string message;
};

/// An optimizer and its schedulers, or whatever an implementation has in their place.
class Stage {
public:
  /// A value for each parameter group; none where there is nothing to observe.
  using Row = std::vector<std::optional<double>>;

  virtual ~Stage() = default;
  virtual std::size_t schedulers() const = 0;
  virtual Row observe(const std::string &channel) const = 0;

  virtual void step(std::size_t) { throw Skip("no step()"); }
  virtual void stepMetrics(std::size_t, double) { throw Skip("no step(metrics)"); }
  virtual void setLR(const std::vector<double> &) { throw Skip("no set_lr"); }
  virtual void addGroup(const json::Value &) { throw Skip("no add_group"); }
};

/// An implementation as the protocol sees it.
struct Implementation {
  /// The reply to `start`, but for `protocol`.
  std::function<json::Value()> start;
  /// The stage of a scenario.
  std::function<std::unique_ptr<Stage>(const json::Value &)> stage;
  /// Runs the action and returns what the implementation threw in it, if anything; a Skip or a json::Error passes through.
  std::function<std::optional<Raised>(const std::function<void()> &)> raised;
};
