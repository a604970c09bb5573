// SPDX-License-Identifier: LGPL-2.1-or-later
//
// How much memory a guest has, and what is in it.
#include <algorithm>

#include "base/error.hpp"
#include "conf/domain.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/host.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

/// Peeking shows a pattern in which each byte tells where it was.
char byte_at(std::uint64_t offset) {
    return static_cast<char>(offset % 256);
}

}  // namespace

Task<DomainGetMaxMemoryRet> TestDomains::domain_get_max_memory(DomainGetMaxMemoryArgs args) {
    DomainGetMaxMemoryRet ret;
    ret.memory = guest(args.dom)->current->memory.total;
    co_return ret;
}

Task<void> TestDomains::domain_set_max_memory(DomainSetMaxMemoryArgs args) {
    resize_memory(args.dom, args.memory, set_memory::maximum);
    co_return;
}

Task<void> TestDomains::domain_set_memory(DomainSetMemoryArgs args) {
    resize_memory(args.dom, args.memory, set_memory::live);
    co_return;
}

Task<void> TestDomains::domain_set_memory_flags(DomainSetMemoryFlagsArgs args) {
    resize_memory(args.dom, args.memory, args.flags);
    co_return;
}

void TestDomains::resize_memory(const DomainRef& ref, std::uint64_t size, std::uint32_t flags) {
    fail.unless_flags(flags, set_memory::live | set_memory::config | set_memory::maximum,
                      "domain_set_memory_flags");
    const auto dom = guest(ref);
    DomainPtr& slot = dom->one(flags);
    if ((flags & set_memory::maximum) != 0) {
        if (dom->active() && &slot == &dom->current) {
            fail(Errc::operation_invalid,
                 "cannot resize the maximum memory on an active domain");
        }
        Guest::change(slot, [size](conf::Domain& definition) {
            definition.memory.total = size;
            definition.memory.current = std::min(definition.memory.current, size);
        });
        return;
    }
    if (size > slot->memory.total) {
        fail(Errc::invalid_arg, "cannot set memory higher than max memory");
    }
    Guest::change(slot, [size](conf::Domain& definition) { definition.memory.current = size; });
}

Task<DomainMemoryPeekRet> TestDomains::domain_memory_peek(DomainMemoryPeekArgs args) {
    fail.unless_flags(args.flags, peek::virtual_ | peek::physical, "domain_memory_peek");
    if (args.flags != peek::virtual_ && args.flags != peek::physical) {
        fail(Errc::invalid_arg,
             "flags parameter must be VIR_MEMORY_VIRTUAL or VIR_MEMORY_PHYSICAL");
    }
    guest(args.dom)->require_active();
    DomainMemoryPeekRet ret;
    ret.buffer.resize(std::min(args.size, decltype(ret.buffer)::max));
    std::uint64_t offset = args.offset;
    std::ranges::generate(ret.buffer, [&offset] { return byte_at(offset++); });
    co_return ret;
}

}  // namespace virtd::test
