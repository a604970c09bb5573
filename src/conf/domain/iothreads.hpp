// <iothreads>: threads of a guest's own for the work of its disks.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <vector>

#include "xml/bind.hpp"

namespace virtd::conf {

/// How many workers a thread may have.
struct ThreadPool {
    std::optional<int> min, max;

    bool operator==(const ThreadPool&) const = default;
};

struct IoThread {
    unsigned id = 0;
    ThreadPool pool;
    bool is_named = true;  // false: only counted in the document

    bool operator==(const IoThread&) const = default;
};

struct IoThreads {
    std::vector<IoThread> list;
    ThreadPool default_pool;

    const IoThread* find(unsigned id) const;
    bool operator==(const IoThreads&) const = default;
};

extern const xml::Element<IoThreads> iothreads_xml;

void validate(const IoThreads& iothreads);

}  // namespace virtd::conf
