// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/filesystem.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "conf/devices/storage_words.hpp"
#include "conf/shapes.hpp"
#include "xml/scaled.hpp"

namespace virtd::conf {

constexpr auto xml_names(FilesystemType) {
    using enum FilesystemType;
    return std::to_array<xml::Name<FilesystemType>>({
        {mount, "mount"},
        {block, "block"},
        {file, "file"},
        {template_, "template"},
        {ram, "ram"},
        {bind, "bind"},
        {volume, "volume"},
    });
}

constexpr auto xml_names(FilesystemDriverType) {
    using enum FilesystemDriverType;
    return std::to_array<xml::Name<FilesystemDriverType>>({
        {path, "path"},
        {handle, "handle"},
        {loop, "loop"},
        {nbd, "nbd"},
        {ploop, "ploop"},
        {virtiofs, "virtiofs"},
    });
}

constexpr auto xml_names(AccessMode) {
    using enum AccessMode;
    return std::to_array<xml::Name<AccessMode>>(
        {{passthrough, "passthrough"}, {mapped, "mapped"}, {squash, "squash"}});
}

constexpr auto xml_names(FilesystemModel) {
    using enum FilesystemModel;
    return std::to_array<xml::Name<FilesystemModel>>({
        {default_, "default"},
        {virtio, "virtio"},
        {virtio_transitional, "virtio-transitional"},
        {virtio_non_transitional, "virtio-non-transitional"},
    });
}

constexpr auto xml_names(Multidevs) {
    using enum Multidevs;
    return std::to_array<xml::Name<Multidevs>>(
        {{default_, "default"}, {remap, "remap"}, {forbid, "forbid"}, {warn, "warn"}});
}

constexpr auto xml_names(WritePolicy) {
    using enum WritePolicy;
    return std::to_array<xml::Name<WritePolicy>>({{default_, "default"}, {immediate, "immediate"}});
}

constexpr auto xml_names(FilesystemCache) {
    using enum FilesystemCache;
    return std::to_array<xml::Name<FilesystemCache>>({{none, "none"}, {always, "always"}});
}

constexpr auto xml_names(Sandbox) {
    using enum Sandbox;
    return std::to_array<xml::Name<Sandbox>>({{namespace_, "namespace"}, {chroot, "chroot"}});
}

namespace {

constexpr Fail fail{Origin::domain};

using F = Filesystem;

// ---- modes of new files, in octal

xml::Verdict read_mode(std::string_view text, void* field) {
    const auto value = xml::parse_unsigned(text, 8);
    if (!value || !std::in_range<std::uint32_t>(*value)) return xml::Verdict::no_unsigned;
    *static_cast<std::uint32_t*>(field) = static_cast<std::uint32_t>(*value);
    return xml::Verdict::ok;
}

bool write_mode(const void* field, xml::Text& out) {
    out.set_own(fmt::format("{:04o}", *static_cast<const std::uint32_t*>(field)));
    return true;
}

constexpr xml::Codec octal{read_mode, write_mode, xml::detail::is_nonzero<std::uint32_t>,
                           "octal number"};

constexpr std::uint32_t all_modes = 0777;

void check_fmode(xml::Node, F& filesystem) {
    if (filesystem.fmode > all_modes)
        fail(Errc::xml_error, "invalid fmode: '0{:o}'", filesystem.fmode);
}

void check_dmode(xml::Node, F& filesystem) {
    if (filesystem.dmode > all_modes)
        fail(Errc::xml_error, "invalid dmode: '0{:o}'", filesystem.dmode);
}

// ---- <driver> and <binary>

constexpr const xml::When& is_no_virtiofs =
    xml::when<"type", "", "path", "handle", "loop", "nbd", "ploop">;

constexpr auto driver_rows = xml::rows<FilesystemDriver>({
    xml::attr<&FilesystemDriver::type>("type"),
    xml::attr<&FilesystemDriver::format>("format")
        .or_fail(Errc::config_unsupported, "unknown driver format value '{}'")
        .only(is_no_virtiofs),
    xml::mention<FilesystemDriver>("format", xml::Part::attribute)
        .only(is_no_virtiofs)
        .like(xml::pattern::words<"luks">),  // of schemas, not of readers
    xml::attr<&FilesystemDriver::wrpolicy>("wrpolicy").nonzero().if_set().only(is_no_virtiofs),
    xml::attr<&FilesystemDriver::queue>("queue")
        .only(xml::when<"type", "virtiofs">)
        .or_fail(Errc::xml_error, "cannot parse queue size '{}' for virtiofs")
        .if_set(),
    xml::same<&FilesystemDriver::virtio, virtio_options_xml>(),
});
constexpr xml::Element<FilesystemDriver> driver_xml{"driver", driver_rows};

constexpr auto lock_rows = xml::rows<FilesystemBinary>({
    xml::attr<&FilesystemBinary::posix_lock>("posix"),
    xml::attr<&FilesystemBinary::flock>("flock"),
});
constexpr xml::Element<FilesystemBinary> lock_xml{"lock", lock_rows};

// A negative count leaves the choice to the program.
xml::Verdict read_thread_count(std::string_view text, void* field) {
    const auto value = xml::parse_integer(text);
    if (!value || !std::in_range<std::int32_t>(*value)) return xml::Verdict::bad;
    auto& count = *static_cast<std::optional<std::uint32_t>*>(field);
    if (*value >= 0) count = static_cast<std::uint32_t>(*value);
    return xml::Verdict::ok;
}

using AnyCount =
    xml::detail::CodecAs<xml::detail::CodecFor<std::uint32_t>::codec, std::optional<std::uint32_t>>;
constexpr xml::Codec thread_count{read_thread_count, AnyCount::codec.write, AnyCount::codec.is_set,
                                  AnyCount::codec.meaning};

consteval xml::Binding<FilesystemBinary> thread_count_row() {
    auto row = xml::attr<&FilesystemBinary::threads>("size");
    row.codec = &thread_count;
    return row;
}

constexpr auto binary_rows = xml::rows<FilesystemBinary>({
    xml::attr<&FilesystemBinary::path>("path").like(xml::pattern::absolute_path),
    xml::attr<&FilesystemBinary::xattr>("xattr"),
    xml::attr<&FilesystemBinary::cache>("mode").inside("cache"),
    xml::attr<&FilesystemBinary::sandbox>("mode").inside("sandbox"),
    xml::nested<FilesystemBinary, lock_xml>(),
    thread_count_row()
        .like(xml::pattern::integer)
        .unless_blank()
        .or_fail(Errc::xml_error, "cannot parse thread pool size '{}' for virtiofs")
        .inside("thread_pool"),
});
constexpr xml::Element<FilesystemBinary> binary_xml{"binary", binary_rows};

// Without a type, nothing but what concerns virtio means anything.
void settle_driver(xml::Node, F& filesystem) {
    FilesystemDriver& driver = filesystem.driver;
    if (driver.type) return;
    driver = FilesystemDriver{.virtio = driver.virtio};
}

void read_binary(xml::Node node, F& filesystem) {
    const xml::Node binary = node.child("binary");
    if (binary && filesystem.driver.type == FilesystemDriverType::virtiofs)
        read(binary_xml, binary, filesystem.binary);
}

void write_binary(xml::Writer& out, const F& filesystem) {
    out.open("binary");
    xml::write_rows(binary_xml, out, &filesystem.binary);
    out.close_unless_empty();
}

// ---- <source>, whose attribute depends on the type

const char* source_attribute(FilesystemType type) {
    switch (type) {
        case FilesystemType::file:
            return "file";
        case FilesystemType::block:
            return "dev";
        case FilesystemType::template_:
            return "name";
        default:
            return "dir";
    }
}

constexpr auto file_shape_rows =
    xml::rows<Shape>({shape::attribute("file").like(xml::pattern::absolute_path).expected()});
constexpr xml::Element<Shape> file_shape{"source", file_shape_rows};
constexpr auto block_shape_rows =
    xml::rows<Shape>({shape::attribute("dev").like(xml::pattern::absolute_path).expected()});
constexpr xml::Element<Shape> block_shape{"source", block_shape_rows};
bool is_absolute(std::string_view text) {
    return text.starts_with('/');
}
constexpr xml::Pattern absolute_directory{is_absolute, "absolute path"};

constexpr auto dir_shape_rows = xml::rows<Shape>({
    shape::attribute("dir").like(absolute_directory),
    shape::attribute("socket").like(xml::pattern::absolute_path),
    xml::any_of<Shape, "@dir", "@socket">(),
    xml::at_most_one_of<Shape, "@dir", "@socket">(),
});
constexpr xml::Element<Shape> dir_shape{"source", dir_shape_rows};
constexpr auto name_shape_rows =
    xml::rows<Shape>({shape::attribute("name").like(xml::pattern::name).expected()});
constexpr xml::Element<Shape> name_shape{"source", name_shape_rows};
constexpr auto usage_shape_rows = xml::rows<Shape>({
    shape::attribute("usage").like(xml::pattern::natural).expected(),
    shape::attribute("units").like(xml::pattern::unit),
});
constexpr xml::Element<Shape> usage_shape{"source", usage_shape_rows};
constexpr auto volume_shape_rows = xml::rows<Shape>({
    shape::attribute("pool").expected(),
    shape::attribute("volume").expected(),
});
constexpr xml::Element<Shape> volume_shape{"source", volume_shape_rows};

constexpr xml::KindTable::Kind source_kinds[] = {
    {"mount", &dir_shape},     {"bind", &dir_shape},  {"file", &file_shape},
    {"block", &block_shape},   {"ram", &usage_shape}, {"template", &name_shape},
    {"volume", &volume_shape},
};
constexpr xml::KindTable source_table = shape::kinds(source_kinds);

void read_usage(xml::Node source, F& filesystem) {
    const auto text = source ? source.attribute("usage") : std::nullopt;
    if (!text) fail(Errc::xml_error, "missing 'usage' attribute for RAM filesystem");
    const auto value = xml::parse_unsigned(*text);
    if (!value) fail(Errc::xml_error, "cannot parse usage '{}' for RAM filesystem", *text);
    const auto units = source.attribute("units").value_or("");
    filesystem.usage = xml::scale(*value, units, 1024) / 1024;
    filesystem.source = "ram";
}

void read_volume(xml::Node source, F& filesystem) {
    const auto pool = source.attribute("pool");
    const auto volume = source.attribute("volume");
    if (pool.has_value() != volume.has_value()) {
        fail(Errc::xml_error,
             "'pool' and 'volume' must be specified together for 'pool' type source");
    }
    if (!pool) return;
    filesystem.volume.pool = *pool;
    filesystem.volume.volume = *volume;
}

void read_source(xml::Node node, F& filesystem) {
    const xml::Node source = node.child("source");
    if (filesystem.type == FilesystemType::ram) return read_usage(source, filesystem);
    if (!source) return;
    if (filesystem.type == FilesystemType::volume) {
        read_volume(source, filesystem);
    } else {
        const auto path = source.attribute(source_attribute(filesystem.type));
        if (path) filesystem.source = *path;
        const auto socket = source.attribute("socket");
        if (socket && filesystem.type == FilesystemType::mount) filesystem.socket = *socket;
    }
}

void write_source(xml::Writer& out, const F& filesystem) {
    out.open("source");
    if (filesystem.type == FilesystemType::ram) {
        out.attribute("usage", std::to_string(filesystem.usage));
        out.attribute("units", "KiB");
    } else if (filesystem.type == FilesystemType::volume) {
        out.attribute("pool", filesystem.volume.pool.value_or(""));
        out.attribute("volume", filesystem.volume.volume.value_or(""));
    } else if (!filesystem.source.empty()) {
        out.attribute(source_attribute(filesystem.type), filesystem.source);
    }
    if (filesystem.socket) out.attribute("socket", *filesystem.socket);
    out.close_unless_empty();
}

void check_ends(xml::Node node, F& filesystem) {
    const bool has_source =
        !filesystem.source.empty() || filesystem.socket || filesystem.volume.pool;
    if (!has_source && filesystem.target.empty()) fail(Errc::no_source);
    if (!has_source) fail(Errc::no_source, "{}", filesystem.target);
    if (filesystem.target.empty()) fail(Errc::no_target, "{}", filesystem.source);
    // who listens at a socket decides about all else
    if (filesystem.socket) filesystem.source.clear();
    const bool has_socket = node.child("source").attribute("socket").has_value();
    if (!has_socket && !filesystem.accessmode) filesystem.accessmode = AccessMode::passthrough;
}

// ---- limits

void read_limits(xml::Node node, F& filesystem) {
    filesystem.hard_limit =
        xml::read_size(node, "space_hard_limit", 1, "./space_hard_limit[1]").value_or(0);
    filesystem.soft_limit =
        xml::read_size(node, "space_soft_limit", 1, "./space_soft_limit[1]").value_or(0);
}

void write_limit(xml::Writer& out, const char* name, std::uint64_t bytes) {
    if (bytes == 0) return;
    out.open(name);
    out.attribute("unit", "bytes");
    out.text(std::to_string(bytes));
    out.close();
}

void write_limits(xml::Writer& out, const F& filesystem) {
    write_limit(out, "space_hard_limit", filesystem.hard_limit);
    write_limit(out, "space_soft_limit", filesystem.soft_limit);
}

constexpr auto limit_names = xml::rows<F>({
    xml::mention<F>("space_hard_limit", xml::Part::element).of(shape::size).once(),
    xml::mention<F>("space_soft_limit", xml::Part::element).of(shape::size).once(),
});
constexpr xml::Element<F> limit_names_xml{"filesystem", limit_names};

constexpr auto filesystem_rows = xml::rows<F>({
    shape::chosen_from<source_table>(xml::attr<&F::type>("type")).turn(-3),
    xml::attr<&F::accessmode>("accessmode").turn(-3),
    xml::attr<&F::model>("model").nonzero().turn(-1),
    xml::attr<&F::multidevs>("multidevs").if_set().turn(-1),
    xml::attr<&F::fmode, octal>("fmode").like(xml::pattern::natural).if_set().turn(-2),
    xml::check<F, check_fmode>().turn(-2),
    xml::attr<&F::dmode, octal>("dmode").like(xml::pattern::natural).if_set().turn(-2),
    xml::check<F, check_dmode>().turn(-2),
    xml::child<&F::driver, driver_xml>(),
    xml::check<F, settle_driver>(),
    xml::custom<F, read_binary, write_binary>("binary").of(binary_xml).once(),
    shape::chosen_from<source_table>(xml::custom<F, read_source, write_source>("source"))
        .once()
        .expected(),
    xml::attr<&F::target>("dir").if_set().inside("target").expected(),
    xml::mention<F>("target", xml::Part::element).of(shape::nothing).once().expected(),
    xml::check<F, check_ends>(),
    xml::flag<&F::readonly>("readonly"),
    xml::same<&F::info, bootable_info_xml>(),
    xml::custom<F, read_limits, write_limits>("").naming(limit_names_xml).turn(-1),
});

}  // namespace

constinit const xml::Element<Filesystem> filesystem_xml{"filesystem", filesystem_rows};

}  // namespace virtd::conf
