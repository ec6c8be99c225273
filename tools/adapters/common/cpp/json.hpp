#pragma once

#include <json-c/json.h>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// JSON, through json-c.
namespace json {

/// A document that is no JSON, or holds something else than the protocol says.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A JSON value; copies share it.
class Value {
public:
  Value() = default;
  Value(const Value &other) : object_(json_object_get(other.object_)) {}
  Value(Value &&other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Value &operator=(Value other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Value() { json_object_put(object_); }

  static Value parse(const std::string &text) {
    constexpr int depth = 1024;
    json_tokener *tokener = json_tokener_new_ex(depth);
    if (!tokener) throw std::bad_alloc();
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    // With its terminating zero, so that a number at the very end is complete.
    Value value(json_tokener_parse_ex(tokener, text.c_str(), static_cast<int>(text.size()) + 1));
    const json_tokener_error error = json_tokener_get_error(tokener);
    json_tokener_free(tokener);
    if (error != json_tokener_success) throw Error(json_tokener_error_desc(error));
    return value;
  }

  static Value object() { return Value(json_object_new_object()); }
  static Value array() { return Value(json_object_new_array()); }
  static Value integer(std::int64_t value) { return Value(json_object_new_int64(value)); }
  static Value string(const std::string &text) {
    return Value(json_object_new_string_len(text.data(), static_cast<int>(text.size())));
  }

  /// The shortest spelling that gives the same double; the protocol's words for what JSON has no numbers for.
  static Value number(double value) {
    if (std::isnan(value)) return string("NaN");
    if (std::isinf(value)) return string(value > 0 ? "Infinity" : "-Infinity");
    char text[32];
    *std::to_chars(text, text + sizeof text - 1, value).ptr = 0;
    return Value(json_object_new_double_s(value, text));
  }

  bool isNull() const { return !object_; }
  bool isObject() const { return json_object_is_type(object_, json_type_object); }
  bool isArray() const { return json_object_is_type(object_, json_type_array); }
  bool isString() const { return json_object_is_type(object_, json_type_string); }
  bool isInteger() const { return json_object_is_type(object_, json_type_int); }
  bool isBoolean() const { return json_object_is_type(object_, json_type_boolean); }

  std::optional<Value> find(const std::string &key) const {
    json_object *member = nullptr;
    if (!isObject() || !json_object_object_get_ex(object_, key.c_str(), &member)) return std::nullopt;
    return Value(json_object_get(member));
  }

  Value at(const std::string &key) const {
    auto member = find(key);
    if (!member) throw Error("no " + key);
    return *member;
  }

  std::vector<std::string> keys() const {
    std::vector<std::string> keys;
    if (!isObject()) throw Error("not an object: " + text());
    json_object_object_foreach(object_, key, member) {
      (void)member;
      keys.emplace_back(key);
    }
    return keys;
  }

  std::vector<Value> elements() const {
    if (!isArray()) throw Error("not a list: " + text());
    std::vector<Value> elements;
    for (std::size_t index = 0; index < json_object_array_length(object_); ++index)
      elements.push_back(Value(json_object_get(json_object_array_get_idx(object_, index))));
    return elements;
  }

  std::string string() const {
    if (!isString()) throw Error("not a string: " + text());
    return {json_object_get_string(object_), static_cast<std::size_t>(json_object_get_string_len(object_))};
  }

  std::int64_t integer() const {
    if (!isInteger()) throw Error("not an integer: " + text());
    return json_object_get_int64(object_);
  }

  /// A number, or one spelled as a string: "NaN", "Infinity", "-Infinity", a C99 hex float.
  double number() const {
    if (isInteger() || json_object_is_type(object_, json_type_double))
      return json_object_get_double(object_);
    const std::string spelled = string();
    if (spelled == "NaN") return NAN;
    if (spelled == "Infinity") return INFINITY;
    if (spelled == "-Infinity") return -INFINITY;
    char *end = nullptr;
    const double value = std::strtod(spelled.c_str(), &end);
    if (spelled.find_first_of("xX") == std::string::npos || *end) throw Error("not a number: " + text());
    return value;
  }

  void set(const char *key, Value value) { json_object_object_add(object_, key, value.release()); }
  void append(Value value) { json_object_array_add(object_, value.release()); }

  std::string text() const {
    return json_object_to_json_string_ext(object_, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
  }

private:
  explicit Value(json_object *owned) : object_(owned) {}
  json_object *release() { return std::exchange(object_, nullptr); }

  json_object *object_ = nullptr;
};

} // namespace json
