#pragma once

#include "stage.hpp"

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <utility>

/// The keyword arguments of a scheduler. What the implementation has no parameter for skips the case.
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

/// Skips where a group has any other option.
inline void refuseKeys(const json::Value &group, std::initializer_list<const char *> known) {
  for (const std::string &key : group.keys())
    if (std::find(known.begin(), known.end(), key) == known.end())
      throw Skip("no " + key + " in the options of this optimizer");
}
