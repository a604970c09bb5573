// An optional value that is seldom there: it lives elsewhere and costs one pointer here.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace virtd {

/// Used like std::optional<T>, copies are copies. For large parts that few objects have: a guest
/// has hundreds of members that its document may set, and thousands of guests set almost none.
template <class T>
class Rare {
public:
    Rare() = default;
    Rare(std::nullopt_t) {}  // NOLINT(google-explicit-constructor): as std::optional
    template <class U = T>
    requires std::is_constructible_v<T, U&&> &&(!std::is_same_v<std::remove_cvref_t<U>, Rare>)
        Rare(U&& value)  // NOLINT(google-explicit-constructor,bugprone-forwarding-reference-overload)
        : held_(std::make_unique<T>(std::forward<U>(value))) {}
    Rare(const Rare& other) : held_(other ? std::make_unique<T>(*other) : nullptr) {}
    Rare(Rare&&) noexcept = default;
    Rare& operator=(const Rare& other) {
        if (this != &other) *this = Rare(other);
        return *this;
    }
    Rare& operator=(Rare&&) noexcept = default;
    ~Rare() = default;

    bool has_value() const { return held_ != nullptr; }
    explicit operator bool() const { return has_value(); }

    // There must be a value.
    T& operator*() { return *held_; }
    const T& operator*() const { return *held_; }
    T* operator->() { return held_.get(); }
    const T* operator->() const { return held_.get(); }

    T value_or(T otherwise) const { return held_ ? *held_ : std::move(otherwise); }

    template <class... Args>
    T& emplace(Args&&... args) {
        held_ = std::make_unique<T>(std::forward<Args>(args)...);
        return *held_;
    }
    void reset() { held_.reset(); }

    friend bool operator==(const Rare& left, const Rare& right) {
        if (!left || !right) return left.has_value() == right.has_value();
        return *left == *right;
    }

private:
    std::unique_ptr<T> held_;
};

}  // namespace virtd
