// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

void complete_identity(Domain& domain) {
    if (domain.name.empty()) fail(Errc::no_name);
    if (!domain.uuid) domain.uuid = random_uuid();
}

void validate_names(const Domain& domain) {
    if (domain.title.find('\n') != std::string::npos)
        fail(Errc::xml_error, "Domain title can't contain newlines");
    if (domain.name.find('/') != std::string::npos)
        fail(Errc::xml_error, "name {} cannot contain '/'", domain.name);
}

// Nobody said what to boot from: the first disk, as a real machine would.
void complete_boot(Domain& domain) {
    Os& os = domain.os;
    if (os.type == OsType::hvm && os.bootloader.empty() && os.boot.empty())
        os.boot.push_back(BootDevice::hd);
}

}  // namespace

void fill_defaults(Domain& domain, const ParseOptions& options) {
    complete_identity(domain);
    complete_os(domain.os, options.default_arch);
    complete_memory(domain.memory, 0);
    complete_boot(domain);
}

void validate(const Domain& domain) {
    validate_names(domain);
    validate(domain.os);
    validate(domain.clock);
    validate(domain.lifecycle);
}

}  // namespace virtd::conf
