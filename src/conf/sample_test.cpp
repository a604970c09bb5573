// SPDX-License-Identifier: LGPL-2.1-or-later
// Documents made up from the tables of all kinds: what is read is printed, and reads and prints the
// same again.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "conf/backup.hpp"
#include "conf/cpu.hpp"
#include "conf/document_kinds.hpp"
#include "conf/domain.hpp"
#include "conf/host_interface.hpp"
#include "conf/moment/checkpoint.hpp"
#include "conf/moment/snapshot.hpp"
#include "conf/moment/tables.hpp"
#include "conf/network.hpp"
#include "conf/network_port.hpp"
#include "conf/nodedev/device.hpp"
#include "conf/nwfilter.hpp"
#include "conf/nwfilter_binding.hpp"
#include "conf/secret.hpp"
#include "conf/storage/pool.hpp"
#include "conf/storage/volume.hpp"
#include "xml/sample.hpp"

namespace virtd::conf {

namespace {

struct Kind {
    const xml::Table* table;
    const char* attributes;
    const char* children;
    std::string (*reprint)(std::string_view xml);
};

const Kind kinds[] = {
    {&domain_xml, " type='test'",
     "<name>n</name><uuid>6d07e000-0000-4000-8000-000000000001</uuid><memory>65536</memory>"
     "<os><type arch='x86_64'>hvm</type></os>",
     [](std::string_view xml) {
         return format(parse_domain(xml), {.inactive = true, .secrets = true});
     }},
    {&network_xml, "",
     "<name>n</name><uuid>6d07e000-0000-4000-8000-000000000001</uuid>"
     "<mac address='52:54:00:00:00:01'/>",
     [](std::string_view xml) { return format(parse_network(xml)); }},
    {&network_port_xml, "",
     "<uuid>6d07e000-0000-4000-8000-000000000001</uuid><mac address='52:54:00:00:00:01'/>"
     "<owner><name>n</name><uuid>6d07e000-0000-4000-8000-000000000001</uuid></owner>",
     [](std::string_view xml) { return format(parse_network_port(xml)); }},
    {&host_interface_xml, " type='ethernet' name='n'", "",
     [](std::string_view xml) { return format(parse_host_interface(xml)); }},
    {&storage_pool_xml, " type='dir'",
     "<name>n</name><uuid>6d07e000-0000-4000-8000-000000000001</uuid>"
     "<target><path>/a</path></target>",
     [](std::string_view xml) { return format(parse_pool(xml)); }},
    {&storage_volume_xml, "", "<name>n</name><capacity>1024</capacity>",
     [](std::string_view xml) { return format(parse_volume(xml, PoolType::dir)); }},
    {&secret_xml, "", "<uuid>6d07e000-0000-4000-8000-000000000001</uuid>",
     [](std::string_view xml) { return format(parse_secret(xml)); }},
    {&nwfilter_xml, " name='n'", "<uuid>6d07e000-0000-4000-8000-000000000001</uuid>",
     [](std::string_view xml) { return format(parse_nwfilter(xml)); }},
    {&nwfilter_binding_xml, "",
     "<owner><name>n</name><uuid>6d07e000-0000-4000-8000-000000000001</uuid></owner>"
     "<portdev name='p'/><mac address='52:54:00:00:00:01'/><filterref filter='f'/>",
     [](std::string_view xml) { return format(parse_nwfilter_binding(xml)); }},
    {&node_device_xml, "", "<name>n</name>",
     [](std::string_view xml) { return format(parse_node_device(xml)); }},
    {&snapshot_xml, "", "<name>n</name>",
     [](std::string_view xml) {
         return format(parse_snapshot(xml, MomentKind::created, {}), {.inactive = true});
     }},
    {&checkpoint_xml, "", "<name>n</name>",
     [](std::string_view xml) {
         return format(parse_checkpoint(xml, MomentKind::created, {}), {.inactive = true});
     }},
    {&backup_xml, " mode='push'", "",
     [](std::string_view xml) { return format(parse_backup(xml)); }},
    {&guest_cpu_xml, "", "<model>m</model>",
     [](std::string_view xml) { return format_guest_cpu(parse_cpu(xml, CheckNames::no)); }},
};

constexpr unsigned documents = 1000;  // of each kind

}  // namespace

TEST_CASE("samples: what is read of a made up document is printed, and reads the same again") {
    for (const Kind& kind : kinds) {
        CAPTURE(std::string(kind.table->name));
        std::set<std::string> printed;
        for (unsigned seed = 0; seed < documents; ++seed) {
            xml::Random random(seed);
            const std::string text =
                xml::sample(*kind.table, random, kind.attributes, kind.children);
            std::string first;
            try {
                first = kind.reprint(text);
            } catch (const Error&) {
                continue;  // many parts go with certain others only
            }
            if (has_empty_bandwidth(first)) continue;
            CAPTURE(text);
            std::string again;
            CHECK_NOTHROW(again = kind.reprint(first));
            CHECK(again == first);
            printed.insert(first);
        }
        CHECK(printed.size() >= documents / 100);  // not all the same, not all refused
    }
}

}  // namespace virtd::conf
