// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/os.hpp"

#include <algorithm>

#include "conf/domain/arch.hpp"
#include "conf/path.hpp"
#include "conf/shapes.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};
constexpr std::size_t max_boot_devices = 4;

void read_type(xml::Node node, Os& into) {
    const xml::Node child = node.child("type");
    const std::string word = child ? child.text() : std::string();
    if (word.empty()) return;
    const auto type = xml::from_word<OsType>(word);
    if (!type) fail(Errc::config_unsupported, "unknown OS type '{}'", word);
    into.type = *type;
    into.has_type = true;
    into.arch = child.attribute("arch").value_or("");
    into.machine = child.attribute("machine").value_or("");
}

void write_type(xml::Writer& out, const Os& from) {
    out.open("type");
    if (!from.arch.empty()) out.attribute("arch", from.arch);
    if (!from.machine.empty()) out.attribute("machine", from.machine);
    out.text(xml::to_word(from.type));
    out.close();
}

struct Feature {
    xml::YesNo enabled = xml::YesNo::no;
    FirmwareFeature name = FirmwareFeature::enrolled_keys;
};
constexpr auto feature_rows = xml::rows<Feature>({
    xml::attr<&Feature::enabled>("enabled").required(),
    xml::attr<&Feature::name>("name").required(),
});
constexpr xml::Element<Feature> feature_xml{"feature", feature_rows};

std::optional<xml::YesNo> Os::*member_of(FirmwareFeature feature) {
    return feature == FirmwareFeature::secure_boot ? &Os::secure_boot : &Os::enrolled_keys;
}

void read_firmware(xml::Node node, Os& into) {
    const xml::Node list = node.child("firmware");
    if (!into.firmware || !list) return;
    list.each("feature", [&](xml::Node item) {
        Feature feature;
        xml::read(feature_xml, item, feature);
        into.*member_of(feature.name) = feature.enabled;
    });
}

void write_firmware(xml::Writer& out, const Os& from) {
    out.open("firmware");
    for (const auto name : {FirmwareFeature::enrolled_keys, FirmwareFeature::secure_boot}) {
        if (const auto enabled = from.*member_of(name))
            xml::write(feature_xml, out, Feature{*enabled, name});
    }
    out.close_unless_empty();
}

constexpr auto argument_rows = xml::rows<Init::Argument>({xml::text<&Init::Argument::value>()});
constexpr xml::Element<Init::Argument> argument_xml{"initarg", argument_rows};

constexpr auto variable_rows = xml::rows<Init::Variable>({
    xml::attr<&Init::Variable::name>("name").expected().like(xml::pattern::name),
    xml::text<&Init::Variable::value>(),
});
constexpr xml::Element<Init::Variable> variable_xml{"initenv", variable_rows};

constexpr auto init_rows = xml::rows<Init>({
    xml::text_child<&Init::path>("init").like(xml::pattern::absolute_path),
    xml::list<&Init::arguments, argument_xml>(),
    xml::list<&Init::environment, variable_xml>(),
    xml::text_child<&Init::directory>("initdir").like(xml::pattern::absolute_path),
    xml::text_child<&Init::user>("inituser").like(xml::pattern::name),
    xml::text_child<&Init::group>("initgroup").like(xml::pattern::name),
    xml::all_or_none_of<Init, "inituser", "initgroup">(),
});
constexpr xml::Element<Init> init_xml{"init", init_rows};

bool is_path_or_none(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    return text.find_first_not_of(blanks) == text.npos || xml::pattern::absolute_path.fits(text);
}
constexpr xml::Pattern path_or_none{is_path_or_none, "absolute path"};

constexpr auto loader_rows = xml::rows<Loader>({
    xml::attr<&Loader::readonly>("readonly"),
    xml::attr<&Loader::secure>("secure"),
    xml::attr<&Loader::type>("type"),
    xml::attr<&Loader::stateless>("stateless"),
    xml::mention<Loader>("format", xml::Part::attribute),
    xml::text<&Loader::path>().like(path_or_none),
});
constexpr xml::Element<Loader> loader_xml{"loader", loader_rows};

void read_nvram_source(xml::Node node, Nvram& into) {
    if (!node.attribute("type")) {
        into.path = node.text();
        return;
    }
    StorageSource& place = into.source.emplace();
    xml::read(storage_type_xml, node, place);
    const xml::Node source = node.child("source");
    if (!source) xml::fail_unexplained();
    xml::read(storage_source_xml, source, place);
}

void write_nvram_type(xml::Writer& out, const Nvram& from) {
    if (from.source) xml::write_rows(storage_type_xml, out, &*from.source);
}

void write_nvram_source(xml::Writer& out, const Nvram& from) {
    if (from.source) {
        out.open("source");
        xml::write_rows(storage_source_xml, out, &*from.source);
        out.close_unless_empty();
    } else if (!from.path.empty()) {
        out.text(from.path);
    }
}

constexpr auto nvram_rows = xml::rows<Nvram>({
    xml::attr<&Nvram::template_>("template").like(xml::pattern::absolute_path),
    xml::custom<Nvram, xml::read_nothing, write_nvram_type>("type").naming(storage_type_xml),
    xml::custom<Nvram, read_nvram_source, write_nvram_source>("source")
        .of(storage_source_xml)
        .once(),
    xml::mention<Nvram>("", xml::Part::text),  // the path, without a type
    xml::mention<Nvram>("format", xml::Part::attribute),
    xml::mention<Nvram>("templateFormat", xml::Part::attribute),
});
constexpr xml::Element<Nvram> nvram_xml{"nvram", nvram_rows};

void read_acpi(xml::Node node, Os& into) {
    const xml::Node list = node.child("acpi");
    if (!list) return;
    list.each("table", [&](xml::Node item) {
        if (!into.acpi_tables.empty()) fail(Errc::xml_error, "Only one acpi table is supported");
        const auto type = item.attribute("type");
        if (!type) fail(Errc::xml_error, "Missing acpi table type");
        if (*type != "slic") fail(Errc::xml_error, "Unknown acpi table type: {}", *type);
        into.acpi_tables.push_back({std::string(*type), tidy_path(item.text())});
    });
}

void write_acpi(xml::Writer& out, const Os& from) {
    out.open("acpi");
    for (const AcpiTable& table : from.acpi_tables) {
        out.open("table");
        out.attribute("type", table.type);
        out.text(table.path);
        out.close();
    }
    out.close_unless_empty();
}

struct Boot {
    BootDevice dev = BootDevice::hd;
};
constexpr auto boot_rows = xml::rows<Boot>({xml::attr<&Boot::dev>("dev").required()});
constexpr xml::Element<Boot> boot_xml{"boot", boot_rows};

void read_boot(xml::Node node, Os& into) {
    for (xml::Node item = node.child("boot"); item; item = item.twin()) {
        if (into.boot.size() == max_boot_devices) return;
        Boot boot;
        xml::read(boot_xml, item, boot);
        into.boot.push_back(boot.dev);
    }
}

void write_boot(xml::Writer& out, const Os& from) {
    for (const BootDevice dev : from.boot)
        xml::write(boot_xml, out, Boot{dev});
}

// The time-out counts only where the menu is on.
void read_menu_timeout(xml::Node node, BootMenu& into) {
    const auto text = node.attribute("timeout");
    if (!text || into.enable != xml::YesNo::yes) return;
    const auto value = xml::parse_unsigned(*text);
    if (!value || *value > UINT32_MAX)
        xml::fail_value(xml::Verdict::no_unsigned, *text, "timeout", node.name());
    if (*value > 65535) {
        fail(Errc::config_unsupported,
             "invalid value for boot menu timeout, must be in range [0,65535]");
    }
    into.timeout_ms = static_cast<unsigned>(*value);
}

void write_menu_timeout(xml::Writer& out, const BootMenu& from) {
    if (from.timeout_ms) out.attribute("timeout", *from.timeout_ms);
}

constexpr auto menu_rows = xml::rows<BootMenu>({
    xml::attr<&BootMenu::enable>("enable").expected(),
    xml::custom_attr<BootMenu, read_menu_timeout, write_menu_timeout>("timeout").like(
        xml::pattern::natural),
});
constexpr xml::Element<BootMenu> menu_xml{"bootmenu", menu_rows};

void read_use_serial(xml::Node node, Bios& into) {
    const auto word = node.attribute("useserial");
    if (!word || word->empty()) return;
    into.use_serial = *word == "yes" ? xml::YesNo::yes : xml::YesNo::no;
}

void write_use_serial(xml::Writer& out, const Bios& from) {
    if (from.use_serial) out.attribute("useserial", xml::to_word(*from.use_serial));
}

constexpr auto bios_rows = xml::rows<Bios>({
    xml::custom_attr<Bios, read_use_serial, write_use_serial>("useserial").one_of<xml::YesNo>(),
    xml::attr<&Bios::reboot_timeout_ms>("rebootTimeout"),
});
constexpr xml::Element<Bios> bios_xml{"bios", bios_rows};

}  // namespace

void read_smbios(xml::Node node, Os& into) {
    const xml::Node child = node.child("smbios");
    const auto word = child ? child.attribute("mode").value_or("") : "";
    if (word.empty()) return;
    into.smbios = xml::from_word<SmbiosMode>(word);
    if (!into.smbios) fail(Errc::config_unsupported, "unknown smbios mode '{}'", word);
}

namespace {

void write_smbios(xml::Writer& out, const Os& from) {
    if (!from.smbios || *from.smbios == SmbiosMode::none) return;
    out.open("smbios");
    out.attribute("mode", xml::to_word(*from.smbios));
    out.close();
}

constexpr auto table_shape_rows = xml::rows<Shape>({
    shape::attribute("type").like(xml::pattern::words<"slic">).expected(),
    shape::text(xml::pattern::absolute_path),
});
constexpr xml::Element<Shape> table_shape{"table", table_shape_rows};
constexpr auto acpi_shape_rows = xml::rows<Shape>({shape::children("table", table_shape)});
constexpr xml::Element<Shape> acpi_shape{"acpi", acpi_shape_rows};

constexpr auto smbios_shape_rows = xml::rows<Shape>({shape::word<SmbiosMode>("mode").expected()});
constexpr xml::Element<Shape> smbios_shape{"smbios", smbios_shape_rows};

constexpr auto feature_shape_rows = xml::rows<Shape>({
    shape::word<xml::YesNo>("enabled").expected(),
    shape::word<FirmwareFeature>("name").expected(),
});
constexpr xml::Element<Shape> feature_shape{"feature", feature_shape_rows};
constexpr auto firmware_shape_rows =
    xml::rows<Shape>({shape::children("feature", feature_shape).expected()});
constexpr xml::Element<Shape> firmware_shape{"firmware", firmware_shape_rows};

constexpr auto type_shape_rows = xml::rows<Shape>({
    shape::attribute("arch").like(xml::pattern::name),
    shape::attribute("machine").like(xml::pattern::name),
    shape::text(xml::pattern::words<"hvm", "xen", "linux", "xenpvh", "exe">),
});
constexpr xml::Element<Shape> type_shape{"type", type_shape_rows};

constexpr auto os_rows = xml::rows<Os>({
    xml::attr<&Os::firmware>("firmware").or_fail(Errc::xml_error, "unknown firmware value {}"),
    xml::custom<Os, read_type, write_type>("type").of(type_shape).once().expected(),
    xml::custom<Os, read_firmware, write_firmware>("firmware").of(firmware_shape).once(),
    xml::same<&Os::init, init_xml>(),
    xml::child<&Os::loader, loader_xml>().if_set().turn(1),
    xml::child<&Os::nvram, nvram_xml>().if_set(),
    xml::text_child<&Os::kernel>("kernel").like(xml::pattern::absolute_path),
    xml::text_child<&Os::initrd>("initrd").like(xml::pattern::absolute_path),
    xml::text_child<&Os::cmdline>("cmdline"),
    xml::text_child<&Os::dtb>("dtb").like(xml::pattern::absolute_path),
    xml::text_child<&Os::root>("root").like(xml::pattern::absolute_path),
    xml::custom<Os, read_acpi, write_acpi>("acpi").of(acpi_shape).once().turn(1),
    xml::custom<Os, read_boot, write_boot>("boot").of(boot_xml).turn(1),
    xml::child<&Os::boot_menu, menu_xml>().turn(1),
    xml::child<&Os::bios, bios_xml>().turn(1),
    xml::custom<Os, xml::read_nothing, write_smbios>("smbios").of(smbios_shape).once().turn(1),
});

constexpr auto bootloader_rows = xml::rows<Os>({
    xml::text_child<&Os::bootloader>("bootloader"),
    xml::text_child<&Os::bootloader_args>("bootloader_args"),
});

void drop_kernel(Os& os) {
    for (std::string* part : {&os.kernel, &os.initrd, &os.cmdline, &os.dtb, &os.root})
        part->clear();
    os.firmware.reset();
    os.loader.reset();
    os.nvram.reset();
}

void drop_boot(Os& os) {
    os.boot.clear();
    os.boot_menu = {};
    os.bios = {};
}

void complete_init(const Init& init) {
    if (init.path.empty()) fail(Errc::xml_error, "init binary must be specified");
    for (const Init::Argument& argument : init.arguments) {
        if (argument.value.empty()) fail(Errc::xml_error, "No data supplied for <initarg> element");
    }
    for (const Init::Variable& variable : init.environment) {
        if (variable.value.empty()) fail(Errc::xml_error, "No data supplied for <initenv> element");
    }
}

void complete_boot(Os& os) {
    const bool is_hvm = os.type == OsType::hvm;
    const bool boots_directly = os.type == OsType::exe || os.type == OsType::linux_;
    if (boots_directly) drop_kernel(os);
    if (!is_hvm) {
        os.acpi_tables.clear();
        os.smbios.reset();
    }
    if (!is_hvm || !os.bootloader.empty()) drop_boot(os);
}

void validate_automatic_firmware(const Os& os, const Loader& loader, const Nvram& nvram) {
    const auto refuse = [](std::string_view element, std::string_view name) {
        fail(Errc::xml_detail,
             "{} attribute '{}' cannot be specified when firmware autoselection is enabled",
             element, name);
    };
    if (loader.readonly) refuse("loader", "readonly");
    if (loader.type) refuse("loader", "type");
    if (loader.secure == xml::YesNo::no) refuse("loader", "secure");
    if (!loader.path.empty()) {
        fail(Errc::xml_detail,
             "loader path cannot be specified when firmware autoselection is enabled");
    }
    if (nvram.template_) refuse("nvram", "template");
    if (os.firmware == Firmware::efi) return;
    if (loader.stateless == xml::YesNo::no)
        fail(Errc::xml_detail, "Only EFI firmware permits NVRAM");
    if (nvram.has_place()) {
        fail(Errc::xml_detail, "firmware type '{}' does not support nvram",
             xml::to_word(*os.firmware));
    }
}

void validate_manual_firmware(const Loader& loader) {
    if (loader.path.empty()) {
        fail(Errc::xml_detail, "no loader path specified and firmware auto selection disabled");
    }
    if (loader.stateless == xml::YesNo::no && loader.type != LoaderType::pflash)
        fail(Errc::xml_detail, "Only pflash loader type permits NVRAM");
}

}  // namespace

constinit const xml::Element<Os> os_xml{"os", os_rows};
constinit const xml::Element<Os> bootloader_xml{"", bootloader_rows};

void read_os_type(xml::Node domain, Os& into) {
    if (const xml::Node node = domain.child("os")) read_type(node, into);
    if (!into.has_type && domain.child("bootloader").text().empty())
        fail(Errc::xml_error, "an os <type> must be specified");
    if (!into.arch.empty() && !is_known_arch(into.arch))
        fail(Errc::config_unsupported, "Unknown architecture {}", into.arch);
}

void complete_os(Os& os, std::string_view default_arch) {
    if (!os.has_type) {
        os.type = OsType::xen;
        os.has_type = true;
    }
    if (os.bootloader.empty()) os.bootloader_args.clear();
    if (os.arch.empty()) os.arch = default_arch;
    if (os.type == OsType::exe) {
        complete_init(os.init);
    } else {
        os.init = {};
    }
    complete_boot(os);
    // a path without a word about it is an old style ROM image
    if (os.loader && !os.loader->path.empty() && !os.loader->type)
        os.loader->type = LoaderType::rom;
}

void validate_reboot_timeout(const Os& os) {
    if (os.bios.reboot_timeout_ms &&
        (*os.bios.reboot_timeout_ms < -1 || *os.bios.reboot_timeout_ms > 65535)) {
        fail(Errc::config_unsupported,
             "invalid value for rebootTimeout, must be in range [-1,65535]");
    }
}

void validate_loader(const Os& os) {
    if (!os.loader && !os.nvram) return;
    const Loader loader = os.loader.value_or(Loader{});
    const Nvram nvram = os.nvram.value_or(Nvram{});
    if (os.firmware) {
        validate_automatic_firmware(os, loader, nvram);
    } else {
        validate_manual_firmware(loader);
    }
    if (loader.stateless != xml::YesNo::yes) return;
    if (nvram.template_)
        fail(Errc::xml_detail, "NVRAM template is not permitted when loader is stateless");
    if (nvram.has_place())
        fail(Errc::xml_detail, "NVRAM is not permitted when loader is stateless");
}

}  // namespace virtd::conf
