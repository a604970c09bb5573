// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/storage_source.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "conf/devices/network_source.hpp"
#include "conf/devices/rows.hpp"
#include "conf/devices/storage_words.hpp"
#include "conf/shapes.hpp"
#include "xml/scaled.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr Fail fail_storage{Origin::storage};

// An empty path is none.
template <class Source, std::optional<std::string> Source::*Path>
void drop_empty(xml::Node, Source& source) {
    if (source.*Path && (source.*Path)->empty()) (source.*Path).reset();
}

// Paths of VMware start with the name of a data store: "[store] a/b.vmdk".
bool is_path_of_file(std::string_view text) {
    const bool is_in_store = text.starts_with('[') && text.find("] ") != text.npos;
    return is_in_store || xml::pattern::absolute_path.fits(text);
}
bool is_path_of_block(std::string_view text) {
    return xml::pattern::device_name.fits(text) || xml::pattern::absolute_path.fits(text);
}
constexpr xml::Pattern path_of_file{is_path_of_file, "absolute path"};
constexpr xml::Pattern path_of_block{is_path_of_block, "name or path of a device"};

constexpr auto file_rows = xml::rows<FileSource>({
    xml::attr<&FileSource::file>("file").like(path_of_file),
    xml::attr<&FileSource::fd_group>("fdgroup"),
    xml::first_with_others<FileSource, "@file", "@fdgroup">(),
    check<FileSource, drop_empty<FileSource, &FileSource::file>>(),
});
constexpr auto block_rows = xml::rows<BlockSource>({
    xml::attr<&BlockSource::dev>("dev").like(path_of_block),
    check<BlockSource, drop_empty<BlockSource, &BlockSource::dev>>(),
});
constexpr auto dir_rows = xml::rows<DirSource>({
    xml::attr<&DirSource::dir>("dir").expected().like(xml::pattern::absolute_path),
    check<DirSource, drop_empty<DirSource, &DirSource::dir>>(),
});
constexpr xml::Element<FileSource> file_xml{"source", file_rows};
constexpr xml::Element<BlockSource> block_xml{"source", block_rows};
constexpr xml::Element<DirSource> dir_xml{"source", dir_rows};

void check_volume(xml::Node, VolumeSource& source) {
    if (source.pool.has_value() == source.volume.has_value()) return;
    fail(Errc::xml_error, "'pool' and 'volume' must be specified together for 'pool' type source");
}

constexpr auto volume_rows = xml::rows<VolumeSource>({
    xml::attr<&VolumeSource::pool>("pool").expected().like(xml::pattern::some_text),
    xml::attr<&VolumeSource::volume>("volume").expected().like(xml::pattern::some_text),
    xml::attr<&VolumeSource::mode>("mode").or_fail(Errc::config_unsupported,
                                                   "unknown source mode '{}' for volume type disk"),
    check<VolumeSource, check_volume>(),
});
constexpr xml::Element<VolumeSource> volume_xml{"source", volume_rows};

void read_pci_type(xml::Node node, NvmeSource&) {
    const auto type = node.attribute("type");
    if (!type) fail(Errc::xml_error, "missing 'type' attribute to disk source");
    if (*type != "pci") fail(Errc::xml_error, "unsupported source type '{}'", *type);
}

void write_pci_type(xml::Writer& out, const NvmeSource&) {
    out.attribute("type", "pci");
}

void check_nvme(xml::Node node, NvmeSource&) {
    if (!node.child("address")) fail(Errc::xml_error, "NVMe disk source is missing address");
}

constexpr auto nvme_rows = xml::rows<NvmeSource>({
    xml::custom_attr<NvmeSource, read_pci_type, write_pci_type>("type").expected().like(
        xml::pattern::words<"pci">),
    xml::attr<&NvmeSource::managed>("managed"),
    xml::attr<&NvmeSource::space>("namespace")
        .like(xml::pattern::hexadecimal)
        .or_fail(Errc::xml_error, "malformed namespace '{}'")
        .or_missing(Errc::xml_error, "missing 'namespace' attribute to disk source"),
    check<NvmeSource, check_nvme>(),
    xml::child<&NvmeSource::address, pci_location_xml>().expected(),
});
constexpr xml::Element<NvmeSource> nvme_xml{"source", nvme_rows};

void read_vhost_user_type(xml::Node node, VhostUserSource&) {
    const auto type = node.attribute("type");
    if (!type) fail(Errc::xml_error, "missing 'type' attribute for vhostuser disk source");
    if (*type != "unix")
        fail(Errc::xml_error, "invalid 'type' attribute for vhostuser disk source");
}

void write_vhost_user_type(xml::Writer& out, const VhostUserSource&) {
    out.attribute("type", "unix");
}

void check_vhost_user(xml::Node, VhostUserSource& source) {
    if (source.path.empty())
        fail(Errc::xml_error, "missing 'path' attribute for vhostuser disk source");
}

constexpr auto vhost_user_rows = xml::rows<VhostUserSource>({
    xml::custom_attr<VhostUserSource, read_vhost_user_type, write_vhost_user_type>("type")
        .like(xml::pattern::words<"unix">)
        .expected(),
    xml::attr<&VhostUserSource::path>("path").expected().like(xml::pattern::absolute_path),
    check<VhostUserSource, check_vhost_user>(),
    xml::child<&VhostUserSource::reconnect, reconnect_xml>(),
});
constexpr xml::Element<VhostUserSource> vhost_user_xml{"source", vhost_user_rows};

constexpr auto places = xml::kinds<StoragePlace>({
    {"file", &file_xml},
    {"block", &block_xml},
    {"dir", &dir_xml},
    {"network", &network_source_xml},
    {"volume", &volume_xml},
    {"nvme", &nvme_xml},
    {"vhostuser", &vhost_user_xml},
});
constexpr xml::KindTable place_table = xml::kind_table<StoragePlace>(places);

constexpr auto type_rows = xml::rows<StorageSource>({
    xml::kind_attr<&StorageSource::place, place_table>("type"),
});

// Only the first slice of type "storage" means anything.
constexpr auto slice_shape_rows = xml::rows<Shape>({
    shape::attribute("type").like(xml::pattern::words<"storage">).expected(),
    shape::attribute("offset").like(xml::pattern::natural).expected(),
    shape::attribute("size").like(xml::pattern::natural).expected(),
});
constexpr xml::Element<Shape> slice_shape{"slice", slice_shape_rows};
constexpr auto slices_shape_rows =
    xml::rows<Shape>({shape::child("slice", slice_shape).expected()});
constexpr xml::Element<Shape> slices_shape{"slices", slices_shape_rows};

void read_slice(xml::Node node, StorageSource& source) {
    const xml::Node slices = node.child("slices");
    if (!slices) return;
    xml::Node slice = slices.child("slice");
    while (slice && slice.attribute("type") != "storage")
        slice = slice.twin();
    if (!slice) return;
    if (!slice.attribute("offset") || !slice.attribute("size"))
        fail(Errc::xml_error, "missing offset or size attribute of slice");
    const auto number = [&](std::string_view name) {
        const auto text = slice.attribute(name);
        const auto value = xml::parse_unsigned(*text);
        if (!value)
            fail(Errc::xml_error, "malformed value '{}' of '{}' attribute of slice", *text, name);
        return *value;
    };
    const std::uint64_t offset = number("offset");
    source.slice = StorageSlice{offset, number("size")};
}

void write_slice(xml::Writer& out, const StorageSource& source) {
    if (!source.slice) return;
    out.open("slices");
    out.open("slice");
    out.attribute("type", "storage");
    out.attribute("offset", std::to_string(source.slice->offset));
    out.attribute("size", std::to_string(source.slice->size));
    out.close();
    out.close();
}

constexpr auto helper_shape_rows = xml::rows<Shape>({
    shape::attribute("type").like(xml::pattern::words<"unix">).expected(),
    shape::attribute("path").like(xml::pattern::absolute_path).expected(),
    shape::attribute("mode").like(xml::pattern::words<"client", "server">).expected(),
    shape::child("reconnect", reconnect_xml),
});
constexpr xml::Element<Shape> helper_shape{"source", helper_shape_rows};

// Nobody else may say where the helper of our own is, but whatever is said has to make sense.
void read_helper(xml::Node node, Reservations& reservations) {
    const xml::Node helper = node.child("source");
    const auto attribute = [&](std::string_view name) {
        return helper ? helper.attribute(name) : std::nullopt;
    };
    const auto type = attribute("type");
    const auto path = attribute("path");
    const auto mode = attribute("mode");
    if (reservations.managed != YesNo::yes) {
        if (!type) fail_storage(Errc::xml_error, "missing connection type for <reservations/>");
        if (!path) fail_storage(Errc::xml_error, "missing path for <reservations/>");
        if (!mode) fail_storage(Errc::xml_error, "missing connection mode for <reservations/>");
        reservations.path = *path;
    }
    if (type && *type != "unix") {
        fail_storage(Errc::xml_error, "unsupported connection type for <reservations/>: {}", *type);
    }
    if (mode && *mode != "client") {
        fail_storage(Errc::xml_error, "unsupported connection mode for <reservations/>: {}", *mode);
    }
}

void write_helper(xml::Writer& out, const Reservations& reservations) {
    if (!reservations.path) return;
    out.open("source");
    out.attribute("type", "unix");
    out.attribute("path", *reservations.path);
    out.attribute("mode", "client");
    out.close();
}

constexpr auto reservation_rows = xml::rows<Reservations>({
    xml::attr<&Reservations::managed>("managed").required().unexpected(),
    xml::custom<Reservations, read_helper, write_helper>("source").of(helper_shape).once(),
});
constexpr xml::Element<Reservations> reservations_xml{"reservations", reservation_rows};

void check_labels(xml::Node, StorageSource& source) {
    complete_seclabels(source.seclabels);
    if (source.as<NetworkSource>() != nullptr) source.seclabels.clear();
}

// The credentials of a volume are its pool's.
void check_auth(xml::Node, StorageSource& source) {
    if (source.as<VolumeSource>() != nullptr) source.auth.reset();
}

// Which types of places have what, as far as schemas tell.
constexpr const xml::When& has_labels = xml::when<"../type", "", "file", "block", "volume">;
constexpr const xml::When& has_policy =
    xml::when<"../type", "", "file", "block", "dir", "volume", "nvme">;
constexpr const xml::When& has_slices =
    xml::when<"../type", "", "file", "block", "dir", "network", "volume", "nvme">;
constexpr const xml::When& has_auth =
    xml::when<"protocol", "rbd", "iscsi", "http", "https", "ftp", "ftps">;

constexpr auto inside_rows = xml::rows<StorageSource>({
    xml::attr<&StorageSource::index>("index").if_set().live().only(has_slices),
    xml::custom<StorageSource, read_slice, write_slice>("slices")
        .of(slices_shape)
        .once()
        .only(has_slices),
    seclabels_row<&StorageSource::seclabels>().only(has_labels),
    xml::child<&StorageSource::auth, storage_auth_xml>().only(has_auth).turn(-1),
    xml::child<&StorageSource::encryption, storage_encryption_xml>().only(has_slices).turn(-1),
    xml::child<&StorageSource::reservations, reservations_xml>()
        .only(xml::when<"../type", "block">)
        .turn(-1),
    check<StorageSource, check_labels>(), check<StorageSource, check_auth>(),
    xml::mention<StorageSource>("privateData", xml::Part::element),  // of daemons, about guests
});
constexpr xml::Element<StorageSource> inside_xml{"source", inside_rows};

void read_inside(xml::Node node, StorageSource& source) {
    xml::read(inside_xml, node, source);
}

void write_inside(xml::Writer& out, const StorageSource& source) {
    xml::write_rows(inside_xml, out, &source);
}

constexpr auto source_rows = xml::rows<StorageSource>({
    xml::kind_same<&StorageSource::place, place_table>(),
    xml::custom<StorageSource, read_inside, write_inside>("").naming(inside_xml),
    // elsewhere than in disks it says nothing
    xml::mention<StorageSource>("startupPolicy", xml::Part::attribute)
        .one_of<StartupPolicy>()
        .only(has_policy),
});

// A target alone means its first LUN.
void complete_name(xml::Node, StorageSource& source) {
    auto* const network = std::get_if<NetworkSource>(&source.place);
    if (network == nullptr || network->protocol != NetworkProtocol::iscsi) return;
    if (network->name->find('/') == std::string::npos) *network->name += "/0";
}

constexpr auto startup_policy_row =
    xml::attr<&StorageSource::startup_policy>("startupPolicy").only(has_policy);
constexpr auto startup_policy_rows = xml::rows<StorageSource>({startup_policy_row});

// It is read when all else that stands beside the source is.
consteval auto written_startup_policy() {
    auto row = startup_policy_row;
    row.read = [](const xml::Row&, xml::Node, void*) {};
    return row;
}

constexpr auto disk_source_rows = xml::rows<StorageSource>({
    xml::kind_same<&StorageSource::place, place_table>(),
    check<StorageSource, complete_name>(),
    written_startup_policy(),
    xml::custom<StorageSource, read_inside, write_inside>("").naming(inside_xml),
});

void check_reconnect(xml::Node node, Reconnect& reconnect) {
    if (reconnect.enabled != YesNo::yes) {
        reconnect.timeout.reset();
    } else if (!reconnect.timeout) {
        xml::fail_missing_attribute("timeout", node.name());
    }
}

constexpr auto reconnect_rows = xml::rows<Reconnect>({
    xml::attr<&Reconnect::enabled>("enabled").expected(),
    xml::attr<&Reconnect::timeout>("timeout"),
    check<Reconnect, check_reconnect>(),
});

void read_cache(xml::Node node, MetadataCache& cache) {
    const std::string path = fmt::format("./{}/{}/max_size", node.parent().name(), node.name());
    cache.max_size = xml::read_size(node, "max_size", 1, path).value_or(0);
}

void write_cache(xml::Writer& out, const MetadataCache& cache) {
    if (cache.max_size == 0) return;
    out.open("max_size");
    out.attribute("unit", "bytes");
    out.text(std::to_string(cache.max_size));
    out.close();
}

constexpr auto cache_rows = xml::rows<MetadataCache>({
    xml::custom<MetadataCache, read_cache, write_cache>("max_size").of(shape::size).once(),
});

constexpr auto format_rows = xml::rows<ImageFormat>({
    xml::attr<&ImageFormat::type>("type").expected().or_fail(Errc::xml_error,
                                                             "unknown storage source format '{}'"),
    xml::mention<ImageFormat>("type", xml::Part::attribute)
        .like(xml::pattern::words<"luks">),  // of schemas, not of readers
    xml::child<&ImageFormat::metadata_cache, metadata_cache_xml>(),
});
constexpr xml::Element<ImageFormat> format_xml{"format", format_rows};

constexpr auto backing_type_rows = xml::rows<StorageSource>({
    xml::kind_attr<&StorageSource::place, place_table>("type").or_fail(
        Errc::xml_error, "unknown storage source type '{}'"),
});
constexpr xml::Element<StorageSource> backing_type_xml{"source", backing_type_rows};

constexpr auto image_rows = xml::rows<BackingStore>({
    xml::same<&BackingStore::source, backing_type_xml>(),
    xml::child<&BackingStore::format, format_xml>(),
    xml::child<&BackingStore::source, storage_source_xml>(),
});
constexpr xml::Element<BackingStore> image_xml{"backingStore", image_rows};

void read_backing(xml::Node node, BackingStore& store) {
    if (!node.attribute("type")) {
        store.is_end = true;
        return;
    }
    if (!node.child("format").attribute("type"))
        fail(Errc::xml_error, "missing disk backing store format");
    if (!node.child("source")) fail(Errc::xml_error, "missing disk backing store source");
    read(image_xml, node, store);
    if (const xml::Node next = node.child("backingStore")) {
        store.next = std::make_unique<BackingStore>();
        read_backing(next, *store.next);
    }
}

void write_backing(xml::Writer& out, const BackingStore& store) {
    if (store.is_end) return;
    xml::write_rows(image_xml, out, &store);
    if (store.next) write(backing_store_xml, out, *store.next);
}

// It may be empty, and then ends the chain.
bool is_whole_or_end(xml::Node node) {
    bool has_attribute = false;
    node.each_attribute([&](std::string_view, std::string_view) { has_attribute = true; });
    return node.child("format") || !(has_attribute || node.first());
}

constexpr auto backing_names = xml::rows<BackingStore>({
    xml::same<&BackingStore::source, backing_type_xml>(),
    xml::child<&BackingStore::format, format_xml>(),
    xml::child<&BackingStore::source, storage_source_xml>(),
    xml::mention<BackingStore>("source", xml::Part::element)
        .of(storage_source_xml)
        .once()
        .only(xml::when<"type", "network", "vhostuser">)
        .expected(),
    xml::mention<BackingStore>("index", xml::Part::attribute).like(xml::pattern::positive),
    xml::mention<BackingStore>("backingStore", xml::Part::element).of(backing_store_xml).once(),
    xml::rule<BackingStore, is_whole_or_end>("no <format>"),
});
constexpr xml::Element<BackingStore> backing_names_xml{"backingStore", backing_names};

constexpr auto backing_rows = xml::rows<BackingStore>({
    xml::custom<BackingStore, read_backing, write_backing>("").naming(backing_names_xml),
});

}  // namespace

BackingStore::BackingStore(const BackingStore& other)
    : is_end(other.is_end),
      format(other.format),
      source(other.source),
      next(other.next ? std::make_unique<BackingStore>(*other.next) : nullptr) {}

BackingStore& BackingStore::operator=(const BackingStore& other) {
    return *this = BackingStore(other);
}

bool BackingStore::operator==(const BackingStore& other) const {
    const bool same_next = next && other.next ? *next == *other.next : next == other.next;
    return is_end == other.is_end && format == other.format && source == other.source && same_next;
}

std::optional<std::string> storage_path(const StorageSource& source) {
    if (const auto* file = source.as<FileSource>()) return file->file;
    if (const auto* block = source.as<BlockSource>()) return block->dev;
    if (const auto* dir = source.as<DirSource>()) return dir->dir;
    if (const auto* network = source.as<NetworkSource>()) return network->name;
    const auto* vhost = source.as<VhostUserSource>();
    if (vhost != nullptr && !vhost->path.empty()) return vhost->path;
    return std::nullopt;
}

bool is_empty(const StorageSource& source) {
    if (const auto* volume = source.as<VolumeSource>()) return !volume->pool;
    const bool has_path = source.as<FileSource>() != nullptr ||
                          source.as<BlockSource>() != nullptr || source.as<DirSource>() != nullptr;
    return has_path && storage_path(source).value_or("").empty();
}

std::string_view protocol_word(NetworkProtocol protocol) {
    return xml::to_word(protocol);
}

std::string_view storage_type(const StorageSource& source) {
    return places[source.place.index()].tag;
}

constinit const xml::Element<StorageSource> storage_type_xml{"source", type_rows};
constinit const xml::Element<StorageSource> storage_source_xml{"source", source_rows};
constinit const xml::Element<StorageSource> startup_policy_xml{"source", startup_policy_rows};
constinit const xml::Element<StorageSource> disk_source_xml{"source", disk_source_rows};
constinit const xml::Element<BackingStore> backing_store_xml{"backingStore", backing_rows};
constinit const xml::Element<MetadataCache> metadata_cache_xml{"metadata_cache", cache_rows};
constinit const xml::Element<Reconnect> reconnect_xml{"reconnect", reconnect_rows};

}  // namespace virtd::conf
