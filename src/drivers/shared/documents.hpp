// Documents of any size: small ones are read and printed at once, others on a thread.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <coroutine>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "base/pool.hpp"
#include "base/task.hpp"
#include "xml/writer.hpp"

namespace virtd::shared {

/// Bytes. To read that much takes 0.2 to 0.7 ms (a MiB takes 16 to 110): about as long as others
/// may have to wait, and ten times what the way to a thread and back takes. Nearly all guests need
/// less.
inline constexpr std::size_t small_document = 16 * 1024;

/// Few: while a large document is read it takes up to forty times its size, and a processor.
inline constexpr std::size_t reading_threads = 2;

/// Work on a document of so many bytes, to be awaited: at once when it is small, else on the pool.
/// Then it may touch nothing but what it owns, and whoever waits looks again at all that may have
/// changed meanwhile.
template <class Work>
class [[nodiscard]] Reading {
public:
    using Result = std::invoke_result_t<Work&>;

    Reading(Pool& pool, std::size_t bytes, Work work)
        : pool_(pool), bytes_(bytes), work_(std::move(work)) {}

    bool await_ready() const noexcept { return bytes_ <= small_document; }
    bool await_suspend(std::coroutine_handle<> waiter) {
        elsewhere_.emplace(pool_.run(std::move(work_)));
        return elsewhere_->await_suspend(waiter);
    }
    Result await_resume() { return elsewhere_ ? elsewhere_->await_resume() : work_(); }

private:
    Pool& pool_;
    const std::size_t bytes_;
    Work work_;
    std::optional<Task<Result>> elsewhere_;
};

template <class Work>
Reading<Work> reading(Pool& pool, std::size_t bytes, Work work) {
    return {pool, bytes, std::move(work)};
}

/// What `parse` makes of the text. In a coroutine it needs a name:
///     const auto parse = [checks](const std::string& xml) { return parse_secret(xml, checks); };
///     auto secret = co_await shared::parsed(pool, std::move(args.xml), parse);
template <class Parse>
auto parsed(Pool& pool, std::string xml, Parse parse) {
    const std::size_t bytes = xml.size();
    return reading(pool, bytes,
                   [xml = std::move(xml), parse = std::move(parse)] { return parse(xml); });
}

/// The document of a definition; nothing when it is not small.
template <class Definition>
std::optional<std::string> print_small(const Definition& definition, xml::View view = {}) {
    view.at_most = small_document;
    try {
        return format(definition, view);
    } catch (const xml::TooLong&) {
        return std::nullopt;
    }
}

/// How many bytes its document has, or more than a small one: what copying it and looking through
/// it is like. Null has none.
template <class Definition>
std::size_t weight(const std::shared_ptr<const Definition>& definition) {
    if (definition == nullptr) return 0;
    const auto printed = print_small(*definition);
    return printed ? printed->size() : small_document + 1;
}

/// The document of a definition, to be awaited. How long it is shows when it is printed: what turns
/// out not to be small is given up, and printed anew on the pool.
template <class Definition>
class [[nodiscard]] Printing {
public:
    Printing(Pool& pool, std::shared_ptr<const Definition> definition, const xml::View& view)
        : pool_(pool), definition_(std::move(definition)), view_(view) {}

    bool await_ready() {
        printed_ = print_small(*definition_, view_);
        return printed_.has_value();
    }
    bool await_suspend(std::coroutine_handle<> waiter) {
        elsewhere_.emplace(pool_.run(
            [definition = definition_, view = view_] { return format(*definition, view); }));
        return elsewhere_->await_suspend(waiter);
    }
    std::string await_resume() {
        return elsewhere_ ? elsewhere_->await_resume() : *std::move(printed_);
    }

private:
    Pool& pool_;
    const std::shared_ptr<const Definition> definition_;
    const xml::View view_;
    std::optional<std::string> printed_;
    std::optional<Task<std::string>> elsewhere_;
};

template <class Definition>
Printing<Definition> printed(Pool& pool, std::shared_ptr<const Definition> definition,
                             const xml::View& view = {}) {
    return {pool, std::move(definition), view};
}

}  // namespace virtd::shared
