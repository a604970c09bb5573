// The grammar of the *.conf files: names with numbers, strings and lists.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace virtd::config {

/// Decimal; wraps at 64 bits. One written with '-' is signed, all others are not.
struct Number {
    std::uint64_t bits = 0;
    bool is_signed = false;

    bool operator==(const Number&) const = default;
};

struct Value {
    using List = std::vector<Value>;
    std::variant<Number, std::string, List> content;

    bool operator==(const Value&) const = default;
};

struct Entry {
    std::string name;
    Value value;
    int line = 0;
};

/// The text of a file; files over 10 MiB are refused.
std::string read_text(const std::string& path);

/// What a file says; asked for a key, it answers in the type that is wanted or throws an error
/// that names file and key.
class File {
public:
    /// Throws conf_syntax: "<name>:<line>: expecting a value"
    static File parse(std::string name, std::string_view text);
    static File load(const std::string& path);
    File() = default;
    File(std::string name, std::vector<Entry> entries)
        : name_(std::move(name)), entries_(std::move(entries)) {}

    const std::string& name() const { return name_; }
    const std::vector<Entry>& entries() const { return entries_; }

    // An absent key is nothing. The first definition of a key counts.
    std::optional<bool> get_bool(std::string_view key) const;
    std::optional<unsigned> get_unsigned(std::string_view key) const;
    std::optional<int> get_signed(std::string_view key) const;
    std::optional<std::string> get_string(std::string_view key) const;
    std::optional<std::vector<std::string>> get_strings(std::string_view key) const;

private:
    const Value* find(std::string_view key) const;
    template <class T>
    const T* find_as(std::string_view key, const char* expected) const;

    std::string name_;
    std::vector<Entry> entries_;
};

}  // namespace virtd::config
