// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/nodedev/device.hpp"

#include <doctest/doctest.h>

#include "conf/answers.hpp"
#include "xml/check.hpp"

namespace virtd::conf {

TEST_CASE("node device: every kind is kept, completed or refused as clients know it") {
    const auto cases = read_answers(VIRTD_TEST_DATA "/nodedev/devices.txt");
    REQUIRE(cases.size() >= 40);
    for (const Answer& expected : cases) {
        CAPTURE(expected.question);
        CHECK(answer_of([&] { return format(parse_node_device(expected.question)); }) ==
              expected.answer);
    }
}

TEST_CASE("node device: what was written is read again as the same device") {
    for (const Answer& known : read_answers(VIRTD_TEST_DATA "/nodedev/devices.txt")) {
        if (known.answer.starts_with("error ")) continue;
        CAPTURE(known.question);
        CHECK(format(parse_node_device(known.answer)) == known.answer);
    }
}

TEST_CASE("node device: what stands in inner capabilities is known, and nothing else") {
    const auto unknown = [](std::string_view inside) {
        const std::string text =
            "<device><name>n</name><capability type='pci'><domain>0</domain>"
            "<bus>0</bus><slot>0</slot><function>0</function>"
            "<product id='0x1'/><vendor id='0x1'/>" +
            std::string(inside) + "</capability></device>";
        const xml::Document document(text, {});
        return xml::find_problems(node_device_xml, document.root()).size();
    };
    CHECK(unknown("<capability type='virt_functions' maxCount='1'>"
                  "<address domain='0x0' bus='0x1' slot='0' function='0'/></capability>") == 0);
    CHECK(unknown("<capability type='virt_functions'><address bus='1'/></capability>") == 3);
    CHECK(unknown("<capability type='vpd'><name>n</name><fields access='readonly'><vendor_field "
                  "index='1'/>"
                  "</fields></capability>") == 0);
    CHECK(unknown("<capability type='mdev_types'><type id='a'><name>n</name>"
                  "<deviceAPI>vfio-pci</deviceAPI>"
                  "<availableInstances>1</availableInstances></type></capability>") == 0);
    CHECK(unknown("<pci-express><link validity='cap' width='1'/></pci-express>") == 0);
    CHECK(unknown("<capability type='vpd'><name>n</name><field/></capability>") == 1);
    CHECK(unknown("<pci-express><links/></pci-express>") == 1);
}

}  // namespace virtd::conf
