#pragma once

#include "json.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

/// libtorch has no such argument or behaviour: the case is skipped, with this reason.
struct Skip : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What libtorch threw, by the name of its type and the first line of its text.
struct Raised {
  std::string type;
  std::string message;
};

/// libtorch's version.
std::string libtorchVersion();

/// A libtorch optimizer and its schedulers, built from a scenario.
class Stage {
public:
  /// A value for each parameter group; none where there is nothing to observe.
  using Row = std::vector<std::optional<double>>;

  explicit Stage(const json::Value &scenario);
  ~Stage();

  std::size_t schedulers() const;
  void step(std::size_t scheduler);
  void stepMetrics(std::size_t scheduler, double metrics);
  void setLR(const std::vector<double> &rates);
  void addGroup(const json::Value &group);
  Row observe(const std::string &channel) const;

private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Runs `action` and returns what libtorch threw in it, if anything; a Skip or a malformed scenario passes through.
std::optional<Raised> raisedBy(const std::function<void()> &action);
