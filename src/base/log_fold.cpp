// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/log_fold.hpp"

#include <algorithm>
#include <functional>

namespace virtd::log {

namespace {

std::size_t key_of(const Record& record) {
    const std::size_t text = std::hash<std::string_view>()(record.text);
    return text * 31 + static_cast<std::size_t>(record.place.line) * 7 +
           static_cast<std::size_t>(record.level);
}

}  // namespace

bool Fold::admit(const Record& record, Clock::time_point now) {
    if (record.level == Level::debug) return true;
    const std::size_t key = key_of(record);
    const auto found = causes_.find(key);
    if (found == causes_.end()) {
        if (causes_.size() < most_causes)
            causes_.emplace(key, Cause{.since = now, .seen = 1, .last = {}});
        return true;
    }
    Cause& cause = found->second;
    if (++cause.seen <= written_in_full) return true;
    cause.last = record;
    return false;
}

std::vector<Record> Fold::finished(Clock::time_point now) {
    if (now < next_look_) return {};
    next_look_ = now + window / 10;
    return take_older_than(now - window);
}

std::vector<Record> Fold::all() {
    return take_older_than(Clock::time_point::max());
}

std::vector<Record> Fold::take_older_than(Clock::time_point since) {
    std::vector<Record> records;
    for (auto it = causes_.begin(); it != causes_.end();) {
        Cause& cause = it->second;
        if (cause.since > since) {
            ++it;
            continue;
        }
        if (cause.seen > written_in_full) {
            cause.last.text += fmt::format(" ({} more times)", cause.seen - written_in_full);
            records.push_back(std::move(cause.last));
        }
        it = causes_.erase(it);
    }
    return records;
}

std::optional<Fold::Clock::time_point> Fold::due() const {
    std::optional<Clock::time_point> first;
    for (const auto& [key, cause] : causes_) {
        if (cause.seen <= written_in_full) continue;
        const auto when = std::max(cause.since + window, next_look_);
        first = std::min(first.value_or(when), when);
    }
    return first;
}

}  // namespace virtd::log
