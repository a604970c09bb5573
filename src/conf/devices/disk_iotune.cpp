// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/error.hpp"
#include "base/translate.hpp"
#include "conf/devices/disk.hpp"
#include "conf/devices/rows.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

/// <name>number</name>, left out when zero.
template <auto Member>
consteval auto limit(const char* name, const char* complaint) {
    return xml::text_child<Member>(name).or_fail(Errc::xml_error, complaint).if_set();
}

constexpr auto bytes_rows = xml::rows<DiskRates>({
    limit<&DiskRates::total>(
        "total_bytes_sec", translatable("disk iotune field 'total_bytes_sec' must be an integer")),
    limit<&DiskRates::read>("read_bytes_sec",
                            translatable("disk iotune field 'read_bytes_sec' must be an integer")),
    limit<&DiskRates::write>(
        "write_bytes_sec", translatable("disk iotune field 'write_bytes_sec' must be an integer")),
});
constexpr xml::Element<DiskRates> bytes_xml{"iotune", bytes_rows};

constexpr auto iops_rows = xml::rows<DiskRates>({
    limit<&DiskRates::total>("total_iops_sec",
                             translatable("disk iotune field 'total_iops_sec' must be an integer")),
    limit<&DiskRates::read>("read_iops_sec",
                            translatable("disk iotune field 'read_iops_sec' must be an integer")),
    limit<&DiskRates::write>("write_iops_sec",
                             translatable("disk iotune field 'write_iops_sec' must be an integer")),
});
constexpr xml::Element<DiskRates> iops_xml{"iotune", iops_rows};

constexpr auto bytes_max_rows = xml::rows<DiskRates>({
    limit<&DiskRates::total>(
        "total_bytes_sec_max",
        translatable("disk iotune field 'total_bytes_sec_max' must be an integer")),
    limit<&DiskRates::read>(
        "read_bytes_sec_max",
        translatable("disk iotune field 'read_bytes_sec_max' must be an integer")),
    limit<&DiskRates::write>(
        "write_bytes_sec_max",
        translatable("disk iotune field 'write_bytes_sec_max' must be an integer")),
});
constexpr xml::Element<DiskRates> bytes_max_xml{"iotune", bytes_max_rows};

constexpr auto iops_max_rows = xml::rows<DiskRates>({
    limit<&DiskRates::total>(
        "total_iops_sec_max",
        translatable("disk iotune field 'total_iops_sec_max' must be an integer")),
    limit<&DiskRates::read>(
        "read_iops_sec_max",
        translatable("disk iotune field 'read_iops_sec_max' must be an integer")),
    limit<&DiskRates::write>(
        "write_iops_sec_max",
        translatable("disk iotune field 'write_iops_sec_max' must be an integer")),
});
constexpr xml::Element<DiskRates> iops_max_xml{"iotune", iops_max_rows};

constexpr auto bytes_length_rows = xml::rows<DiskRates>({
    limit<&DiskRates::total>(
        "total_bytes_sec_max_length",
        translatable("disk iotune field 'total_bytes_sec_max_length' must be an integer")),
    limit<&DiskRates::read>(
        "read_bytes_sec_max_length",
        translatable("disk iotune field 'read_bytes_sec_max_length' must be an integer")),
    limit<&DiskRates::write>(
        "write_bytes_sec_max_length",
        translatable("disk iotune field 'write_bytes_sec_max_length' must be an integer")),
});
constexpr xml::Element<DiskRates> bytes_length_xml{"iotune", bytes_length_rows};

constexpr auto iops_length_rows = xml::rows<DiskRates>({
    limit<&DiskRates::total>(
        "total_iops_sec_max_length",
        translatable("disk iotune field 'total_iops_sec_max_length' must be an integer")),
    limit<&DiskRates::read>(
        "read_iops_sec_max_length",
        translatable("disk iotune field 'read_iops_sec_max_length' must be an integer")),
    limit<&DiskRates::write>(
        "write_iops_sec_max_length",
        translatable("disk iotune field 'write_iops_sec_max_length' must be an integer")),
});
constexpr xml::Element<DiskRates> iops_length_xml{"iotune", iops_length_rows};

constexpr auto iotune_rows = xml::rows<DiskIoTune>({
    xml::same<&DiskIoTune::bytes, bytes_xml>(),
    xml::same<&DiskIoTune::iops, iops_xml>(),
    xml::same<&DiskIoTune::bytes_max, bytes_max_xml>(),
    xml::same<&DiskIoTune::iops_max, iops_max_xml>(),
    limit<&DiskIoTune::size_iops>(
        "size_iops_sec", translatable("disk iotune field 'size_iops_sec' must be an integer")),
    xml::text_child<&DiskIoTune::group>("group_name").if_set(),
    xml::same<&DiskIoTune::bytes_max_length, bytes_length_xml>(),
    xml::same<&DiskIoTune::iops_max_length, iops_length_xml>(),
});

}  // namespace

constinit const xml::Element<DiskIoTune> disk_iotune_xml{"iotune", iotune_rows};

}  // namespace virtd::conf
