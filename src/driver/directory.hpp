// The objects of one kind that a driver knows, found by name, by uuid and by id.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/uuid.hpp"

namespace virtd::driver {

/// Names, uuids and ids are each unique. Every operation takes constant time, and iteration
/// goes in the order of insertion, which neither renaming nor a new id changes. Objects are
/// shared, so that a caller that suspends keeps what it found.
template <class Object>
class Directory {
public:
    struct Entry {
        std::string name;
        std::optional<Uuid> uuid;  // kinds without one: interfaces, volumes, node devices
        std::int32_t id = -1;      // -1: has none now
        std::shared_ptr<Object> object;
    };
    using const_iterator = typename std::list<Entry>::const_iterator;

    /// False, and nothing happens, when the name or the uuid is taken.
    bool insert(std::string name, std::optional<Uuid> uuid, std::shared_ptr<Object> object) {
        if (by_name_.contains(name) || (uuid && by_uuid_.contains(*uuid))) return false;
        entries_.push_back({std::move(name), uuid, -1, std::move(object)});
        const Position position = std::prev(entries_.end());
        by_name_.emplace(position->name, position);
        if (uuid) by_uuid_.emplace(*uuid, position);
        return true;
    }

    /// False when there was none.
    bool remove(std::string_view name) { return remove_at(position(name)); }
    bool remove(const Uuid& uuid) { return remove_at(position(uuid)); }

    /// False, and nothing happens, when there is no `from` or another object is called `to`.
    bool rename(std::string_view from, std::string to) {
        return rename_at(position(from), std::move(to));
    }
    bool rename(const Uuid& uuid, std::string to) {
        return rename_at(position(uuid), std::move(to));
    }

    /// Gives the object an id that no other has, or with -1 takes it away.
    bool set_id(std::string_view name, std::int32_t id) { return set_id_at(position(name), id); }
    bool set_id(const Uuid& uuid, std::int32_t id) { return set_id_at(position(uuid), id); }

    /// Null when there is none.
    std::shared_ptr<Object> find(std::string_view name) const { return at(by_name_, name); }
    std::shared_ptr<Object> find(const Uuid& uuid) const { return at(by_uuid_, uuid); }
    std::shared_ptr<Object> find_id(std::int32_t id) const { return at(by_id_, id); }

    std::size_t size() const { return entries_.size(); }
    bool empty() const { return entries_.empty(); }
    /// How many have an id.
    std::size_t with_id() const { return by_id_.size(); }

    const_iterator begin() const { return entries_.begin(); }
    const_iterator end() const { return entries_.end(); }

private:
    using Position = typename std::list<Entry>::iterator;

    struct UuidHash {
        std::size_t operator()(const Uuid& uuid) const {
            return std::hash<std::string_view>{}(
                {reinterpret_cast<const char*>(uuid.data()), uuid.size()});
        }
    };

    Position position(std::string_view name) {
        const auto found = by_name_.find(name);
        return found == by_name_.end() ? entries_.end() : found->second;
    }
    Position position(const Uuid& uuid) {
        const auto found = by_uuid_.find(uuid);
        return found == by_uuid_.end() ? entries_.end() : found->second;
    }

    bool remove_at(Position position) {
        if (position == entries_.end()) return false;
        by_name_.erase(position->name);
        if (position->uuid) by_uuid_.erase(*position->uuid);
        if (position->id >= 0) by_id_.erase(position->id);
        entries_.erase(position);
        return true;
    }

    bool rename_at(Position position, std::string to) {
        if (position == entries_.end() || by_name_.contains(to)) return false;
        by_name_.erase(position->name);
        position->name = std::move(to);
        by_name_.emplace(position->name, position);
        return true;
    }

    bool set_id_at(Position position, std::int32_t id) {
        if (position == entries_.end() || (id >= 0 && by_id_.contains(id))) return false;
        if (position->id >= 0) by_id_.erase(position->id);
        position->id = id;
        if (id >= 0) by_id_.emplace(id, position);
        return true;
    }

    template <class Index, class Key>
    static std::shared_ptr<Object> at(const Index& index, const Key& key) {
        const auto found = index.find(key);
        return found == index.end() ? nullptr : found->second->object;
    }

    std::list<Entry> entries_;
    std::unordered_map<std::string_view, Position> by_name_;  // views of the entries' names
    std::unordered_map<Uuid, Position, UuidHash> by_uuid_;
    std::unordered_map<std::int32_t, Position> by_id_;
};

}  // namespace virtd::driver
