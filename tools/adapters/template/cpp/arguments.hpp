// What a scenario gives by name: numbers, words, flags, lists of numbers. What is null counts as left out.
#pragma once

#include "json.hpp"

#include <set>

// The implementation lacks what the scenario asks for.
struct Skip : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// JSON has no NaN and no infinities: they come as strings, and so may C99 hex floats; strtod reads them all.
inline double number(const json::Value &value, const std::string &what) {
    if (value.kind == json::Value::Kind::number) return value.number;
    char *rest = nullptr;
    double result = std::strtod(value.text.c_str(), &rest);
    if (value.text.empty() || *rest != '\0') throw Skip(what + " that is no number: " + value.written());
    return result;
}

class Arguments {
public:
    // Those of a scheduler. One that is not known skips the case.
    Arguments(const json::Value &spec, const std::set<std::string> &known) : type(spec["type"].text) {
        if (const json::Value *given = spec.find("args")) members = given->members;
        for (const auto &[name, value] : members)
            if (!known.count(name)) throw Skip(described(name));
    }

    bool has(const std::string &name) const { return find(name) != nullptr; }

    double number(const std::string &name) const { return ::number(required(name), described(name)); }
    double number(const std::string &name, double otherwise) const { return has(name) ? number(name) : otherwise; }

    // A number alone is a list of one.
    std::vector<double> numbers(const std::string &name) const {
        const json::Value &value = required(name);
        if (value.kind != json::Value::Kind::array) return {number(name)};
        std::vector<double> result;
        for (const json::Value &item : value.items) result.push_back(::number(item, described(name)));
        return result;
    }

    std::string word(const std::string &name, const std::string &otherwise) const {
        return has(name) ? required(name, json::Value::Kind::text, "word").text : otherwise;
    }

    bool flag(const std::string &name, bool otherwise) const {
        return has(name) ? required(name, json::Value::Kind::boolean, "flag").boolean : otherwise;
    }

private:
    std::string type;
    std::vector<json::Member> members;

    std::string described(const std::string &name) const { return "argument " + name + " of " + type; }

    const json::Value *find(const std::string &name) const {
        for (const auto &[key, value] : members)
            if (key == name && value.kind != json::Value::Kind::null) return &value;
        return nullptr;
    }

    const json::Value &required(const std::string &name) const {
        if (const json::Value *value = find(name)) return *value;
        throw std::invalid_argument("missing argument: '" + name + "'");
    }

    const json::Value &required(const std::string &name, json::Value::Kind kind, const std::string &what) const {
        const json::Value &value = required(name);
        if (value.kind != kind) throw Skip(described(name) + " that is no " + what + ": " + value.written());
        return value;
    }
};
