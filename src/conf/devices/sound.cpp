// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/devices/sound.hpp"

#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

constexpr auto xml_names(SoundModel) {
    using enum SoundModel;
    return std::to_array<xml::Name<SoundModel>>({
        {sb16, "sb16"},
        {es1370, "es1370"},
        {pcspk, "pcspk"},
        {ac97, "ac97"},
        {ich6, "ich6"},
        {ich9, "ich9"},
        {usb, "usb"},
        {ich7, "ich7"},
    });
}

constexpr auto xml_names(SoundCodec) {
    using enum SoundCodec;
    return std::to_array<xml::Name<SoundCodec>>(
        {{duplex, "duplex"}, {micro, "micro"}, {output, "output"}});
}

namespace {

constexpr Fail fail{Origin::domain};

void check_codec(xml::Node node, Codec&) {
    if (!node.attribute("type")) fail(Errc::config_unsupported, "unknown codec type '(null)'");
}

constexpr auto codec_rows = xml::rows<Codec>({
    xml::check<Codec, check_codec>(),
    xml::attr<&Codec::type>("type").expected().or_fail(Errc::config_unsupported,
                                                       "unknown codec type '{}'"),
});
constexpr xml::Element<Codec> codec_xml{"codec", codec_rows};

// Only HDA cards have codecs.
consteval xml::Binding<Sound> codecs_row() {
    auto row = xml::list<&Sound::codecs, codec_xml>();
    row.read = [](const xml::Row& self, xml::Node node, void* object) {
        const SoundModel model = static_cast<const Sound*>(object)->model;
        if (model == SoundModel::ich6 || model == SoundModel::ich9)
            xml::detail::read_list(self, node, object);
    };
    return row;
}

constexpr auto sound_rows = xml::rows<Sound>({
    xml::attr<&Sound::model>("model").required(),
    codecs_row(),
    xml::attr<&Sound::audio>("id")
        .like(xml::pattern::hexadecimal)
        .required()
        .nonzero()
        .inside("audio"),
    xml::same<&Sound::info, info_xml>(),
});

}  // namespace

constinit const xml::Element<Sound> sound_xml{"sound", sound_rows};

}  // namespace virtd::conf
