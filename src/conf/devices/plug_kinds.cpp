// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/plug_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/error.hpp"
#include "base/translate.hpp"
#include "conf/devices/lookup.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

// ---- a list, or the place for one

template <class T>
std::span<T> items(std::vector<T>& list) {
    return list;
}
template <class T>
std::span<const T> items(const std::vector<T>& list) {
    return list;
}
/// std::optional and Rare.
template <class P>
concept Place = requires(std::remove_const_t<P>& place) {
    place.reset();
    place.emplace();
};
template <Place P>
auto items(P& place) {
    using T = std::remove_reference_t<decltype(*place)>;
    return place ? std::span<T>(&*place, 1) : std::span<T>();
}

template <class T>
void append(std::vector<T>& to, std::vector<T>& from, const char*) {
    to.insert(to.end(), std::move_iterator(from.begin()), std::move_iterator(from.end()));
    from.clear();
}
template <Place P>
void append(P& to, P& from, const char* word) {
    if (!from) return;
    if (to) fail(Errc::operation_invalid, "domain already has a {}", word);
    to = std::exchange(from, P());
}

template <class T>
void remove(std::vector<T>& list, std::size_t index) {
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
}
template <Place P>
void remove(P& place, std::size_t) {
    place.reset();
}

// ---- what a device says about itself

template <class T>
concept Placed = requires(T device) {
    device.info;
};

/// Gives a device the alias and the address of another, unless it has its own.
template <class T>
void take_place(T& device, const T& from) {
    if constexpr (Placed<T>) {
        if (!device.info.alias) device.info.alias = from.info.alias;
        if (!device.info.address) device.info.address = from.info.address;
    }
}

// ---- which device is meant: those without a rule here by all that is said

template <class T>
bool is_same(const T& known, const T& wanted) {
    T placed = wanted;
    take_place(placed, known);
    return placed == known;
}
bool is_same(const Disk& known, const Disk& wanted) {
    return known.target.dev == wanted.target.dev;
}
bool is_same(const Controller& known, const Controller& wanted) {
    return known.type == wanted.type && known.index == wanted.index;
}
bool is_same(const Filesystem& known, const Filesystem& wanted) {
    return known.target == wanted.target;
}
bool is_same(const Lease& known, const Lease& wanted) {
    return known.key == wanted.key && known.lockspace == wanted.lockspace;
}
bool is_same(const Graphics& known, const Graphics& wanted) {
    return known.kind.index() == wanted.kind.index();
}
bool is_same(const Audio& known, const Audio& wanted) {
    return known.id == wanted.id;
}
/// Two cards can have one address of the network; then that of the bus decides.
bool is_same(const Interface& known, const Interface& wanted) {
    const bool is_elsewhere =
        wanted.info.address && known.info.address && wanted.info.address != known.info.address;
    return known.mac.address == wanted.mac.address && !is_elsewhere;
}

template <class T>
std::string missing_text(const T&, const char* word) {
    return translated("matching {} device not found", word);
}
std::string missing_text(const Disk& disk, const char*) {
    return translated("no target device {}", disk.target.dev);
}
std::string missing_text(const Interface& card, const char*) {
    return translated("no device matching MAC address {} found",
                      card.mac.address ? to_string(*card.mac.address) : std::string());
}
std::string missing_text(const Controller& controller, const char*) {
    return translated("controller {}:{} not found", controller_word(controller.type),
                      controller.index.value_or(0));
}
std::string missing_text(const Hostdev&, const char*) {
    return translated("device not present in domain configuration");
}

// ---- what can be there once only

template <class T>
void check_free(std::span<const T>, const T&) {}

void check_free(std::span<const Disk> known, const Disk& wanted) {
    const auto clashes = [&](const Disk& disk) { return is_same(disk, wanted); };
    if (std::ranges::any_of(known, clashes))
        fail(Errc::operation_failed, "target {} already exists", wanted.target.dev);
}
template <class T>
requires std::same_as<T, Controller> || std::same_as<T, Filesystem>
void check_free(std::span<const T> known, const T& wanted) {
    const auto clashes = [&](const T& device) { return is_same(device, wanted); };
    if (std::ranges::any_of(known, clashes)) fail(Errc::operation_failed, "Target already exists");
}
void check_free(std::span<const Hostdev> known, const Hostdev& wanted) {
    const auto clashes = [&](const Hostdev& device) { return is_same(device, wanted); };
    if (std::ranges::any_of(known, clashes))
        fail(Errc::operation_invalid, "device is already in the domain configuration");
}

// ---- the names that devices get

template <class T>
std::string implied_alias(const T&, std::size_t number, const char* prefix) {
    return prefix + std::to_string(number);
}
std::string implied_alias(const Disk& disk, std::size_t, const char*) {
    const std::string bus(bus_word(disk.target.bus.value_or(DiskBus::virtio)));
    const auto* const drive = disk.info.address ? disk.info.address->as<DriveAddress>() : nullptr;
    if (drive != nullptr)
        return fmt::format("{}{}-{}-{}", bus, drive->controller, drive->bus, drive->unit);
    return fmt::format("{}-disk{}", bus, disk_index(disk.target.dev).value_or(0));
}
std::string implied_alias(const Controller& controller, std::size_t, const char*) {
    return std::string(controller_word(controller.type)) +
           std::to_string(controller.index.value_or(0));
}

template <class T>
std::string alias_of(const T& device, std::size_t number, const char* prefix) {
    if constexpr (Placed<T>) {
        return device.info.alias ? *device.info.alias : implied_alias(device, number, prefix);
    } else {
        return {};
    }
}

// ---- one row

/// The word and the prefix of aliases are parameters, so that the functions of a row know them.
template <std::size_t N>
struct Word {
    char text[N]{};
    constexpr Word(const char (&from)[N]) {  // NOLINT(google-explicit-constructor)
        std::copy_n(from, N, text);
    }
};

template <auto Member, Word word, Word prefix = word>
struct Kind {
    static std::size_t count(const Devices& devices) { return items(devices.*Member).size(); }

    static void attach(Devices& to, Devices& from) {
        for (const auto& device : items(std::as_const(from.*Member)))
            check_free(items(std::as_const(to.*Member)), device);
        append(to.*Member, from.*Member, word.text);
    }

    static std::optional<std::size_t> find(const Devices& devices, const Devices& wanted) {
        const auto known = items(devices.*Member);
        for (std::size_t i = 0; i < known.size(); ++i)
            if (is_same(known[i], items(wanted.*Member).front())) return i;
        return std::nullopt;
    }

    static std::string missing(const Devices& wanted) {
        return missing_text(items(wanted.*Member).front(), word.text);
    }

    static void erase(Devices& devices, std::size_t index) { remove(devices.*Member, index); }

    static void replace(Devices& devices, std::size_t index, Devices& from) {
        auto& device = items(devices.*Member)[index];
        auto& other = items(from.*Member).front();
        take_place(other, device);
        device = std::move(other);
    }

    static std::string alias(const Devices& devices, std::size_t index) {
        return alias_of(items(devices.*Member)[index], index, prefix.text);
    }

    static void set_alias(Devices& devices, std::size_t index, std::string alias) {
        auto& device = items(devices.*Member)[index];
        if constexpr (Placed<std::remove_reference_t<decltype(device)>>) {
            device.info.alias.reset();
            if (!alias.empty()) device.info.alias = std::move(alias);
        }
    }

    static bool has_alias(const Devices& devices, std::size_t index) {
        const auto& device = items(devices.*Member)[index];
        if constexpr (Placed<std::remove_cvref_t<decltype(device)>>) {
            return device.info.alias.has_value();
        } else {
            return false;
        }
    }
};

enum Plugging : bool { cold = false, hot = true };

template <auto Member, Word word, Word prefix = word>
constexpr DeviceKind kind(Plugging plugging) {
    using K = Kind<Member, word, prefix>;
    return {word.text, plugging == hot, &K::count,     &K::attach, &K::find,     &K::missing,
            &K::erase, &K::replace,     &K::has_alias, &K::alias,  &K::set_alias};
}

using D = Devices;

// clang-format off
constexpr DeviceKind kinds[] = {
    kind<&D::disks,       "disk">(hot),
    kind<&D::controllers, "controller">(hot),
    kind<&D::leases,      "lease">(hot),
    kind<&D::filesystems, "filesystem", "fs">(hot),
    kind<&D::interfaces,  "interface", "net">(hot),
    kind<&D::smartcards,  "smartcard">(cold),
    kind<&D::serials,     "serial">(hot),
    kind<&D::parallels,   "parallel">(hot),
    kind<&D::consoles,    "console">(hot),
    kind<&D::channels,    "channel">(hot),
    kind<&D::inputs,      "input">(hot),
    kind<&D::tpms,        "tpm">(cold),
    kind<&D::graphics,    "graphics">(cold),
    kind<&D::audios,      "audio">(cold),
    kind<&D::sounds,      "sound">(cold),
    kind<&D::videos,      "video">(cold),
    kind<&D::hostdevs,    "hostdev">(hot),
    kind<&D::redirdevs,   "redirdev", "redir">(hot),
    kind<&D::hubs,        "hub">(cold),
    kind<&D::watchdog,    "watchdog">(hot),
    kind<&D::memballoon,  "memballoon", "balloon">(cold),
    kind<&D::rngs,        "rng">(hot),
    kind<&D::nvram,       "nvram">(cold),
    kind<&D::panics,      "panic">(cold),
    kind<&D::shmems,      "shmem">(hot),
    kind<&D::memories,    "memory", "dimm">(hot),
    kind<&D::iommu,       "iommu">(cold),
    kind<&D::vsock,       "vsock">(hot),
};
// clang-format on

}  // namespace

std::span<const DeviceKind> device_kinds() {
    return kinds;
}

}  // namespace virtd::conf
