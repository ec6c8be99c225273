#pragma once

#include "stage.hpp"

#include <algorithm>
#include <iostream>
#include <map>

/// The complete observations so far.
class Recorder {
public:
  explicit Recorder(const json::Value &scenario)
      : groups_(scenario.at("optimizer").at("groups").elements().size()) {
    const auto observe = scenario.find("observe");
    if (!observe) names_ = {"lr"};
    else
      for (const json::Value &name : observe->elements()) names_.push_back(name.string());
  }

  std::size_t count() const { return count_; }

  void observe(const Stage &stage) {
    // All channels before any is kept: an observation that throws leaves nothing behind.
    std::vector<Stage::Row> seen;
    for (const std::string &name : names_) seen.push_back(stage.observe(name));
    for (std::size_t index = 0; index < seen.size(); ++index) {
      groups_ = std::max(groups_, seen[index].size());
      rows_[names_[index]].push_back(std::move(seen[index]));
    }
    ++count_;
  }

  /// Column-wise: a column for each group; null where an observation has no value for it.
  json::Value trace() const {
    json::Value trace = json::Value::object();
    for (const std::string &name : names_) {
      json::Value columns = json::Value::array();
      for (std::size_t group = 0; group < groups_; ++group) columns.append(column(name, group));
      trace.set(name.c_str(), columns);
    }
    return trace;
  }

private:
  json::Value column(const std::string &name, std::size_t group) const {
    json::Value column = json::Value::array();
    const auto rows = rows_.find(name);
    if (rows == rows_.end()) return column;
    for (const Stage::Row &row : rows->second) {
      const bool isThere = group < row.size() && row[group];
      column.append(isThere ? json::Value::number(*row[group]) : json::Value());
    }
    return column;
  }

  std::vector<std::string> names_;
  std::map<std::string, std::vector<Stage::Row>> rows_;
  std::size_t groups_;
  std::size_t count_ = 0;
};

inline std::vector<double> numbers(const json::Value &list) {
  std::vector<double> numbers;
  for (const json::Value &value : list.elements()) numbers.push_back(value.number());
  return numbers;
}

/// One operation of a program; an observation after each step.
inline void perform(const json::Value &operation, Stage &stage, Recorder &recorder) {
  std::size_t first = 0, end = stage.schedulers();
  if (const auto index = operation.find("scheduler")) {
    first = static_cast<std::size_t>(index->integer());
    if (first >= end) throw json::Error("no scheduler " + index->text());
    end = first + 1;
  }
  const auto each = [&](const std::function<void(std::size_t)> &step) {
    for (std::size_t index = first; index < end; ++index) step(index);
    recorder.observe(stage);
  };
  if (const auto steps = operation.find("step")) {
    for (std::int64_t count = steps->integer(); count > 0; --count)
      each([&](std::size_t index) { stage.step(index); });
  } else if (const auto metrics = operation.find("step_metrics")) {
    for (const double value : numbers(*metrics))
      each([&](std::size_t index) { stage.stepMetrics(index, value); });
  } else if (const auto rates = operation.find("set_lr")) {
    stage.setLR(numbers(*rates));
  } else if (const auto group = operation.find("add_group")) {
    stage.addGroup(*group);
  } else {
    throw Skip("no " + operation.keys().front());
  }
}

inline void play(const Implementation &implementation, const json::Value &scenario, json::Value &reply) {
  Recorder recorder(scenario);
  const auto raised = implementation.raised([&] {
    const auto stage = implementation.stage(scenario);
    recorder.observe(*stage);
    for (const json::Value &operation : scenario.at("program").elements()) perform(operation, *stage, recorder);
  });
  reply.set("trace", recorder.trace());
  if (!raised) return;
  json::Value error = json::Value::object();
  error.set("step", json::Value::integer(static_cast<std::int64_t>(recorder.count())));
  error.set("type", json::Value::string(raised->type));
  error.set("message", json::Value::string(raised->message));
  reply.set("error", error);
}

inline json::Value run(const Implementation &implementation, const json::Value &request) {
  json::Value reply = json::Value::object();
  reply.set("seq", json::Value::integer(request.at("seq").integer()));
  try {
    play(implementation, request.at("scenario"), reply);
  } catch (const Skip &reason) {
    reply.set("skipped", json::Value::string(reason.what()));
  }
  return reply;
}

inline json::Value start(const Implementation &implementation, const json::Value &request) {
  constexpr int protocol = 1;
  if (request.at("protocol").integer() != protocol) throw json::Error("this adapter speaks protocol 1");
  json::Value reply = implementation.start();
  reply.set("protocol", json::Value::integer(protocol));
  return reply;
}

inline void answer(const Implementation &implementation) {
  for (std::string line; std::getline(std::cin, line);) {
    const json::Value request = json::Value::parse(line);
    const std::string command = request.at("cmd").string();
    if (command == "stop") return;
    if (command != "start" && command != "run") throw json::Error("unknown command: " + command);
    const json::Value reply = command == "start" ? start(implementation, request) : run(implementation, request);
    std::cout << reply.text() << std::endl;
    if (!std::cout) return; // nobody listens any more
  }
}

/// Serves the adapter protocol on stdin and stdout; returns the exit status.
inline int serve(const Implementation &implementation) {
  std::ios::sync_with_stdio(false);
  try {
    answer(implementation);
  } catch (const json::Error &error) {
    std::cerr << "adapter: bad request: " << error.what() << std::endl;
    return 2;
  } catch (const std::exception &error) {
    std::cerr << "adapter: " << error.what() << std::endl;
    return 1;
  }
  return 0;
}
