// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/shmem.hpp"

#include "base/error.hpp"
#include "base/translate.hpp"
#include "conf/devices/rows.hpp"
#include "conf/path.hpp"
#include "conf/shapes.hpp"
#include "xml/scaled.hpp"

namespace virtd::conf {

constexpr auto xml_names(ShmemModel) {
    using enum ShmemModel;
    return std::to_array<xml::Name<ShmemModel>>({
        {ivshmem, "ivshmem"},
        {ivshmem_plain, "ivshmem-plain"},
        {ivshmem_doorbell, "ivshmem-doorbell"},
    });
}

constexpr auto xml_names(ShmemRole) {
    using enum ShmemRole;
    return std::to_array<xml::Name<ShmemRole>>({{master, "master"}, {peer, "peer"}});
}

constexpr auto xml_names(IommuModel) {
    using enum IommuModel;
    return std::to_array<xml::Name<IommuModel>>(
        {{intel, "intel"}, {smmuv3, "smmuv3"}, {virtio, "virtio"}});
}

constexpr auto xml_names(VsockModel) {
    using enum VsockModel;
    return std::to_array<xml::Name<VsockModel>>({
        {default_, "default"},
        {virtio, "virtio"},
        {virtio_transitional, "virtio-transitional"},
        {virtio_non_transitional, "virtio-non-transitional"},
    });
}

namespace {

constexpr Fail fail{Origin::domain};

// ---- <shmem>

constexpr std::uint64_t mib = std::uint64_t{1024} * 1024;

void need_name(xml::Node node, Shmem&) {
    if (!node.attribute("name"))
        fail(Errc::xml_error, "shmem element must contain 'name' attribute");
}

// Only memory that outlives its guests has a role, and words nobody knows count as none.
void read_role(xml::Node node, Shmem& shmem) {
    shmem.role = xml::from_word<ShmemRole>(node.attribute("role").value_or(""));
}

void settle_role(xml::Node, Shmem& shmem) {
    if (shmem.model == ShmemModel::ivshmem) shmem.role.reset();
}

void write_role(xml::Writer& out, const Shmem& shmem) {
    if (shmem.role) out.attribute("role", xml::to_word(*shmem.role));
}

void read_size(xml::Node node, Shmem& shmem) {
    const auto bytes = xml::read_size(node, "size", 1, "./size[1]");
    if (bytes) shmem.size_mib = *bytes / mib;
}

void write_size(xml::Writer& out, const Shmem& shmem) {
    if (!shmem.size_mib) return;
    out.open("size");
    out.attribute("unit", "M");
    out.text(std::to_string(*shmem.size_mib));
    out.close();
}

constexpr auto server_rows = xml::rows<ShmemServer>(
    {xml::attr<&ShmemServer::path, tidied>("path").like(xml::pattern::absolute_path)});
constexpr xml::Element<ShmemServer> server_xml{"server", server_rows};

constexpr auto msi_rows = xml::rows<ShmemMsi>({
    xml::attr<&ShmemMsi::vectors>("vectors").if_set(),
    xml::attr<&ShmemMsi::ioeventfd>("ioeventfd"),
});
constexpr xml::Element<ShmemMsi> msi_xml{"msi", msi_rows};

void check_server(xml::Node, Shmem& shmem) {
    if (shmem.msi && !shmem.server)
        fail(Errc::xml_error, "msi option is only supported with a server");
}

constexpr auto shmem_rows = xml::rows<Shmem>({
    xml::check<Shmem, need_name>(),
    xml::attr<&Shmem::name>("name").expected(),
    xml::custom_attr<Shmem, read_role, write_role>("role").one_of<ShmemRole>(),
    xml::attr<&Shmem::model>("type").expected().inside("model"),
    xml::custom<Shmem, read_size, write_size>("size").of(shape::size).once(),
    xml::child<&Shmem::server, server_xml>(),
    xml::child<&Shmem::msi, msi_xml>(),
    xml::check<Shmem, settle_role>(),
    xml::check<Shmem, check_server>(),
    xml::same<&Shmem::info, info_xml>(),
});

// ---- <iommu>

constexpr auto iommu_driver_rows = xml::rows<IommuDriver>({
    xml::attr<&IommuDriver::intremap>("intremap"),
    xml::attr<&IommuDriver::caching_mode>("caching_mode"),
    xml::attr<&IommuDriver::eim>("eim"),
    xml::attr<&IommuDriver::iotlb>("iotlb"),
    xml::attr<&IommuDriver::aw_bits>("aw_bits").like(xml::pattern::hexadecimal).if_set(),
});
constexpr xml::Element<IommuDriver> iommu_driver_xml{"driver", iommu_driver_rows};

constexpr auto iommu_rows = xml::rows<Iommu>({
    xml::attr<&Iommu::model>("model").required(),
    xml::child<&Iommu::driver, iommu_driver_xml>(),
    xml::same<&Iommu::info, info_xml>(),
});

// ---- <vsock>

constexpr auto cid_rows = xml::rows<Vsock>({
    xml::attr<&Vsock::auto_cid>("auto"),
    xml::attr<&Vsock::cid>("address").nonzero().if_set(),
});
constexpr xml::Element<Vsock> cid_xml{"cid", cid_rows};

// Without a number of its own the guest gets a free one.
void complete_cid(xml::Node, Vsock& vsock) {
    if (!vsock.auto_cid) vsock.auto_cid = vsock.cid == 0 ? YesNo::yes : YesNo::no;
}

constexpr auto vsock_rows = xml::rows<Vsock>({
    xml::attr<&Vsock::model>("model").if_set(),
    xml::nested<Vsock, cid_xml>(),
    xml::check<Vsock, complete_cid>(),
    xml::same<&Vsock::info, info_xml>(),
    xml::child<&Vsock::driver, virtio_driver_xml>(),
});

// ---- <nvram>

constexpr auto nvram_rows = xml::rows<NvramDevice>({
    xml::spread<NvramDevice>(),
    xml::same<&NvramDevice::info, info_xml>(),
});

// ---- <lease>

constexpr auto lease_target_rows = xml::rows<Lease>({
    xml::attr<&Lease::path>("path").expected(),
    xml::attr<&Lease::offset>("offset").like(xml::pattern::natural).if_set(),
});
constexpr xml::Element<Lease> lease_target_xml{"target", lease_target_rows};

void read_target(xml::Node node, Lease& lease) {
    const xml::Node target = node.child("target");
    if (!target) fail(Errc::xml_error, "Missing 'target' element for lease");
    if (!target.attribute("path"))
        fail(Errc::xml_error, "Missing 'path' attribute to 'target' element for lease");
    xml::read(lease_target_xml, target, lease);
}

// This is all that clients get to know about it.
void need_lockspace(xml::Node, Lease& lease) {
    if (lease.lockspace.value_or("").empty()) xml::fail_unexplained();
}

void write_target(xml::Writer& out, const Lease& lease) {
    write(lease_target_xml, out, lease);
}

void need_key(xml::Node node, Lease&) {
    const xml::Node key = node.child("key");
    if (!key || key.text().empty()) fail(Errc::xml_error, "Missing 'key' element for lease");
}

constexpr auto lease_rows = xml::rows<Lease>({
    xml::check<Lease, need_key>(),
    xml::text_child<&Lease::lockspace>("lockspace").expected().like(xml::pattern::any_text),
    xml::text_child<&Lease::key>("key").expected().like(xml::pattern::any_text),
    xml::check<Lease, need_lockspace>(),
    xml::custom<Lease, read_target, write_target>("target").of(lease_target_xml).once().expected(),
});

}  // namespace

std::string_view iommu_word(IommuModel model) {
    return xml::to_word(model);
}

constinit const xml::Element<Shmem> shmem_xml{"shmem", shmem_rows};
constinit const xml::Element<Iommu> iommu_xml{"iommu", iommu_rows};
constinit const xml::Element<Vsock> vsock_xml{"vsock", vsock_rows};
constinit const xml::Element<NvramDevice> nvram_xml{"nvram", nvram_rows};
constinit const xml::Element<Lease> lease_xml{"lease", lease_rows};

}  // namespace virtd::conf
