// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Saving guests to files and bringing them back, and dumping their cores.
#include <memory>
#include <utility>

#include "base/error.hpp"
#include "base/pool.hpp"
#include "conf/domain.hpp"
#include "driver/typed_params.hpp"
#include "drivers/shared/documents.hpp"
#include "drivers/test/definitions.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/guest_extras.hpp"
#include "drivers/test/host.hpp"
#include "drivers/test/images.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

void refuse_other_definition(const std::optional<std::string>& definition) {
    if (definition) fail(Errc::argument_unsupported, "xml modification unsupported");
}

/// The one parameter that saving needs; another definition is refused as in the older calls.
std::string file_of(std::span<const TypedParam> params) {
    constexpr ParamKey keys[] = {{"file", ParamType::string}, {"dxml", ParamType::string}};
    validate(params, keys);
    if (find_param<std::string>(params, "dxml") != nullptr) {
        fail(Errc::argument_unsupported, "xml modification unsupported");
    }
    const auto* const file = find_param<std::string>(params, "file");
    if (file == nullptr) fail(Errc::invalid_arg, "missing parameter 'file'");
    return *file;
}

/// What the guest goes on with.
DomainPtr managed_image(Guest& dom) {
    if (!dom.managed_save) {
        fail(Errc::operation_invalid, "domain does not have managed save image");
    }
    return dom.extras().saved ? dom.extras().saved : dom.current;
}

/// What is in its memory would not fit another one.
void require_same_machine(const conf::Domain& source, const conf::Domain& target) {
    if (source.name != target.name) {
        fail(Errc::config_unsupported, "Target domain name '{}' does not match source '{}'",
             target.name, source.name);
    }
    if (source.uuid != target.uuid) {
        fail(Errc::config_unsupported, "Target domain uuid {} does not match source {}",
             to_string(*target.uuid), to_string(*source.uuid));
    }
    if (source.memory.total != target.memory.total) {
        fail(Errc::config_unsupported, "Target domain max memory {} does not match source {}",
             target.memory.total, source.memory.total);
    }
    if (source.vcpus.max != target.vcpus.max) {
        fail(Errc::config_unsupported, "Target domain vCPU max {} does not match source {}",
             target.vcpus.max, source.vcpus.max);
    }
}

}  // namespace

// saving

Task<void> TestDomains::domain_save(DomainSaveArgs args) {
    co_await save_guest(std::move(args.dom), std::move(args.to));
}

Task<void> TestDomains::domain_save_flags(DomainSaveFlagsArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainSaveFlags");
    refuse_other_definition(args.dxml);
    co_await save_guest(std::move(args.dom), std::move(args.to));
}

Task<void> TestDomains::domain_save_params(DomainSaveParamsArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainSaveParams");
    std::string file = file_of(args.params);
    co_await save_guest(std::move(args.dom), std::move(file));
}

Task<void> TestDomains::domain_restore_params(DomainRestoreParamsArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainRestoreParams");
    std::string file = file_of(args.params);
    co_await restore_guest(std::move(file));
}

Task<void> TestDomains::save_guest(DomainRef ref, std::string path) {
    const auto dom = guest(ref);
    dom->require_active();
    const auto work = [path, name = dom->ref.name, definition = dom->current] {
        write_image(path, name, format_whole(*definition));
    };
    const std::int32_t id = dom->ref.id;
    co_await host_->pool.run(work);
    // unless somebody else stopped it while the image was written
    if (dom->ref.id == id) stop_guest(*dom, shutoff_reason::saved, stopped_detail::saved);
}

Task<void> TestDomains::domain_restore(DomainRestoreArgs args) {
    co_await restore_guest(std::move(args.from));
}

Task<void> TestDomains::domain_restore_flags(DomainRestoreFlagsArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainRestoreFlags");
    refuse_other_definition(args.dxml);
    co_await restore_guest(std::move(args.from));
}

Task<void> TestDomains::restore_guest(std::string path) {
    const auto work = [path] { return read_image(path); };
    std::string xml = co_await host_->pool.run(work);
    conf::Domain definition = co_await read_saved(host_->documents, std::move(xml));
    const auto dom = host_->prepare(std::move(definition));
    start_guest(*dom, running_reason::restored, started_detail::restored);
}

// the definitions in images

Task<DomainSaveImageGetXmlDescRet> TestDomains::domain_save_image_get_xml_desc(
    DomainSaveImageGetXmlDescArgs args) {
    fail.unless_flags(args.flags, domain_xml::secure, "testDomainSaveImageGetXMLDesc");
    const auto work = [path = args.file] { return read_image(path); };
    std::string xml = co_await host_->pool.run(work);
    conf::FormatOptions options;
    options.secrets = (args.flags & domain_xml::secure) != 0;
    const auto show = [options](const std::string& text) {
        return conf::format(parse_saved(text), options);
    };
    DomainSaveImageGetXmlDescRet ret;
    ret.xml = co_await shared::parsed(host_->documents, std::move(xml), show);
    co_return ret;
}

Task<void> TestDomains::domain_save_image_define_xml(DomainSaveImageDefineXmlArgs args) {
    fail.unless_flags(args.flags, save::running | save::paused, "testDomainSaveImageDefineXML");
    const auto look = [path = args.file] { read_image(path); };  // what is none is left alone
    co_await host_->pool.run(look);
    const auto show = [](const std::string& xml) {
        const conf::Domain definition = parse_saved(xml);
        return std::pair(definition.name, format_whole(definition));
    };
    auto [name, text] = co_await shared::parsed(host_->documents, std::move(args.dxml), show);
    const auto write = [path = std::move(args.file), name = std::move(name),
                        text = std::move(text)] { write_image(path, name, text); };
    co_await host_->pool.run(write);
}

// managed save: the image is a note in the guest itself

Task<void> TestDomains::domain_managed_save(DomainManagedSaveArgs args) {
    fail.unless_flags(args.flags, save::bypass_cache | save::running | save::paused,
                      "testDomainManagedSave");
    const auto dom = guest(args.dom);
    dom->require_active();
    if (!dom->persistent) {
        fail(Errc::operation_invalid, "cannot do managed save for transient domain");
    }
    stop_guest(*dom, shutoff_reason::saved, stopped_detail::saved);
    dom->managed_save = true;
    dom->extras().saved = nullptr;
    co_return;
}

Task<DomainHasManagedSaveImageRet> TestDomains::domain_has_managed_save_image(
    DomainHasManagedSaveImageArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainHasManagedSaveImage");
    DomainHasManagedSaveImageRet ret;
    ret.result = guest(args.dom)->managed_save ? 1 : 0;
    co_return ret;
}

Task<DomainManagedSaveGetXmlDescRet> TestDomains::domain_managed_save_get_xml_desc(
    DomainManagedSaveGetXmlDescArgs args) {
    fail.unless_flags(args.flags, domain_xml::secure, "testDomainManagedSaveGetXMLDesc");
    const auto dom = guest(args.dom);
    const auto image = managed_image(*dom);
    conf::FormatOptions options;
    options.secrets = (args.flags & domain_xml::secure) != 0;
    DomainManagedSaveGetXmlDescRet ret;
    ret.xml = co_await shared::printed(host_->documents, image, options);
    co_return ret;
}

Task<void> TestDomains::domain_managed_save_define_xml(DomainManagedSaveDefineXmlArgs args) {
    fail.unless_flags(args.flags, save::running | save::paused, "testDomainManagedSaveDefineXML");
    DomainPtr image = managed_image(*guest(args.dom));
    if (args.dxml) {
        conf::Domain definition =
            co_await read_definition(host_->documents, std::move(*args.dxml), false);
        require_same_machine(*managed_image(*guest(args.dom)), definition);
        image = std::make_shared<const conf::Domain>(std::move(definition));
    }
    const auto dom = guest(args.dom);
    dom->extras().saved = std::move(image);
    if (args.flags != 0) dom->extras().saved_paused = args.flags == save::paused;
    co_return;
}

Task<void> TestDomains::domain_managed_save_remove(DomainManagedSaveRemoveArgs args) {
    fail.unless_flags(args.flags, 0, "testDomainManagedSaveRemove");
    guest(args.dom)->managed_save = false;
    co_return;
}

// dumping

Task<void> TestDomains::domain_core_dump(DomainCoreDumpArgs args) {
    co_await dump_guest(std::move(args.dom), std::move(args.to), dump_format::raw, args.flags);
}

Task<void> TestDomains::domain_core_dump_with_format(DomainCoreDumpWithFormatArgs args) {
    co_await dump_guest(std::move(args.dom), std::move(args.to), args.dumpformat, args.flags);
}

Task<void> TestDomains::dump_guest(DomainRef ref, std::string path, std::uint32_t format,
                                   std::uint32_t flags) {
    fail.unless_flags(flags, dump::crash, "testDomainCoreDumpWithFormat");
    const auto dom = guest(ref);
    dom->require_active();
    if (format != dump_format::raw) {
        fail(Errc::operation_unsupported, "kdump-compressed format is not supported here");
    }
    const auto work = [path, name = dom->ref.name] { write_core(path, name); };
    const std::int32_t id = dom->ref.id;
    co_await host_->pool.run(work);
    if ((flags & dump::crash) != 0 && dom->ref.id == id) {
        stop_guest(*dom, shutoff_reason::crashed, stopped_detail::crashed);
    }
}

}  // namespace virtd::test
