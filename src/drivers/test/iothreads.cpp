// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The threads that guests have for their disks.
#include <algorithm>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "driver/typed_params.hpp"
#include "drivers/test/cpu_maps.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};
constexpr Fail fail_domain{Origin::domain};

constexpr ParamKey polling_keys[] = {{"poll_max_ns", ParamType::ullong},
                                     {"poll_grow", ParamType::uint},
                                     {"poll_shrink", ParamType::uint}};

void require_id(std::uint32_t id) {
    if (id == 0) fail(Errc::invalid_arg, "invalid value of 0 for iothread_id");
}

IothreadPolling& polling_of(Guest& dom, std::uint32_t id) {
    const auto found = std::ranges::find(dom.iothreads, id, &IothreadPolling::id);
    if (found != dom.iothreads.end()) return *found;
    IothreadPolling polling;
    polling.id = id;
    return dom.iothreads.emplace_back(polling);
}

template <class T, class Field>
void set_if_given(std::span<const TypedParam> params, std::string_view name, Field& field) {
    if (const T* value = find_param<T>(params, name)) field = *value;
}

void remove_thread(conf::Domain& definition, std::uint32_t id) {
    const auto has_id = [id](const auto& item) { return item.id == id; };
    std::erase_if(definition.iothreads.list, has_id);
    std::erase_if(definition.cpu_tune.iothread_pins, has_id);
    std::erase_if(definition.cpu_tune.iothread_schedulers, has_id);
}

}  // namespace

Task<DomainGetIothreadInfoRet> TestDomains::domain_get_iothread_info(
    DomainGetIothreadInfoArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainGetIOThreadInfo");
    const DomainPtr definition = guest(args.dom)->one(args.flags);
    const Affinity affinity = iothread_affinity(*definition);
    DomainGetIothreadInfoRet ret;
    for (const conf::IoThread& thread : definition->iothreads.list) {
        const Bitmap& cpus = affinity.of(thread.id);
        DomainIothreadInfo info;
        info.iothread_id = thread.id;
        info.cpumap = cpu_map(cpus, cpus.empty() ? 0 : *cpus.last() / 8 + 1);
        ret.info.push_back(std::move(info));
    }
    ret.ret = static_cast<std::uint32_t>(ret.info.size());
    co_return ret;
}

Task<void> TestDomains::domain_pin_iothread(DomainPinIothreadArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainPinIOThread");
    DomainPtr& slot = guest(args.dom)->one(args.flags);
    Bitmap cpus = cpu_set(args.cpumap);
    if (cpus.empty()) fail(Errc::invalid_arg, "Empty iothread cpumap list for pinning");
    if (slot->iothreads.find(args.iothreads_id) == nullptr) {
        fail(Errc::invalid_arg, "iothreadid {} not found", args.iothreads_id);
    }
    Guest::change(slot, [&](conf::Domain& definition) {
        auto& pins = definition.cpu_tune.iothread_pins;
        const auto pin = std::ranges::find(pins, args.iothreads_id, &conf::Pin::id);
        if (pin == pins.end()) {
            pins.push_back({args.iothreads_id, std::move(cpus)});
        } else {
            pin->cpuset = std::move(cpus);
        }
    });
    co_return;
}

Task<void> TestDomains::domain_add_iothread(DomainAddIothreadArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainAddIOThread");
    require_id(args.iothread_id);
    const auto dom = guest(args.dom);
    DomainPtr& slot = dom->one(args.flags);
    if (slot->iothreads.find(args.iothread_id) != nullptr) {
        fail_domain(Errc::invalid_arg, "an IOThread is already using iothread_id '{}'",
                    args.iothread_id);
    }
    Guest::change(slot, [&args](conf::Domain& definition) {
        conf::IoThread thread;
        thread.id = args.iothread_id;
        definition.iothreads.list.push_back(thread);
    });
    polling_of(*dom, args.iothread_id);
    co_return;
}

Task<void> TestDomains::domain_del_iothread(DomainDelIothreadArgs args) {
    fail.unless_flags(args.flags, affect::live | affect::config, "testDomainDelIOThread");
    require_id(args.iothread_id);
    const auto dom = guest(args.dom);
    DomainPtr& slot = dom->one(args.flags);
    if (slot->iothreads.find(args.iothread_id) == nullptr) {
        fail_domain(Errc::invalid_arg, "cannot find IOThread '{}' in iothreadids list",
                    args.iothread_id);
    }
    Guest::change(
        slot, [&args](conf::Domain& definition) { remove_thread(definition, args.iothread_id); });
    std::erase_if(dom->iothreads, [&args](const IothreadPolling& polling) {
        return polling.id == args.iothread_id;
    });
    co_return;
}

Task<void> TestDomains::domain_set_iothread_params(DomainSetIothreadParamsArgs args) {
    fail.unless_flags(args.flags, affect::live, "testDomainSetIOThreadParams");
    require_id(args.iothread_id);
    const auto dom = guest(args.dom);
    if (dom->one(args.flags)->iothreads.find(args.iothread_id) == nullptr) {
        fail(Errc::invalid_arg, "cannot find IOThread '{}' in iothreadids", args.iothread_id);
    }
    validate(args.params, polling_keys);
    IothreadPolling& polling = polling_of(*dom, args.iothread_id);
    set_if_given<std::uint64_t>(args.params, "poll_max_ns", polling.max_ns);
    set_if_given<std::uint32_t>(args.params, "poll_grow", polling.grow);
    set_if_given<std::uint32_t>(args.params, "poll_shrink", polling.shrink);
    co_return;
}

}  // namespace virtd::test
