// One test of GoogleTest for each case of the suite. CASES names the file that
// `lrconform scenarios --expected --scheduler StepLR --output FILE` wrote.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "step_lr.hpp"

using nlohmann::json;

// Numbers that JSON has no words for are texts: "NaN", "Infinity", "0x1.8p-4". strtod reads them all.
static double number(const json& value) {
  return value.is_string() ? std::strtod(value.get<std::string>().c_str(), nullptr) : value.get<double>();
}

// Why a case cannot be played on this class; empty if it can.
static std::string reason_to_skip(const json& scenario) {
  const json& schedulers = scenario["schedulers"];
  if (schedulers.size() != 1 || schedulers[0]["type"] != "StepLR") return "one StepLR only";
  for (const auto& [name, value] : schedulers[0]["args"].items()) {
    if (name == "step_size" ? !value.is_number_integer() || value <= 0 : name != "gamma") return "no such " + name;
  }
  for (const json& group : scenario["optimizer"]["groups"]) {
    for (const auto& [name, value] : group.items()) {
      if (name != "lr" && name != "momentum") return "no " + name + " of a group";
      if (value.is_object()) return "no tensors";
    }
  }
  for (const json& operation : scenario["program"]) {
    for (const auto& [name, _] : operation.items()) {
      if (name != "step" && name != "set_lr") return "no " + name;
    }
  }
  return "";
}

// The lr of each group after 0, 1, 2, … steps.
static std::vector<std::vector<double>> play(const json& scenario) {
  std::vector<double> lrs;
  for (const json& group : scenario["optimizer"]["groups"]) lrs.push_back(number(group["lr"]));
  const json& args = scenario["schedulers"][0]["args"];
  StepLR scheduler(lrs, args["step_size"].get<long>(), args.contains("gamma") ? number(args["gamma"]) : 0.1);
  std::vector<std::vector<double>> columns(lrs.size());
  auto observe = [&] {
    for (std::size_t group = 0; group < lrs.size(); ++group) columns[group].push_back(lrs[group]);
  };
  observe();
  for (const json& operation : scenario["program"]) {
    if (operation.contains("set_lr")) {
      for (std::size_t group = 0; group < lrs.size(); ++group) lrs[group] = number(operation["set_lr"][group]);
      continue;
    }
    for (long count = operation["step"]; count > 0; --count) {
      scheduler.step();
      observe();
    }
  }
  return columns;
}

class Conformance : public testing::TestWithParam<json> {};

TEST_P(Conformance, Case) {
  const json& example = GetParam();
  const std::string reason = reason_to_skip(example["scenario"]);
  if (!reason.empty()) GTEST_SKIP() << reason;
  if (example["expected"].contains("error")) GTEST_SKIP() << "refuses nothing";
  if (!example["expected"]["trace"].contains("lr")) GTEST_SKIP() << "the lr is not observed";
  const json own = example.value("tolerance", json::object());
  const double rel = own.value("rel", 1e-9), abs = own.value("abs", 1e-12);
  const std::vector<std::vector<double>> actual = play(example["scenario"]);
  const json& expected = example["expected"]["trace"]["lr"];
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t group = 0; group < actual.size(); ++group) {
    ASSERT_EQ(actual[group].size(), expected[group].size());
    double scale = 0;
    for (const json& value : expected[group]) scale = std::max(scale, std::fabs(number(value)));
    for (std::size_t step = 0; step < actual[group].size(); ++step) {
      const double wanted = number(expected[group][step]);
      ASSERT_NEAR(actual[group][step], wanted, std::max(rel * std::fabs(wanted), abs * scale))
          << example["id"] << ", " << example["title"] << ": group " << group << ", step " << step;
    }
  }
}

static std::vector<json> cases() {
  const char* path = std::getenv("CASES");
  std::ifstream file(path ? path : "cases.jsonl");
  std::vector<json> found;
  for (std::string line; std::getline(file, line);) found.push_back(json::parse(line));
  return found;
}

static std::string name(const testing::TestParamInfo<json>& info) {
  std::string id = info.param["id"];
  std::replace_if(id.begin(), id.end(), [](unsigned char letter) { return !std::isalnum(letter); }, '_');
  return id;
}

// Without cases the binary fails: an empty list is not a pass.
INSTANTIATE_TEST_SUITE_P(StepLR, Conformance, testing::ValuesIn(cases()), name);
