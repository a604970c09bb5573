// What the test driver can do with guests: one connection's view of a host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "driver/hypervisor.hpp"

namespace virtd::test {

class Guest;
struct TestHost;

/// The calls are grouped by family; each family has a source of its name in this folder.
// clang-format off
class TestDomains : public driver::Hypervisor {
public:
    explicit TestDomains(std::shared_ptr<TestHost> host);
    ~TestDomains() override;

    driver::EventHub* events() override;

    // listing
    Task<driver::ConnectListDomainsRet> connect_list_domains(driver::ConnectListDomainsArgs) override;
    Task<driver::ConnectNumOfDomainsRet> connect_num_of_domains() override;
    Task<driver::ConnectListDefinedDomainsRet> connect_list_defined_domains(driver::ConnectListDefinedDomainsArgs) override;
    Task<driver::ConnectNumOfDefinedDomainsRet> connect_num_of_defined_domains() override;
    Task<driver::ConnectListAllDomainsRet> connect_list_all_domains(driver::ConnectListAllDomainsArgs) override;
    Task<driver::DomainLookupByIdRet> domain_lookup_by_id(driver::DomainLookupByIdArgs) override;
    Task<driver::DomainLookupByUuidRet> domain_lookup_by_uuid(driver::DomainLookupByUuidArgs) override;
    Task<driver::DomainLookupByNameRet> domain_lookup_by_name(driver::DomainLookupByNameArgs) override;
    Task<driver::DomainIsActiveRet> domain_is_active(driver::DomainIsActiveArgs) override;
    Task<driver::DomainIsPersistentRet> domain_is_persistent(driver::DomainIsPersistentArgs) override;
    Task<driver::DomainIsUpdatedRet> domain_is_updated(driver::DomainIsUpdatedArgs) override;
    Task<driver::DomainGetStateRet> domain_get_state(driver::DomainGetStateArgs) override;

protected:
    /// Throws Errc::no_domain when it is gone.
    std::shared_ptr<Guest> guest(const driver::DomainRef& ref) const;

    std::shared_ptr<TestHost> host_;
};
// clang-format on

}  // namespace virtd::test
