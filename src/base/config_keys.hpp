// Tables of configuration keys. A row ties a key to a member of a struct, whose initial value is
// the key's default and the only place that states it.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/config_file.hpp"
#include "base/error.hpp"

namespace virtd::config {

// How a key of each type is read; absent keys leave the default.
void read(const File& file, std::string_view key, bool& into);
void read(const File& file, std::string_view key, unsigned& into);
void read(const File& file, std::string_view key, int& into);
void read(const File& file, std::string_view key, std::string& into);
void read(const File& file, std::string_view key, std::optional<std::string>& into);
void read(const File& file, std::string_view key, std::vector<std::string>& into);
void read(const File& file, std::string_view key, std::optional<std::vector<std::string>>& into);

// As the sample file shows a default; an absent one is an empty string or list.
std::string show(bool value);
std::string show(unsigned value);
std::string show(int value);
std::string show(const std::string& value);
std::string show(const std::optional<std::string>& value);
std::string show(const std::vector<std::string>& value);
std::string show(const std::optional<std::vector<std::string>>& value);

// What a value of each type may be.
std::string allowed(bool type);
std::string allowed(unsigned type);
std::string allowed(int type);
std::string allowed(const std::optional<std::string>& type);
std::string allowed(const std::optional<std::vector<std::string>>& type);

template <class T>
struct Key {
    std::string_view name;
    std::string_view help;
    void (*read)(T&, const File&, std::string_view key);
    std::string (*show)(const T&);
    std::string (*allowed)(const T&);
    /// Looks at the value once it was read; throws.
    void (*check)(const T&, const File&) = nullptr;
};

template <auto Member>
struct Owner;
template <class T, class V, V T::*Member>
struct Owner<Member> {
    using Type = T;
};

/// A row. Types of their own bring read(), show() and allowed() along in their namespace.
template <auto Member, class T = typename Owner<Member>::Type>
consteval Key<T> key(std::string_view name, std::string_view help,
                     void (*check)(const T&, const File&) = nullptr) {
    return {name,
            help,
            [](T& into, const File& file, std::string_view key) { read(file, key, into.*Member); },
            [](const T& from) { return show(from.*Member); },
            [](const T& from) { return allowed(from.*Member); },
            check};
}

/// Reads in the order of the rows, which decides what is reported when several keys are wrong.
template <class T>
void read_keys(const File& file, std::span<const Key<T>> keys, T& into) {
    for (const Key<T>& row : keys) {
        row.read(into, file, row.name);
        if (row.check != nullptr) row.check(into, file);
    }
}

template <class T>
std::vector<std::string_view> names(std::span<const Key<T>> keys) {
    std::vector<std::string_view> all;
    for (const Key<T>& row : keys)
        all.push_back(row.name);
    return all;
}

/// A value as it would be written in a file.
std::string show(const Value& value);

/// Something a person should look at.
struct Problem {
    int line = 0;
    std::string key;  // empty: none could be read
    std::string text;

    bool operator==(const Problem&) const = default;
};
std::string to_string(const Problem& problem);  // without the line

/// Names that nobody knows, with the one that was probably meant.
std::vector<Problem> unknown_keys(const File& file, std::span<const std::string_view> known);

/// The first definition of a key, which is the one that counts; null: there is none.
const Entry* first_entry(const File& file, std::string_view key);

Problem wrong_value(const Entry& entry, std::string_view allowed);

/// Reads what can be read, and says what cannot.
template <class T>
std::vector<Problem> wrong_types(const File& file, std::span<const Key<T>> keys, T& into) {
    std::vector<Problem> problems;
    for (const Key<T>& row : keys) {
        try {
            row.read(into, file, row.name);
        } catch (const Error&) {
            problems.push_back(wrong_value(*first_entry(file, row.name), row.allowed(into)));
        }
    }
    return problems;
}

/// The commented sample file that is installed: the help and the defaults of the same table.
template <class T>
std::string sample(std::span<const Key<T>> keys, const T& defaults) {
    std::string text;
    for (const Key<T>& row : keys) {
        text.append("# ").append(row.help).append("\n#").append(row.name).append(" = ");
        text.append(row.show(defaults)).append("\n\n");
    }
    return text;
}

}  // namespace virtd::config
