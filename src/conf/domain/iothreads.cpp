// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/iothreads.hpp"
#include "conf/shapes.hpp"

#include <algorithm>
#include <set>

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

// A document could ask for billions of them in one number.
constexpr unsigned most_threads = 65536;

constexpr auto pool_rows = xml::rows<ThreadPool>({
    xml::attr<&ThreadPool::min, xml::non_negative>("thread_pool_min"),
    xml::attr<&ThreadPool::max, xml::non_negative>("thread_pool_max"),
});
constexpr xml::Element<ThreadPool> pool_xml{"defaultiothread", pool_rows};

constexpr auto thread_rows = xml::rows<IoThread>({
    xml::attr<&IoThread::id>("id").required().nonzero(),
    xml::same<&IoThread::pool, pool_xml>(),
});
constexpr xml::Element<IoThread> thread_xml{"iothread", thread_rows};

unsigned read_count(xml::Node node) {
    const xml::Node child = node.child("iothreads");
    const std::string text = child ? child.text() : std::string();
    if (text.empty()) return 0;
    const auto count = xml::parse_unsigned(text);
    if (!count || *count > most_threads) {
        fail(Errc::xml_error, "invalid iothreads count '{}'", text);
    }
    return static_cast<unsigned>(*count);
}

// Threads that are only counted get the lowest free numbers.
void fill_up(IoThreads& threads, const std::set<unsigned>& taken, unsigned count) {
    for (unsigned id = 1; threads.list.size() < count; ++id) {
        if (!taken.contains(id)) threads.list.push_back({.id = id, .is_named = false});
    }
}

void read_threads(xml::Node node, IoThreads& into) {
    const unsigned count = read_count(node);
    std::set<unsigned> taken;
    if (const xml::Node list = node.child("iothreadids")) {
        for (xml::Node item = list.child("iothread"); item; item = item.twin()) {
            IoThread thread;
            xml::read(thread_xml, item, thread);
            if (!taken.insert(thread.id).second)
                fail(Errc::xml_error, "duplicate iothread id '{}' found", thread.id);
            into.list.push_back(thread);
        }
    }
    fill_up(into, taken, count);
}

void write_threads(xml::Writer& out, const IoThreads& from) {
    if (from.list.empty()) return;
    out.text_element("iothreads", std::to_string(from.list.size()));
    if (std::ranges::none_of(from.list, &IoThread::is_named)) return;
    out.open("iothreadids");
    for (const IoThread& thread : from.list)
        xml::write(thread_xml, out, thread);
    out.close();
}

// `iothreads` reads and writes the list too, because each counts the other.
void skip(xml::Node, IoThreads&) {}
void skip(xml::Writer&, const IoThreads&) {}

constexpr auto ids_shape_rows = xml::rows<Shape>({shape::children("iothread", thread_xml)});
constexpr xml::Element<Shape> ids_shape{"iothreadids", ids_shape_rows};

constexpr auto iothreads_rows = xml::rows<IoThreads>({
    xml::custom<IoThreads, read_threads, write_threads>("iothreads").of(shape::number).once(),
    xml::custom<IoThreads, skip, skip>("iothreadids").of(ids_shape).once(),
    xml::child<&IoThreads::default_pool, pool_xml>(),
});

void validate(const ThreadPool& pool) {
    if (pool.max == 0) fail(Errc::config_unsupported, "thread_pool_max must be a positive integer");
    if (pool.min.value_or(-1) > pool.max.value_or(-1)) {
        fail(Errc::config_unsupported,
             "thread_pool_min must be smaller or equal to thread_pool_max");
    }
}

}  // namespace

constinit const xml::Element<IoThreads> iothreads_xml{"iothreads", iothreads_rows};

const IoThread* IoThreads::find(unsigned id) const {
    const auto found = std::ranges::find(list, id, &IoThread::id);
    return found == list.end() ? nullptr : &*found;
}

void validate(const IoThreads& iothreads) {
    for (const IoThread& thread : iothreads.list)
        validate(thread.pool);
    validate(iothreads.default_pool);
}

}  // namespace virtd::conf
