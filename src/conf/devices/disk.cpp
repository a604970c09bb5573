// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/disk.hpp"

#include "base/error.hpp"
#include "conf/devices/disk_patterns.hpp"
#include "conf/devices/disk_words.hpp"
#include "conf/devices/rows.hpp"
#include "conf/devices/storage_words.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

using Format = xml::detail::CodecFor<std::optional<StorageFormat>>;

// What Xen called "aio" is a raw image.
xml::Verdict read_format(std::string_view text, void* field) {
    return Format::codec.read(text == "aio" ? "raw" : text, field);
}

constexpr xml::Codec disk_format{read_format, Format::codec.write, Format::codec.is_set,
                                 Format::codec.meaning, Format::codec.words};

void check_read_policy(xml::Node, DiskDriver& driver) {
    if (driver.rerror_policy == ErrorPolicy::enospace) {
        fail(Errc::config_unsupported, "Invalid disk read error policy: '{}'",
             xml::to_word(*driver.rerror_policy));
    }
}

constexpr auto driver_rows = xml::rows<DiskDriver>({
    xml::attr<&DiskDriver::name>("name").like(xml::pattern::letters_and<"_+-">),
    xml::attr<&DiskDriver::format, disk_format>("type")
        .or_fail(Errc::config_unsupported, "unknown driver format value '{}'")
        .turn(1),
    xml::mention<DiskDriver>("type", xml::Part::attribute)
        .like(xml::pattern::words<"luks", "aio">),  // of schemas, not of readers
    xml::attr<&DiskDriver::cache>("cache").if_set(),
    xml::attr<&DiskDriver::error_policy>("error_policy").nonzero(),
    xml::attr<&DiskDriver::rerror_policy>("rerror_policy").nonzero(),
    check<DiskDriver, check_read_policy>(),
    xml::attr<&DiskDriver::io>("io"),
    xml::attr<&DiskDriver::ioeventfd>("ioeventfd"),
    xml::attr<&DiskDriver::event_idx>("event_idx"),
    xml::attr<&DiskDriver::copy_on_read>("copy_on_read"),
    xml::attr<&DiskDriver::discard>("discard"),
    xml::attr<&DiskDriver::iothread>("iothread").nonzero(),
    xml::attr<&DiskDriver::detect_zeroes>("detect_zeroes"),
    xml::attr<&DiskDriver::queues>("queues").if_set(),
    xml::attr<&DiskDriver::queue_size>("queue_size").if_set(),
    xml::same<&DiskDriver::virtio, virtio_options_xml>().turn(-1),
    xml::child<&DiskDriver::metadata_cache, metadata_cache_xml>().turn(1),
});
constexpr xml::Element<DiskDriver> driver_xml{"driver", driver_rows};

// An incomplete geometry is no geometry.
void check_geometry(xml::Node, DiskGeometry& geometry) {
    if (geometry.cylinders == 0 || geometry.heads == 0 || geometry.sectors == 0) geometry = {};
}

constexpr auto geometry_rows = xml::rows<DiskGeometry>({
    xml::attr<&DiskGeometry::cylinders>("cyls").expected().if_set(),
    xml::attr<&DiskGeometry::heads>("heads").expected().if_set(),
    xml::attr<&DiskGeometry::sectors>("secs").expected().if_set(),
    xml::attr<&DiskGeometry::translation>("trans"),
    check<DiskGeometry, check_geometry>(),
});
constexpr xml::Element<DiskGeometry> geometry_xml{"geometry", geometry_rows};

constexpr auto block_rows = xml::rows<BlockSizes>({
    xml::attr<&BlockSizes::logical>("logical_block_size").if_set(),
    xml::attr<&BlockSizes::physical>("physical_block_size").if_set(),
});
constexpr xml::Element<BlockSizes> block_xml{"blockio", block_rows};

constexpr auto target_rows = xml::rows<DiskTarget>({
    xml::attr<&DiskTarget::dev>("dev").expected().like(disk_target),
    xml::attr<&DiskTarget::bus>("bus"),
    xml::attr<&DiskTarget::tray>("tray"),
    xml::attr<&DiskTarget::removable>("removable"),
    xml::attr<&DiskTarget::rotation_rate>("rotation_rate").if_set(),
});
constexpr xml::Element<DiskTarget> target_xml{"target", target_rows};

constexpr auto transient_rows = xml::rows<DiskTransient>({
    xml::attr<&DiskTransient::share_backing>("shareBacking"),
});
constexpr xml::Element<DiskTransient> transient_xml{"transient", transient_rows};

constexpr auto mirror_format_rows = xml::rows<ImageFormat>({
    xml::attr<&ImageFormat::type>("type").expected().or_fail(Errc::config_unsupported,
                                                             "unknown mirror format value '{}'"),
    xml::mention<ImageFormat>("type", xml::Part::attribute)
        .like(xml::pattern::words<"luks", "aio">),  // of schemas, not of readers
    xml::mention<ImageFormat>("metadata_cache", xml::Part::element).of(metadata_cache_xml),
});
constexpr xml::Element<ImageFormat> mirror_format_xml{"format", mirror_format_rows};

// Other places may be empty.
template <class T, const auto& Table>
consteval xml::Binding<T> needed_source() {
    return xml::mention<T>("source", xml::Part::element)
        .of(Table)
        .once()
        .only(xml::when<"type", "network", "vhostuser">)
        .expected();
}

constexpr auto mirror_rows = xml::rows<DiskMirror>({
    xml::same<&DiskMirror::source, storage_type_xml>(),
    xml::attr<&DiskMirror::job>("job").like(xml::pattern::words<"copy", "active-commit">),
    xml::attr<&DiskMirror::ready>("ready").like(xml::pattern::words<"yes", "abort", "pivot">),
    // how running guests of old were described
    xml::mention<DiskMirror>("file", xml::Part::attribute).like(xml::pattern::absolute_path),
    xml::mention<DiskMirror>("format", xml::Part::attribute).like(xml::pattern::one_word),
    xml::any_of<DiskMirror, "@file", "@job">(),
    xml::first_with_others<DiskMirror, "@file", "@format">(),
    xml::child<&DiskMirror::format, mirror_format_xml>(),
    xml::child<&DiskMirror::source, storage_source_xml>(),
    needed_source<DiskMirror, storage_source_xml>(),
    xml::child<&DiskMirror::backing_store, backing_store_xml>(),
});
constexpr xml::Element<DiskMirror> mirror_xml{"mirror", mirror_rows};

// The prefix is how documents of Xen once said that a device is emulated.
void complete_target(xml::Node node, Disk& disk) {
    disk.target.is_missing = !node.child("target").attribute("dev");
    constexpr std::string_view emulated = "ioemu:";
    if (disk.target.dev.starts_with(emulated)) disk.target.dev.erase(0, emulated.size());
}

// A drive without a source is an empty one, whatever it was meant for.
void check_source(xml::Node node, Disk& disk) {
    if (!node.child("source")) disk.source.place = FileSource{};
}

void read_startup_policy(xml::Node node, Disk& disk) {
    if (const xml::Node source = node.child("source"))
        xml::read(startup_policy_xml, source, disk.source);
}

// Both may stand in the source or beside it, but not in both places.
void check_places(xml::Node, Disk& disk) {
    if (disk.auth && disk.source.auth) {
        fail(Errc::config_unsupported,
             "an <auth> definition already found for the <disk> definition");
    }
    if (disk.encryption && disk.source.encryption) {
        fail(Errc::config_unsupported, "an <encryption> definition already found for disk source");
    }
}

constexpr auto throttle_filter_rows = xml::rows<ThrottleFilter>({
    xml::attr<&ThrottleFilter::group>("group").required(),
});
constexpr xml::Element<ThrottleFilter> throttle_filter_xml{"throttlefilter", throttle_filter_rows};

template <std::size_t Size>
constexpr xml::Pattern at_most{[](std::string_view text) { return text.size() <= Size; }, "name"};

constexpr auto disk_rows = xml::rows<Disk>({
    xml::same<&Disk::source, storage_type_xml>().turn(-3),
    xml::attr<&Disk::device>("device"),
    xml::attr<&Disk::model>("model"),
    xml::attr<&Disk::rawio>("rawio").only(xml::when<"device", "lun">).turn(1),
    xml::attr<&Disk::sgio>("sgio").only(xml::when<"device", "lun">).turn(1),
    check<Disk, read_startup_policy>().turn(1),
    xml::attr<&Disk::snapshot>("snapshot"),
    xml::child<&Disk::driver, driver_xml>().turn(4),
    xml::child<&Disk::auth, storage_auth_xml>().turn(-2),
    xml::child<&Disk::source, disk_source_xml>().turn(-3),
    needed_source<Disk, disk_source_xml>(),
    check<Disk, check_source>().turn(-3),
    xml::child<&Disk::backing_store, backing_store_xml>().turn(-1),
    xml::attr<&Disk::backend_domain>("name")
        .like(xml::pattern::some_text)
        .expected()
        .inside("backenddomain")
        .turn(2),
    xml::child<&Disk::geometry, geometry_xml>().turn(3),
    xml::child<&Disk::block_sizes, block_xml>().turn(3),
    xml::child<&Disk::mirror, mirror_xml>().live().turn(4),
    xml::child<&Disk::target, target_xml>().expected().turn(2),
    check<Disk, complete_target>().turn(2),
    xml::child<&Disk::iotune, disk_iotune_xml>().turn(5),
    xml::list<&Disk::throttle_filters, throttle_filter_xml>().inside("throttlefilters").turn(5),
    xml::flag<&Disk::readonly>("readonly").turn(2),
    xml::flag<&Disk::shareable>("shareable").turn(2),
    xml::child<&Disk::transient, transient_xml>().turn(4),
    xml::text_child<&Disk::serial>("serial").like(xml::pattern::letters_and<"_.+- ">).turn(2),
    xml::text_child<&Disk::wwn>("wwn").like(xml::pattern::wwn).turn(2),
    xml::text_child<&Disk::vendor>("vendor").like(at_most<8>).turn(2),
    xml::text_child<&Disk::product>("product").like(at_most<16>).turn(2),
    xml::child<&Disk::encryption, storage_encryption_xml>().turn(-2),
    check<Disk, check_places>().turn(-2),
    xml::same<&Disk::info, bootable_info_xml>().turn(5),
    xml::mention<Disk>("privateData", xml::Part::element),  // of daemons, about their guests
});

}  // namespace

std::string_view bus_word(DiskBus bus) {
    return xml::to_word(bus);
}

std::string_view device_word(DiskDevice device) {
    return xml::to_word(device);
}

std::string_view model_word(DiskModel model) {
    return xml::to_word(model);
}

std::string_view policy_word(ErrorPolicy policy) {
    return xml::to_word(policy);
}

constinit const xml::Element<Disk> disk_xml{"disk", disk_rows};

}  // namespace virtd::conf
