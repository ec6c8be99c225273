// As much JSON as the adapter protocol needs: one value, read from a line and written to one.
#pragma once

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace json {

struct Value;
using Member = std::pair<std::string, Value>;

struct Value {
    enum class Kind { null, boolean, number, text, array, object };

    Kind kind = Kind::null;
    bool boolean = false;
    double number = 0;
    std::string text;
    std::vector<Value> items;      // of an array
    std::vector<Member> members;   // of an object, in order

    Value() = default;
    Value(double value) : kind(Kind::number), number(value) {}
    Value(const char *value) : kind(Kind::text), text(value) {}
    Value(std::string value) : kind(Kind::text), text(std::move(value)) {}

    static Value array() {
        Value value;
        value.kind = Kind::array;
        return value;
    }

    static Value object() {
        Value value;
        value.kind = Kind::object;
        return value;
    }

    // A member, or null where there is none.
    const Value *find(const std::string &key) const;
    // A member that must be there.
    const Value &operator[](const std::string &key) const;

    Value &add(std::string key, Value value);
    Value &push(Value value) {
        items.push_back(std::move(value));
        return *this;
    }

    std::string written() const;
    static Value read(const std::string &line);
};

inline const Value *Value::find(const std::string &key) const {
    for (const Member &member : members)
        if (member.first == key) return &member.second;
    return nullptr;
}

inline const Value &Value::operator[](const std::string &key) const {
    if (const Value *value = find(key)) return *value;
    throw std::runtime_error("there is no \"" + key + "\"");
}

inline Value &Value::add(std::string key, Value value) {
    members.emplace_back(std::move(key), std::move(value));
    return *this;
}

// Writing.

inline std::string quoted(const std::string &text) {
    std::string result = "\"";
    for (char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
            result += escape;
        } else {
            result += c;
        }
    }
    return result + '"';
}

// The shortest of 15 to 17 digits that reads back as the same double. JSON has no NaN and no infinities: the
// protocol spells them as strings.
inline std::string spelled(double value) {
    if (std::isnan(value)) return "\"NaN\"";
    if (std::isinf(value)) return value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    char digits[32];
    for (int precision = 15; precision <= 17; ++precision) {
        std::snprintf(digits, sizeof digits, "%.*g", precision, value);
        if (std::strtod(digits, nullptr) == value) break;
    }
    std::string result = digits;
    return result == "-0" ? "-0.0" : result;
}

inline std::string Value::written() const {
    std::string result;
    switch (kind) {
    case Kind::null: return "null";
    case Kind::boolean: return boolean ? "true" : "false";
    case Kind::number: return spelled(number);
    case Kind::text: return quoted(text);
    case Kind::array:
        for (const Value &item : items) result += (result.empty() ? "" : ",") + item.written();
        return "[" + result + "]";
    case Kind::object:
        for (const Member &member : members)
            result += (result.empty() ? "" : ",") + quoted(member.first) + ":" + member.second.written();
        return "{" + result + "}";
    }
    return result;
}

// Reading.

class Reader {
public:
    explicit Reader(const std::string &line) : line(line) {}

    Value document() {
        Value result = value(0);
        skipSpace();
        if (at != line.size()) fail("the end of the line");
        return result;
    }

private:
    const std::string &line;
    std::size_t at = 0;

    [[noreturn]] void fail(const std::string &expected) const {
        throw std::runtime_error("expected " + expected + " at byte " + std::to_string(at));
    }

    void skipSpace() {
        while (at < line.size() && (line[at] == ' ' || line[at] == '\t' || line[at] == '\r' || line[at] == '\n')) ++at;
    }

    char peek() {
        skipSpace();
        return at < line.size() ? line[at] : '\0';
    }

    bool take(char c) {
        if (peek() != c) return false;
        ++at;
        return true;
    }

    void require(char c) {
        if (!take(c)) fail(std::string("'") + c + "'");
    }

    bool takeWord(const std::string &word) {
        if (line.compare(at, word.size(), word) != 0) return false;
        at += word.size();
        return true;
    }

    Value value(int depth) {
        if (depth > 200) fail("less nesting");
        char c = peek();
        Value result;
        if (c == '{') {
            ++at;
            result = Value::object();
            if (take('}')) return result;
            do {
                if (peek() != '"') fail("a key");
                std::string key = string();
                require(':');
                result.add(std::move(key), value(depth + 1));
            } while (take(','));
            require('}');
        } else if (c == '[') {
            ++at;
            result = Value::array();
            if (take(']')) return result;
            do result.push(value(depth + 1));
            while (take(','));
            require(']');
        } else if (c == '"') {
            result = Value(string());
        } else if (takeWord("true") || takeWord("false")) {
            result.kind = Value::Kind::boolean;
            result.boolean = c == 't';
        } else if (takeWord("null")) {
            return result;
        } else {
            result = Value(number());
        }
        return result;
    }

    double number() {
        // strtod reads more than JSON has (hex, "inf"), so its text is picked out first.
        std::size_t end = line.find_first_not_of("+-.0123456789eE", at);
        std::string text = line.substr(at, end == std::string::npos ? end : end - at);
        char *rest = nullptr;
        double result = std::strtod(text.c_str(), &rest);
        if (text.empty() || *rest != '\0') fail("a value");
        at += text.size();
        return result;
    }

    unsigned codeUnit() {
        unsigned result = 0;
        for (int digit = 0; digit < 4; ++digit, ++at) {
            char c = at < line.size() ? line[at] : '\0';
            if (c >= '0' && c <= '9') result = result * 16 + (c - '0');
            else if (c >= 'a' && c <= 'f') result = result * 16 + (c - 'a' + 10);
            else if (c >= 'A' && c <= 'F') result = result * 16 + (c - 'A' + 10);
            else fail("a hexadecimal digit");
        }
        return result;
    }

    unsigned codePoint() {
        unsigned first = codeUnit();
        if (first < 0xD800 || first > 0xDFFF) return first;
        if (first > 0xDBFF || !takeWord("\\u")) fail("a pair of surrogates");
        unsigned second = codeUnit();
        if (second < 0xDC00 || second > 0xDFFF) fail("a pair of surrogates");
        return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    }

    static void appendUTF8(std::string &text, unsigned point) {
        auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((point >> shift) & 0x3F)); };
        if (point < 0x80) {
            text += static_cast<char>(point);
        } else if (point < 0x800) {
            text += static_cast<char>(0xC0 | (point >> 6));
            tail(0);
        } else if (point < 0x10000) {
            text += static_cast<char>(0xE0 | (point >> 12));
            tail(6), tail(0);
        } else {
            text += static_cast<char>(0xF0 | (point >> 18));
            tail(12), tail(6), tail(0);
        }
    }

    std::string string() {
        std::string result;
        ++at; // the opening quote
        while (at < line.size() && line[at] != '"') {
            char c = line[at++];
            if (c != '\\') {
                result += c;
                continue;
            }
            char escape = at < line.size() ? line[at++] : '\0';
            switch (escape) {
            case 'b': result += '\b'; break;
            case 'f': result += '\f'; break;
            case 'n': result += '\n'; break;
            case 'r': result += '\r'; break;
            case 't': result += '\t'; break;
            case 'u': appendUTF8(result, codePoint()); break;
            case '"': case '\\': case '/': result += escape; break;
            default: fail("an escape");
            }
        }
        if (at == line.size()) fail("a closing quote");
        ++at;
        return result;
    }
};

inline Value Value::read(const std::string &line) { return Reader(line).document(); }

} // namespace json
