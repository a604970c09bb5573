// The objects of one kind that a driver knows, found by name, by uuid and by id.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/uuid.hpp"

namespace virtd::driver {

/// Names, uuids and ids are each unique. Every operation takes constant time (removal: on
/// average), and iteration goes in the order of insertion, which neither renaming nor a new id
/// changes. Objects are shared, so that a caller that suspends keeps what it found.
template <class Object>
class Directory {
    /// Slots stand in the order of their serials. Removal empties one; when most are empty, the
    /// others move together.
    struct Slot;

public:
    struct Entry {
        std::string name;
        std::optional<Uuid> uuid;  // kinds without one: interfaces, volumes, node devices
        std::int32_t id = -1;      // -1: has none now
        std::shared_ptr<Object> object;

    private:
        friend Directory;
        std::size_t slot_ = 0;
    };

    /// Over all entries; any change ends its validity.
    class const_iterator {
    public:
        using value_type = Entry;
        using difference_type = std::ptrdiff_t;

        const_iterator() = default;
        const Entry& operator*() const { return *slot_->entry; }
        const Entry* operator->() const { return slot_->entry.get(); }
        const_iterator& operator++() {
            ++slot_;
            skip_empty();
            return *this;
        }
        const_iterator operator++(int) {
            const const_iterator before = *this;
            ++*this;
            return before;
        }
        bool operator==(const const_iterator&) const = default;

    private:
        friend Directory;
        const_iterator(const Slot* slot, const Slot* end) : slot_(slot), end_(end) { skip_empty(); }
        void skip_empty() {
            while (slot_ != end_ && !slot_->entry)
                ++slot_;
        }

        const Slot* slot_ = nullptr;
        const Slot* end_ = nullptr;
    };

    /// Over those that were there when it began, in order; one that is removed meanwhile is left
    /// out. Any change may happen between two steps. Reads ahead: with thousands of objects the
    /// time goes into fetching them from memory.
    class Walk {
    public:
        explicit Walk(const Directory& directory)
            : directory_(directory), end_serial_(directory.next_serial_) {}

        /// Null at the end.
        Object* next() {
            const auto& slots = directory_.slots_;
            if (index_ >= slots.size() || slots[index_].serial != serial_) find_again();
            while (index_ < slots.size() && !slots[index_].object)
                ++index_;
            if (index_ >= slots.size() || slots[index_].serial >= end_serial_) return nullptr;
            if (index_ + ahead < slots.size()) fetch(slots[index_ + ahead].object);
            Object* const object = slots[index_].object;
            ++index_;
            serial_ = index_ < slots.size() ? slots[index_].serial : end_serial_;
            return object;
        }

    private:
        static constexpr std::size_t ahead = 12;
        static constexpr std::size_t cache_line = 64;

        static void fetch(const Object* object) {
            const auto* bytes = reinterpret_cast<const char*>(object);
            for (std::size_t at = 0; at < std::min(sizeof(Object), 3 * cache_line);
                 at += cache_line)
                __builtin_prefetch(bytes + at);
        }
        // Slots have moved: the first that is not before the one that was next.
        void find_again() {
            const auto& slots = directory_.slots_;
            const auto place = std::lower_bound(
                slots.begin(), slots.end(), serial_,
                [](const Slot& slot, std::uint64_t serial) { return slot.serial < serial; });
            index_ = static_cast<std::size_t>(place - slots.begin());
        }

        const Directory& directory_;
        std::uint64_t end_serial_;
        std::uint64_t serial_ = 0;  // of the next one
        std::size_t index_ = 0;     // where that was at the last step
    };

    /// False, and nothing happens, when the name or the uuid is taken.
    bool insert(std::string name, std::optional<Uuid> uuid, std::shared_ptr<Object> object) {
        if (by_name_.contains(name) || (uuid && by_uuid_.contains(*uuid))) return false;
        auto entry = std::make_unique<Entry>();
        entry->name = std::move(name);
        entry->uuid = uuid;
        entry->object = std::move(object);
        entry->slot_ = slots_.size();
        Entry* const added = entry.get();
        slots_.push_back({next_serial_++, added->object.get(), std::move(entry)});
        by_name_.emplace(added->name, added);
        if (uuid) by_uuid_.emplace(*uuid, added);
        return true;
    }

    /// False when there was none.
    bool remove(std::string_view name) { return remove_entry(entry(name)); }
    bool remove(const Uuid& uuid) { return remove_entry(entry(uuid)); }

    /// False, and nothing happens, when there is no `from` or another object is called `to`.
    bool rename(std::string_view from, std::string to) {
        return rename_entry(entry(from), std::move(to));
    }
    bool rename(const Uuid& uuid, std::string to) {
        return rename_entry(entry(uuid), std::move(to));
    }

    /// Gives the object an id that no other has, or with -1 takes it away.
    bool set_id(std::string_view name, std::int32_t id) { return set_entry_id(entry(name), id); }
    bool set_id(const Uuid& uuid, std::int32_t id) { return set_entry_id(entry(uuid), id); }

    /// Null when there is none.
    std::shared_ptr<Object> find(std::string_view name) const { return at(by_name_, name); }
    std::shared_ptr<Object> find(const Uuid& uuid) const { return at(by_uuid_, uuid); }
    std::shared_ptr<Object> find_id(std::int32_t id) const { return at(by_id_, id); }

    std::size_t size() const { return by_name_.size(); }
    bool empty() const { return by_name_.empty(); }
    /// How many have an id.
    std::size_t with_id() const { return by_id_.size(); }

    const_iterator begin() const { return {slots_.data(), slots_.data() + slots_.size()}; }
    const_iterator end() const {
        return {slots_.data() + slots_.size(), slots_.data() + slots_.size()};
    }

private:
    struct Slot {
        std::uint64_t serial;
        Object* object;  // null: removed
        std::unique_ptr<Entry> entry;
    };

    struct UuidHash {
        std::size_t operator()(const Uuid& uuid) const {
            return std::hash<std::string_view>{}(
                {reinterpret_cast<const char*>(uuid.data()), uuid.size()});
        }
    };

    Entry* entry(std::string_view name) { return found(by_name_, name); }
    Entry* entry(const Uuid& uuid) { return found(by_uuid_, uuid); }

    bool remove_entry(Entry* entry) {
        if (!entry) return false;
        by_name_.erase(entry->name);
        if (entry->uuid) by_uuid_.erase(*entry->uuid);
        if (entry->id >= 0) by_id_.erase(entry->id);
        Slot& slot = slots_[entry->slot_];
        slot.object = nullptr;
        const auto last = std::move(slot.entry);  // ends with the function, as everything is whole
        if (slots_.size() > 2 * by_name_.size() + few) close_gaps();
        return true;
    }

    void close_gaps() {
        std::erase_if(slots_, [](const Slot& slot) { return !slot.entry; });
        for (std::size_t i = 0; i < slots_.size(); ++i)
            slots_[i].entry->slot_ = i;
    }

    bool rename_entry(Entry* entry, std::string to) {
        if (!entry || by_name_.contains(to)) return false;
        by_name_.erase(entry->name);
        entry->name = std::move(to);
        by_name_.emplace(entry->name, entry);
        return true;
    }

    bool set_entry_id(Entry* entry, std::int32_t id) {
        if (!entry || (id >= 0 && by_id_.contains(id))) return false;
        if (entry->id >= 0) by_id_.erase(entry->id);
        entry->id = id;
        if (id >= 0) by_id_.emplace(id, entry);
        return true;
    }

    template <class Index, class Key>
    static Entry* found(const Index& index, const Key& key) {
        const auto place = index.find(key);
        return place == index.end() ? nullptr : place->second;
    }

    template <class Index, class Key>
    static std::shared_ptr<Object> at(const Index& index, const Key& key) {
        const Entry* const entry = found(index, key);
        return entry ? entry->object : nullptr;
    }

    static constexpr std::size_t few = 16;  // empty slots that are not worth moving the others

    std::vector<Slot> slots_;
    std::uint64_t next_serial_ = 1;
    std::unordered_map<std::string_view, Entry*> by_name_;  // views of the entries' names
    std::unordered_map<Uuid, Entry*, UuidHash> by_uuid_;
    std::unordered_map<std::int32_t, Entry*> by_id_;
};

}  // namespace virtd::driver
