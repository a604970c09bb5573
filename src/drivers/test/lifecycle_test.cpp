// SPDX-License-Identifier: LGPL-2.1-or-later
#include <doctest/doctest.h>

#include "driver/flags.hpp"
#include "drivers/test/connection_fake.hpp"

namespace virtd::test {

using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls

namespace {

using Lines = std::vector<std::string>;

struct Fixture : FakeConnection {
    EventLog events{host->events};

    std::string start(const DomainRef& dom) { return failure(domains.domain_create({dom})); }
    std::string suspend(const DomainRef& dom) { return failure(domains.domain_suspend({dom})); }
    std::string resume(const DomainRef& dom) { return failure(domains.domain_resume({dom})); }
    std::string shut_down(const DomainRef& dom) { return failure(domains.domain_shutdown({dom})); }
    std::string destroy(const DomainRef& dom) { return failure(domains.domain_destroy({dom})); }
    std::string undefine(const DomainRef& dom) { return failure(domains.domain_undefine({dom})); }
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "lifecycle: each step has its state, reason and event") {
    const DomainRef dom = define("a");
    CHECK(state(dom) == "5/0");
    CHECK(start(dom) == "ok");
    CHECK(state(dom) == "1/1");
    CHECK(suspend(dom) == "ok");
    CHECK(state(dom) == "3/1");
    CHECK(resume(dom) == "ok");
    CHECK(state(dom) == "1/5");
    CHECK(shut_down(dom) == "ok");
    CHECK(state(dom) == "5/1");
    CHECK(start(dom) == "ok");
    CHECK(destroy(dom) == "ok");
    CHECK(state(dom) == "5/2");
    CHECK(undefine(dom) == "ok");
    CHECK(events.take() ==
          Lines{"a 0 0", "a 2 0", "a 3 0", "a 4 0", "a 5 0", "a 2 0", "a 5 1", "a 1 0"});
}

TEST_CASE_FIXTURE(Fixture, "lifecycle: what a state does not allow is refused and tells nobody") {
    const DomainRef dom = define("a");
    events.take();
    CHECK(suspend(dom) == "internal error: domain 'a' not running");
    CHECK(resume(dom) == "internal error: domain 'a' not paused");
    CHECK(shut_down(dom) == "internal error: domain 'a' not running");
    CHECK(destroy(dom) == "Requested operation is not valid: domain is not running");
    start(dom);
    events.take();
    CHECK(start(dom) == "internal error: Domain 'a' is already running");
    CHECK(resume(dom) == "internal error: domain 'a' not paused");
    CHECK(events.take().empty());
}

TEST_CASE_FIXTURE(Fixture, "lifecycle: ids count up and are never used twice") {
    const DomainRef dom = define("a");
    start(dom);
    CHECK(lookup("a").id == 2);  // 1 is that of the guest that is always there
    destroy(dom);
    CHECK(lookup("a").id == -1);
    start(dom);
    CHECK(lookup("a").id == 3);
}

TEST_CASE_FIXTURE(Fixture, "lifecycle: a transient guest is gone when it stops") {
    DomainCreateXmlArgs args;
    args.xml_desc =
        "<domain type='test'><name>t</name><memory>1</memory><os><type>hvm</type></os></domain>";
    const DomainRef dom = call(domains.domain_create_xml(args)).dom;
    CHECK(destroy(dom) == "ok");
    CHECK(destroy(dom) ==
          "Domain not found: no domain with matching uuid '" + to_string(dom.uuid) + "' (t)");
}

TEST_CASE_FIXTURE(Fixture, "lifecycle: a running guest that is undefined stays until it stops") {
    const DomainRef dom = define("a");
    start(dom);
    CHECK(undefine(dom) == "ok");
    CHECK(state(dom) == "1/1");
    CHECK(call(domains.domain_is_persistent({dom})).persistent == 0);
    destroy(dom);
    CHECK(failure(domains.domain_lookup_by_uuid({dom.uuid})) == "Domain not found");
}

TEST_CASE_FIXTURE(Fixture, "lifecycle: the definition says what comes after the end") {
    const DomainRef dom = define("a",
                                 "<on_poweroff>restart</on_poweroff>"
                                 "<on_reboot>destroy</on_reboot>");
    start(dom);
    CHECK(shut_down(dom) == "ok");
    CHECK(state(dom) == "1/1");
    CHECK(failure(domains.domain_reboot({dom, 0})) == "ok");
    CHECK(state(dom) == "5/1");
}

TEST_CASE_FIXTURE(Fixture, "lifecycle: a new definition counts from the next start") {
    const DomainRef dom = define("a");
    start(dom);
    DomainDefineXmlArgs args;
    args.xml = "<domain type='test'><name>a</name><uuid>" + to_string(dom.uuid) +
               "</uuid><memory>8192</memory><os><type>hvm</type></os></domain>";
    call(domains.domain_define_xml(args));
    CHECK(xml(dom).find("<memory unit='KiB'>4096<") != std::string::npos);
    CHECK(xml(dom, domain_xml::inactive).find("<memory unit='KiB'>8192<") != std::string::npos);
    destroy(dom);
    CHECK(xml(dom).find("<memory unit='KiB'>8192<") != std::string::npos);
    CHECK(events.take() == Lines{"a 0 0", "a 2 0", "a 0 1", "a 5 1"});
}

TEST_CASE_FIXTURE(Fixture, "lifecycle: names and uuids belong to one guest") {
    const DomainRef dom = define("a");
    const std::string uuid = to_string(dom.uuid);
    const auto attempt = [this](const std::string& name, const std::string& its_uuid) {
        DomainDefineXmlArgs args;
        args.xml = "<domain type='test'><name>" + name + "</name><uuid>" + its_uuid +
                   "</uuid><memory>1</memory><os><type>hvm</type></os></domain>";
        return failure(domains.domain_define_xml(args));
    };
    CHECK(attempt("b", uuid) ==
          "operation failed: domain 'a' is already defined with uuid " + uuid);
    CHECK(attempt("a", "11de8a5c-95a1-4c07-a58c-1e1f1d9a0002") ==
          "operation failed: domain 'a' already exists with uuid " + uuid);
    CHECK(attempt("a", uuid) == "ok");
}

TEST_CASE_FIXTURE(Fixture, "lifecycle: renaming tells of the old and of the new name") {
    const DomainRef dom = define("a");
    define("taken");
    events.take();
    const auto rename = [&](const std::string& name) {
        return failure(domains.domain_rename({dom, name, 0}));
    };
    CHECK(rename("a") == "Requested operation is not valid: Can't rename domain to itself");
    CHECK(rename("taken") ==
          "Requested operation is not valid: domain with name 'taken' already exists");
    CHECK(rename("x/y") == "XML error: name x/y cannot contain '/'");
    CHECK(rename("b") == "ok");
    CHECK(lookup("b").uuid == dom.uuid);
    CHECK(failure(domains.domain_lookup_by_name({"a"})) == "Domain not found");
    CHECK(events.take() == Lines{"a 1 1", "b 0 2"});
    start(lookup("b"));
    CHECK(rename("c") == "Requested operation is not valid: cannot rename active domain");
}

TEST_CASE_FIXTURE(Fixture, "lifecycle: a saved guest is not forgotten by accident") {
    const DomainRef dom = define("a");
    start(dom);
    CHECK(failure(domains.domain_managed_save({dom, 0})) == "ok");
    CHECK(state(dom) == "5/5");
    CHECK(undefine(dom) ==
          "Requested operation is not valid: Refusing to undefine while domain "
          "managed save image exists");
    CHECK(failure(domains.domain_undefine_flags({dom, undefine::managed_save})) == "ok");
}

TEST_CASE_FIXTURE(Fixture, "lifecycle: a guest with disks that are lent starts while they are") {
    const DomainRef dom = define("a",
                                 "<devices><disk type='file'><source file='/a' fdgroup='files'/>"
                                 "<target dev='vda'/></disk></devices>");
    const char* const lacking =
        "invalid argument: file descriptor group 'files' was not associated with the domain";
    CHECK(xml(dom).find("<source file='/a' fdgroup='files'/>") != std::string::npos);
    CHECK(start(dom) == lacking);
    {
        TestDomains lender(host);
        call(lender.domain_fd_associate({dom, "files", 0}, {}));
        CHECK(start(dom) == "ok");
        CHECK(destroy(dom) == "ok");
    }
    CHECK(start(dom) == lacking);
}

}  // namespace virtd::test
