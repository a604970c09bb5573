// Access control as clients meet it: every kind of object, every form of a rule, lists.
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/access/guarded.hpp"

#include <doctest/doctest.h>

#include "rpc/access/checked_fake.hpp"

namespace virtd::rpc {

namespace {

constexpr std::int32_t get_type = 3;
constexpr std::int32_t domain_create = 9;
constexpr std::int32_t domain_define_xml = 11;
constexpr std::int32_t domain_get_xml_desc = 14;
constexpr std::int32_t domain_lookup_by_name = 23;
constexpr std::int32_t list_domains = 37;
constexpr std::int32_t num_of_domains = 51;
constexpr std::int32_t domain_restore = 54;
constexpr std::int32_t pool_lookup_by_volume = 86;
constexpr std::int32_t pool_num_of_volumes = 91;
constexpr std::int32_t pool_list_volumes = 92;
constexpr std::int32_t vol_create_xml = 93;
constexpr std::int32_t domain_set_memory_flags = 204;
constexpr std::int32_t list_all_domains = 273;
constexpr std::int32_t get_all_domain_stats = 344;
constexpr std::int32_t domain_interface_addresses = 353;
constexpr std::int32_t set_identity = 419;

using Texts = std::vector<std::string>;

driver::DomainRef domain(const CheckedServer& server, std::size_t number) {
    return server.objects.domains.at(number);
}

void check_denied(const Received& reply) {
    REQUIRE(reply.header.status == FrameStatus::error);
    const ErrorBody error = reply.error();
    CHECK(error.code == static_cast<std::int32_t>(Errc::access_denied));
    CHECK(error.domain == static_cast<std::int32_t>(Origin::access));
    CHECK(error.message == "access denied: 'CHECKED' denied access");
}

void check_ok(const Received& reply) {
    CHECK(reply.header.status == FrameStatus::ok);
}

/// A call with arguments that name an object wrongly where they can.
struct Case {
    std::int32_t procedure;
    std::string payload;
    std::string question;
    std::string reached;  // what the driver gets
};

template <class Args>
Case one(std::int32_t procedure, const Args& args, std::string question, std::string reached) {
    Case made{procedure, {}, std::move(question), std::move(reached)};
    encode(made.payload, args);
    return made;
}

std::vector<Case> cases() {
    using namespace driver;  // NOLINT(google-build-using-namespace): the structs of the calls
    const std::string net = "network_name=\"net\" network_uuid=\"" + to_string(numbered_uuid(1));
    const std::string pool = "pool_name=\"pool\" pool_uuid=\"" + to_string(numbered_uuid(3));
    const auto uuid = [](std::uint8_t number) { return to_string(numbered_uuid(number)) + "\""; };
    const DomainRef liar{.name = "b", .uuid = numbered_uuid(10), .id = 7};
    return {
        one(domain_create, DomainCreateArgs{liar},
            "domain:start domain_name=\"a\" domain_uuid=\"" + uuid(10), "a"),
        one(domain_restore, DomainRestoreArgs{"/tmp/x"},
            "domain:start domain_name=\"saved in /tmp/x\"", ""),
        one(120, NodeDeviceResetArgs{"pci"}, "node_device:detach node_device_name=\"real pci\"",
            "real pci"),
        one(124, NodeDeviceDestroyArgs{"scsi"}, "node_device:stop node_device_name=\"real scsi\"",
            "real scsi"),
        one(39, NetworkCreateArgs{{"other", {}}}, "network:start " + net + "\"", "net"),
        one(410, NetworkPortDeleteArgs{{{"other", {}}, {}}, 0},
            "network_port:delete " + net + "\" port_uuid=\"" + uuid(2), "net"),
        one(83, StoragePoolRefreshArgs{{"other", {}}, 0}, "storage_pool:refresh " + pool + "\"",
            "pool"),
        one(94, StorageVolDeleteArgs{{"other", "disk", "/etc/shadow"}, 0},
            "storage_vol:delete " + pool + "\" vol_name=\"disk\" vol_key=\"/pool/disk\"",
            "pool/disk"),
        one(vol_create_xml, StorageVolCreateXmlArgs{{"other", {}}, "<volume/>", 0},
            "storage_vol:create " + pool + "\" vol_name=\"new\"", "pool"),
        one(133, InterfaceCreateArgs{{"other", "00:00:00:00:00:00"}, 0},
            "interface:start interface_name=\"eth1\" interface_macaddr=\"52:54:00:00:00:01\"",
            "52:54:00:00:00:01"),
        one(145, SecretGetValueArgs{{{}, 0, "other"}, 0},
            "secret:read_secure secret_uuid=\"" + uuid(4) + " secret_usage_ceph=\"ceph user\"",
            "ceph user"),
        one(181, NwfilterUndefineArgs{{"other", {}}},
            "nwfilter:delete nwfilter_name=\"filter\" nwfilter_uuid=\"" + uuid(5), "filter"),
        one(400, NwfilterBindingDeleteArgs{{"other", ""}},
            "nwfilter_binding:delete nwfilter_binding_portdev=\"tap0\" "
            "nwfilter_binding_linkdev=\"eth0\" nwfilter_binding_filter=\"filter\"",
            "tap0"),
    };
}

}  // namespace

TEST_CASE("access: rules see the object as the driver knows it, and the driver gets no other") {
    for (const Case& one : cases()) {
        CAPTURE(one.question);
        CheckedServer server;
        CheckedClient client(server);
        client.call(one.procedure, std::string_view(one.payload));
        check_ok(client.receive());
        REQUIRE_FALSE(server.decider.asked.empty());
        CHECK(server.decider.asked.front() == one.question);
        CHECK(server.objects.called == Texts{one.reached});
    }
}

TEST_CASE("access: a call that is denied never begins") {
    for (const Case& one : cases()) {
        CAPTURE(one.question);
        CheckedServer server;
        CheckedClient client(server);
        server.decider.denied = {one.question};
        client.call(one.procedure, std::string_view(one.payload));
        check_denied(client.receive());
        CHECK(server.objects.called.empty());
    }
}

TEST_CASE("access: a driver that cannot be asked has denied") {
    CheckedServer server;
    CheckedClient client(server);
    server.decider.fails = true;
    check_denied(client.answer(domain_create, driver::DomainCreateArgs{domain(server, 0)}));
    CHECK(server.objects.called.empty());
}

TEST_CASE("access: what does not exist is not found, whatever the rules say") {
    CheckedServer server;
    CheckedClient client(server);
    server.decider.denied = {"domain:start"};
    const driver::DomainRef nobody{.name = "a", .uuid = numbered_uuid(99), .id = -1};
    const Received reply = client.answer(domain_create, driver::DomainCreateArgs{nobody});
    CHECK(reply.error().code == static_cast<std::int32_t>(Errc::no_domain));
    CHECK(server.decider.asked.empty());
}

TEST_CASE("access: all permissions of a call have to be granted") {
    CheckedServer server;
    CheckedClient client(server);
    const driver::DomainDefineXmlArgs args{"new"};
    check_ok(client.answer(domain_define_xml, args));
    CHECK(server.decider.asked ==
          Texts{"domain:write domain_name=\"new\"", "domain:save domain_name=\"new\""});
    server.decider.denied = {"domain:save"};
    check_denied(client.answer(domain_define_xml, args));
    CHECK(server.objects.called == Texts{"domain_define_xml"});
}

TEST_CASE("access: permissions that depend on flags are asked for with these flags only") {
    constexpr std::uint32_t live = 1;
    constexpr std::uint32_t config = 2;
    struct FlagsCase {
        std::uint32_t flags;
        bool saves;
    };
    for (const FlagsCase one :
         {FlagsCase{0, true}, {live, false}, {config, true}, {live | config, true}, {4, true}}) {
        CAPTURE(one.flags);
        CheckedServer server;
        CheckedClient client(server);
        server.decider.denied = {"domain:save"};
        const driver::DomainSetMemoryFlagsArgs args{domain(server, 0), 1024, one.flags};
        const Received reply = client.answer(domain_set_memory_flags, args);
        CHECK((reply.header.status == FrameStatus::error) == one.saves);
    }
}

TEST_CASE("access: secrets in documents need a permission of their own") {
    CheckedServer server;
    CheckedClient client(server);
    server.decider.denied = {"domain:read_secure"};
    driver::DomainGetXmlDescArgs args{domain(server, 0), 0};
    check_ok(client.answer(domain_get_xml_desc, args));
    for (const std::uint32_t secret : {1U, 8U, 9U}) {
        args.flags = secret;
        check_denied(client.answer(domain_get_xml_desc, args));
    }
}

TEST_CASE("access: permissions can depend on another argument") {
    CheckedServer server;
    CheckedClient client(server);
    server.decider.denied = {"domain:write"};
    driver::DomainInterfaceAddressesArgs args{domain(server, 0), 0, 0};
    check_ok(client.answer(domain_interface_addresses, args));
    args.source = 1;  // the agent
    check_denied(client.answer(domain_interface_addresses, args));
}

TEST_CASE("access: what is looked for is checked when it is found") {
    CheckedServer server;
    CheckedClient client(server);
    check_ok(client.answer(domain_lookup_by_name, driver::DomainLookupByNameArgs{"b"}));
    CHECK(server.decider.asked == Texts{"domain:getattr domain_name=\"b\" domain_uuid=\"" +
                                        to_string(numbered_uuid(20)) + "\""});
    server.decider.denied = {server.decider.asked.front()};
    check_denied(client.answer(domain_lookup_by_name, driver::DomainLookupByNameArgs{"b"}));
    const Received absent =
        client.answer(domain_lookup_by_name, driver::DomainLookupByNameArgs{"z"});
    CHECK(absent.error().code == static_cast<std::int32_t>(Errc::no_domain));

    server.decider.denied = {"storage_pool:getattr"};
    check_denied(client.answer(pool_lookup_by_volume,
                               driver::StoragePoolLookupByVolumeArgs{{"pool", "disk", ""}}));
}

TEST_CASE("access: lists and counts are of what the client may see") {
    CheckedServer server;
    CheckedClient client(server);
    server.decider.denied = {"domain:getattr domain_name=\"b\"", "domain:read domain_name=\"a\""};

    const auto all = client.answer(list_all_domains, driver::ConnectListAllDomainsArgs{1, 0})
                         .as<driver::ConnectListAllDomainsRet>();
    REQUIRE(all.domains.size() == 2);
    CHECK(all.domains[0].name == "a");
    CHECK(all.domains[1].name == "c");
    CHECK(all.ret == 2);

    const auto only_count = client.answer(list_all_domains, driver::ConnectListAllDomainsArgs{0, 0})
                                .as<driver::ConnectListAllDomainsRet>();
    CHECK(only_count.domains.empty());
    CHECK(only_count.ret == 2);

    const auto ids = client.answer(list_domains, driver::ConnectListDomainsArgs{16})
                         .as<driver::ConnectListDomainsRet>();
    CHECK(ids.ids == std::vector<std::int32_t>{1, 3});
    const auto two = client.answer(list_domains, driver::ConnectListDomainsArgs{2})
                         .as<driver::ConnectListDomainsRet>();
    CHECK(two.ids == std::vector<std::int32_t>{1, 3});  // the limit is one of visible domains
    CHECK(client.answer(list_domains, driver::ConnectListDomainsArgs{0})
              .as<driver::ConnectListDomainsRet>()
              .ids.empty());
    CHECK(client.answer(num_of_domains).as<driver::ConnectNumOfDomainsRet>().num == 2);

    const auto stats = client.answer(get_all_domain_stats, driver::ConnectGetAllDomainStatsArgs())
                           .as<driver::ConnectGetAllDomainStatsRet>();
    REQUIRE(stats.ret_stats.size() == 2);
    CHECK(stats.ret_stats[0].dom.name == "b");

    server.decider.denied = {"connect:search_domains"};
    check_denied(client.answer(list_all_domains, driver::ConnectListAllDomainsArgs{1, 0}));
}

TEST_CASE("access: names of volumes are checked in their pool") {
    CheckedServer server;
    CheckedClient client(server);
    server.decider.denied = {"vol_name=\"b\" vol_key=\"/pool/b\""};
    const driver::StoragePoolListVolumesArgs args{{"other", {}}, 16};
    const auto names =
        client.answer(pool_list_volumes, args).as<driver::StoragePoolListVolumesRet>();
    CHECK(names.names == Texts{"a", "c"});
    const auto count =
        client.answer(pool_num_of_volumes, driver::StoragePoolNumOfVolumesArgs{{"other", {}}});
    CHECK(count.as<driver::StoragePoolNumOfVolumesRet>().num == 2);
    server.decider.denied = {"storage_pool:search_storage_vols"};
    check_denied(client.answer(pool_list_volumes, args));
}

TEST_CASE("access: lists leave out what nobody could decide about") {
    CheckedServer server;
    CheckedClient client(server);
    server.decider.thinks = true;
    client.call(list_all_domains, driver::ConnectListAllDomainsArgs{1, 0});
    server.settle();
    server.decider.thinking.release_last();  // may search
    server.settle();
    server.decider.thinking.release_last();  // may see one of three
    server.settle();
    server.decider.fails = true;
    server.decider.thinks = false;
    while (server.decider.thinking.waiting() > 0)
        server.decider.thinking.release_last();
    const auto list = client.receive().as<driver::ConnectListAllDomainsRet>();
    CHECK(list.ret == 1);
    CHECK(list.domains.size() == 1);
}

TEST_CASE("access: long lists are decided about a few at a time") {
    CheckedServer server;
    for (std::uint8_t i = 100; i < 200; ++i)
        server.objects.domains.push_back({std::to_string(i), numbered_uuid(i), i});
    CheckedClient client(server);
    server.decider.thinks = true;
    client.call(list_all_domains, driver::ConnectListAllDomainsArgs{1, 0});
    server.settle();
    while (server.decider.thinking.waiting() > 0) {
        server.decider.thinking.release_last();
        server.settle();
    }
    CHECK(client.receive().as<driver::ConnectListAllDomainsRet>().ret == 103);
    CHECK(server.decider.at_once == 16);
}

TEST_CASE("access: while one client's question is open, others are served") {
    CheckedServer server;
    CheckedClient waits(server);
    CheckedClient other(server);
    FakeClient unchecked(server);
    unchecked.open();
    server.decider.thinks = true;
    waits.call(domain_create, driver::DomainCreateArgs{domain(server, 0)});
    server.settle();
    REQUIRE(server.decider.thinking.waiting() == 1);
    unchecked.call(get_type);
    check_ok(unchecked.receive());
    server.decider.thinks = false;
    check_ok(other.answer(get_type));
    CHECK(waits.silent_so_far());
    server.decider.thinking.release_last();
    check_ok(waits.receive());
}

TEST_CASE("access: an object that has become another meanwhile is asked about again") {
    CheckedServer server;
    CheckedClient client(server);
    server.decider.thinks = true;
    client.call(domain_create, driver::DomainCreateArgs{domain(server, 0)});
    server.settle();
    server.objects.domains[0].name = "renamed";
    server.decider.denied = {"domain:start domain_name=\"renamed\""};
    server.decider.thinks = false;
    server.decider.thinking.release_last();
    check_denied(client.receive());
    CHECK(server.objects.called.empty());
}

TEST_CASE("access: an object that is gone meanwhile is not found") {
    CheckedServer server;
    CheckedClient client(server);
    server.decider.thinks = true;
    client.call(domain_create, driver::DomainCreateArgs{domain(server, 0)});
    server.settle();
    server.objects.domains.erase(server.objects.domains.begin());
    server.decider.thinks = false;
    server.decider.thinking.release_last();
    CHECK(client.receive().error().code == static_cast<std::int32_t>(Errc::no_domain));
}

TEST_CASE("access: a client that leaves while its question is open is forgotten") {
    CheckedServer server;
    {
        CheckedClient client(server);
        server.decider.thinks = true;
        client.call(list_all_domains, driver::ConnectListAllDomainsArgs{1, 0});
        server.settle();
    }
    server.settle();
    server.decider.thinks = false;
    while (server.decider.thinking.waiting() > 0)
        server.decider.thinking.release_last();
    server.settle();
    CHECK(server.server.clients().empty());
    CHECK(server.server.busy_calls() == 0);
}

TEST_CASE("access: who may not open a connection has none") {
    CheckedServer server;
    server.decider.denied = {"connect:getattr"};
    CheckedClient client(server);
    check_denied(client.opened);
    server.decider.denied.clear();
    const Received reply = client.answer(get_type);
    CHECK(reply.error().message == "internal error: hypervisor connection not open");
    client.open();  // of a driver that is not checked
    CHECK(server.decider.asked.empty());
}

TEST_CASE("access: calls of the connection itself are checked, too") {
    CheckedServer server;
    CheckedClient client(server);
    check_ok(client.answer(get_type));
    server.decider.denied = {"connect:write"};
    check_denied(client.answer(set_identity, driver::ConnectSetIdentityArgs()));
    server.decider.denied.clear();
    check_ok(client.answer(set_identity, driver::ConnectSetIdentityArgs()));
    CHECK(server.decider.asked == Texts{"connect:getattr", "connect:write", "connect:write"});
}

TEST_CASE(
    "access: drivers that are not checked are not asked about, nor is anything without access "
    "drivers") {
    CheckedServer server;
    FakeClient unchecked(server);
    unchecked.open();
    unchecked.call(domain_create, driver::DomainCreateArgs{domain(server, 0)});
    check_ok(unchecked.receive());
    CHECK(server.decider.asked.empty());
    server.server.control_access(nullptr);
    CheckedClient client(server);
    check_ok(client.answer(domain_create, driver::DomainCreateArgs{domain(server, 0)}));
    CHECK(server.decider.asked.empty());
}

TEST_CASE("access: of several access drivers all have to agree") {
    CheckedServer server;
    FakeDecider::State second;
    server.access.add(std::make_unique<FakeDecider>(second));
    CheckedClient client(server);
    const driver::DomainCreateArgs args{domain(server, 0)};
    check_ok(client.answer(domain_create, args));
    CHECK(second.asked.size() == 2);  // with that of the open
    second.denied = {"domain:start"};
    check_denied(client.answer(domain_create, args));
    server.decider.denied = {"domain:start"};
    second.denied.clear();
    check_denied(client.answer(domain_create, args));
    CHECK(second.asked.size() == 3);
}

TEST_CASE("access: auditors learn of what was denied, to whom and why not") {
    CheckedServer server;
    std::vector<AuditEvent> events;
    server.server.audit_with([&events](const AuditEvent& event) { events.push_back(event); });
    CheckedClient client(server);
    server.decider.denied = {"domain:start", "domain:getattr"};
    check_ok(client.answer(list_all_domains, driver::ConnectListAllDomainsArgs{1, 0}));
    CHECK(events.empty());  // what vanishes from lists was not tried
    check_denied(client.answer(domain_create, driver::DomainCreateArgs{domain(server, 0)}));
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == AuditEvent::Kind::access);
    CHECK_FALSE(events[0].success);
    CHECK(events[0].who.process_id == ::getpid());
    const std::vector<std::pair<std::string, std::string>> words{
        {"call", "domain_create"},
        {"driver", "CHECKED"},
        {"permission", "domain:start"},
        {"domain_name", "a"},
        {"domain_uuid", to_string(numbered_uuid(10))}};
    CHECK(events[0].words == words);
}

}  // namespace virtd::rpc
