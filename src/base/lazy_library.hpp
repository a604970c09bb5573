// Shared libraries that are loaded when they are first needed, for what most daemons never use.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

namespace virtd {

class LazyFunctionBase;

/// A library with its functions, declared as global objects:
///
///     inline LazyLibrary z_library{"libz.so.1"};
///     inline const VIRTD_LAZY_FUNCTION(z_library, zlibVersion);
///
/// Inside their namespace the functions take the names of the library's own, so callers look as
/// if they were linked.
class LazyLibrary {
public:
    /// What the library calls itself, with the version of its interface that our headers have.
    constexpr explicit LazyLibrary(const char* soname) : soname_(soname) {}
    LazyLibrary(const LazyLibrary&) = delete;
    LazyLibrary& operator=(const LazyLibrary&) = delete;

    /// Loads it with all functions, or throws and names what is missing. Every call but the first
    /// successful one does nothing. From one thread at a time, before its functions are called.
    void load();

private:
    friend class LazyFunctionBase;

    const char* soname_;
    LazyFunctionBase* functions_ = nullptr;
    bool loaded_ = false;
};

class LazyFunctionBase {
public:
    LazyFunctionBase(const LazyFunctionBase&) = delete;
    LazyFunctionBase& operator=(const LazyFunctionBase&) = delete;

protected:
    LazyFunctionBase(LazyLibrary& library, const char* name)
        : name_(name), next_(library.functions_) {
        library.functions_ = this;
    }
    ~LazyFunctionBase() = default;

    void* address() const { return address_; }

private:
    friend class LazyLibrary;

    const char* name_;
    LazyFunctionBase* next_;
    void* address_ = nullptr;
};

template <class Signature>
class LazyFunction;

template <class Result, class... Arguments>
class LazyFunction<Result(Arguments...)> : public LazyFunctionBase {
public:
    LazyFunction(LazyLibrary& library, const char* name) : LazyFunctionBase(library, name) {}

    /// After the library was loaded.
    Result operator()(Arguments... arguments) const {
        return reinterpret_cast<Result (*)(Arguments...)>(address())(arguments...);
    }
};

/// One that takes more arguments of any type, as printf does.
template <class Result, class... Arguments>
class LazyFunction<Result(Arguments..., ...)> : public LazyFunctionBase {
public:
    LazyFunction(LazyLibrary& library, const char* name) : LazyFunctionBase(library, name) {}

    template <class... More>
    Result operator()(Arguments... arguments, More... more) const {
        return reinterpret_cast<Result (*)(Arguments..., ...)>(address())(arguments..., more...);
    }
};

/// Only its type matters: functions decay to it without their attributes.
template <class Result, class... Arguments>
LazyFunction<Result(Arguments...)> lazy_function(Result (*)(Arguments...));
template <class Result, class... Arguments>
LazyFunction<Result(Arguments..., ...)> lazy_function(Result (*)(Arguments..., ...));

}  // namespace virtd

/// Only a macro makes a name, its type and its text of one word.
// NOLINTBEGIN(bugprone-macro-parentheses): a name cannot stand in them
#define VIRTD_LAZY_FUNCTION(library, name)           \
    decltype(::virtd::lazy_function(&::name)) name { \
        library, #name                               \
    }
// NOLINTEND(bugprone-macro-parentheses)
