// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/shared/documents.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "base/error.hpp"
#include "base/loop.hpp"

namespace virtd::shared {

namespace {

/// On which thread a document is read.
Task<std::thread::id> reader(Pool* pool, std::size_t bytes) {
    const auto parse = [](const std::string&) { return std::this_thread::get_id(); };
    co_return co_await parsed(*pool, std::string(bytes, 'x'), parse);
}

Task<std::size_t> refused(Pool* pool, std::size_t bytes) {
    const auto parse = [](const std::string& xml) -> std::size_t {
        constexpr Fail fail{Origin::secret};
        fail(Errc::xml_error, "{} bytes are none", xml.size());
    };
    co_return co_await parsed(*pool, std::string(bytes, 'x'), parse);
}

/// Prints as many bytes as it says, and where.
struct Printed {
    std::size_t bytes;
    std::shared_ptr<std::thread::id> where = std::make_shared<std::thread::id>();
};

std::string format(const Printed& of, const xml::View& view) {
    xml::Writer out(view);
    out.text(std::string(of.bytes, 'x'));
    *of.where = std::this_thread::get_id();
    return out.take();
}

Task<std::string> print(Pool* pool, std::shared_ptr<const Printed> what) {
    co_return co_await printed(*pool, std::move(what));
}

}  // namespace

TEST_CASE("documents: small ones are read at once, others on a thread of the pool") {
    Loop loop;
    Pool pool(loop);
    Task<std::thread::id> small = reader(&pool, small_document);
    REQUIRE(small.start());
    CHECK(small.result() == std::this_thread::get_id());
    CHECK(loop.run(reader(&pool, small_document + 1)) != std::this_thread::get_id());
}

TEST_CASE("documents: small ones are printed at once, others on a thread of the pool") {
    Loop loop;
    Pool pool(loop);
    for (const std::size_t bytes : {std::size_t{1}, small_document}) {
        const auto small = std::make_shared<const Printed>(Printed{bytes});
        Task<std::string> task = print(&pool, small);
        REQUIRE(task.start());
        CHECK(task.result().size() == bytes);
        CHECK(*small->where == std::this_thread::get_id());
    }
    const auto large = std::make_shared<const Printed>(Printed{small_document + 1});
    CHECK(loop.run(print(&pool, large)).size() == small_document + 1);
    CHECK(*large->where != std::this_thread::get_id());
}

TEST_CASE("documents: what is wrong with a large one is told as for a small one") {
    Loop loop;
    Pool pool(loop);
    for (const std::size_t bytes : {std::size_t{10}, 2 * small_document}) {
        try {
            loop.run(refused(&pool, bytes));
            FAIL("it was accepted");
        } catch (const Error& error) {
            CHECK(error.code() == Errc::xml_error);
            CHECK(error.origin() == Origin::secret);
            CHECK(error.message() == "XML error: " + std::to_string(bytes) + " bytes are none");
        }
    }
}

}  // namespace virtd::shared
