// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/video.hpp"

#include "base/error.hpp"
#include "base/translate.hpp"
#include "conf/devices/rows.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

constexpr auto xml_names(VideoType) {
    using enum VideoType;
    return std::to_array<xml::Name<VideoType>>({
        {vga, "vga"},
        {cirrus, "cirrus"},
        {vmvga, "vmvga"},
        {xen, "xen"},
        {vbox, "vbox"},
        {qxl, "qxl"},
        {parallels, "parallels"},
        {virtio, "virtio"},
        {gop, "gop"},
        {none, "none"},
        {bochs, "bochs"},
        {ramfb, "ramfb"},
    });
}

constexpr auto xml_names(VideoDriverName) {
    using enum VideoDriverName;
    return std::to_array<xml::Name<VideoDriverName>>({{qemu, "qemu"}, {vhostuser, "vhostuser"}});
}

constexpr auto xml_names(VgaConf) {
    using enum VgaConf;
    return std::to_array<xml::Name<VgaConf>>({{io, "io"}, {on, "on"}, {off, "off"}});
}

namespace {

constexpr Fail fail{Origin::domain};

// An unknown word is the same as none here, other than elsewhere; "io", the default, is read and
// never written.
void read_vgaconf(xml::Node node, VideoDriver& driver) {
    driver.vgaconf = xml::from_word<VgaConf>(node.attribute("vgaconf").value_or(""));
}

void write_vgaconf(xml::Writer& out, const VideoDriver& driver) {
    if (driver.vgaconf && *driver.vgaconf != VgaConf::io)
        out.attribute("vgaconf", xml::to_word(*driver.vgaconf));
}

constexpr auto driver_rows = xml::rows<VideoDriver>({
    xml::same<&VideoDriver::virtio, virtio_options_xml>(),
    xml::custom_attr<VideoDriver, read_vgaconf, write_vgaconf>("vgaconf").one_of<VgaConf>(),
    xml::attr<&VideoDriver::name>("name"),
});
constexpr xml::Element<VideoDriver> driver_xml{"driver", driver_rows};

void check_acceleration(xml::Node, VideoAcceleration& acceleration) {
    if (!acceleration.accel2d && !acceleration.accel3d && !acceleration.rendernode)
        fail(Errc::config_unsupported, "missing values for acceleration");
}

constexpr auto acceleration_rows = xml::rows<VideoAcceleration>({
    xml::attr<&VideoAcceleration::accel3d>("accel3d"),
    xml::attr<&VideoAcceleration::accel2d>("accel2d"),
    xml::attr<&VideoAcceleration::rendernode>("rendernode").like(xml::pattern::absolute_path),
    xml::check<VideoAcceleration, check_acceleration>(),
});
constexpr xml::Element<VideoAcceleration> acceleration_xml{"acceleration", acceleration_rows};

constexpr auto resolution_rows = xml::rows<VideoResolution>({
    xml::attr<&VideoResolution::x>("x").required(),
    xml::attr<&VideoResolution::y>("y").required(),
});
constexpr xml::Element<VideoResolution> resolution_xml{"resolution", resolution_rows};

template <auto Member>
consteval auto size(const char* name, const char* complaint) {
    return xml::attr<Member>(name).or_fail(Errc::xml_error, complaint).if_set();
}

void read_primary(xml::Node node, VideoModel& model) {
    model.primary = node.attribute("primary") == "yes";
}

void write_primary(xml::Writer& out, const VideoModel& model) {
    if (model.primary) out.attribute("primary", "yes");
}

constexpr auto model_rows = xml::rows<VideoModel>({
    xml::attr<&VideoModel::type>("type")
        .expected()
        .or_fail(Errc::config_unsupported, "unknown video model '{}'")
        .turn(-1),
    size<&VideoModel::ram>("ram", translatable("cannot parse video ram '{}'")),
    size<&VideoModel::vram>("vram", translatable("cannot parse video vram '{}'")),
    size<&VideoModel::vram64>("vram64", translatable("cannot parse video vram64 '{}'")),
    size<&VideoModel::vgamem>("vgamem", translatable("cannot parse video vgamem '{}'")),
    xml::attr<&VideoModel::heads>("heads")
        .or_fail(Errc::internal_error, "cannot parse video heads '{}'")
        .if_set(),
    xml::custom_attr<VideoModel, read_primary, write_primary>("primary").one_of<xml::YesNo>(),
    xml::mention<VideoModel>("blob", xml::Part::attribute),
    xml::child<&VideoModel::acceleration, acceleration_xml>().turn(-2),
    xml::child<&VideoModel::resolution, resolution_xml>().turn(-2),
});
constexpr xml::Element<VideoModel> model_xml{"model", model_rows};

constexpr auto video_rows = xml::rows<Video>({
    xml::child<&Video::driver, driver_xml>(),
    xml::child<&Video::model, model_xml>(),
    xml::same<&Video::info, info_xml>(),
});

}  // namespace

std::string_view video_word(VideoType type) {
    return xml::to_word(type);
}

constinit const xml::Element<Video> video_xml{"video", video_rows};

}  // namespace virtd::conf
