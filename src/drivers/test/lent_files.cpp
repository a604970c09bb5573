// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Files that clients lend to guests under a name, for disks that say fdgroup='name'. Nothing here
// reads them; they are kept open as long as the connection that lent them.
#include <cstddef>
#include <utility>

#include "base/error.hpp"
#include "drivers/test/domains.hpp"
#include "drivers/test/guest.hpp"
#include "drivers/test/guest_extras.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

constexpr Fail fail{Origin::test};

namespace associate {  // virDomainFDAssociateFlags
enum : std::uint32_t { seclabel_restore = 1, seclabel_writable = 2 };
}

constexpr std::size_t most_lent = 256;  // files of one connection: they count for the daemon

}  // namespace

Task<void> TestDomains::domain_fd_associate(DomainFdAssociateArgs args, Descriptors files) {
    fail.unless_flags(args.flags, associate::seclabel_restore | associate::seclabel_writable,
                      "testDomainFDAssociate");
    const auto dom = guest(args.dom);
    std::size_t count = files.size();
    for (const auto& [key, group] : lent_) {
        if (key != std::pair(dom->ref.uuid, args.name)) count += group->files.size();
    }
    if (count > most_lent) {
        fail(Errc::operation_failed, "a connection may lend no more than {} files", most_lent);
    }
    auto group = std::make_shared<LentFiles>();
    group->files = std::move(files);
    group->flags = args.flags;
    dom->extras().lent_files[args.name] = group;
    lent_[{dom->ref.uuid, args.name}] = std::move(group);
    co_return;
}

}  // namespace virtd::test
