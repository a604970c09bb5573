// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/error.hpp"
#include "conf/devices/rows.hpp"
#include "conf/devices/sound.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

constexpr auto xml_names(SampleFormat) {
    using enum SampleFormat;
    return std::to_array<xml::Name<SampleFormat>>({
        {u8, "u8"},
        {s8, "s8"},
        {u16, "u16"},
        {s16, "s16"},
        {u32, "u32"},
        {s32, "s32"},
        {f32, "f32"},
    });
}

constexpr auto xml_names(SdlDriver) {
    using enum SdlDriver;
    return std::to_array<xml::Name<SdlDriver>>(
        {{esd, "esd"}, {alsa, "alsa"}, {arts, "arts"}, {pulseaudio, "pulseaudio"}});
}

namespace {

constexpr Fail fail{Origin::domain};

constexpr auto settings_rows = xml::rows<AudioSettings>({
    xml::attr<&AudioSettings::frequency>("frequency")
        .like(xml::pattern::hexadecimal)
        .nonzero()
        .if_set(),
    xml::attr<&AudioSettings::channels>("channels")
        .like(xml::pattern::hexadecimal)
        .nonzero()
        .if_set(),
    xml::attr<&AudioSettings::format>("format"),
});
constexpr xml::Element<AudioSettings> settings_xml{"settings", settings_rows};

void read_settings(xml::Node node, AudioCommon& common) {
    const bool is_fixed = common.fixed_settings == YesNo::yes;
    if (is_fixed && common.mixing_engine != YesNo::yes)
        fail(Errc::config_unsupported, "fixed audio settings requires mixing engine");
    const xml::Node settings = node.child("settings");
    if (settings && !is_fixed) {
        fail(Errc::config_unsupported, "audio settings specified without fixed settings flag");
    }
    if (is_fixed) common.settings.emplace();
    if (settings) read(settings_xml, settings, *common.settings);
}

void write_settings(xml::Writer& out, const AudioCommon& common) {
    if (common.settings) write(settings_xml, out, *common.settings);
}

constexpr auto common_rows = xml::rows<AudioCommon>({
    xml::attr<&AudioCommon::mixing_engine>("mixingEngine"),
    xml::attr<&AudioCommon::fixed_settings>("fixedSettings"),
    xml::attr<&AudioCommon::voices>("voices").like(xml::pattern::hexadecimal).nonzero().if_set(),
    xml::attr<&AudioCommon::buffer_length>("bufferLength")
        .like(xml::pattern::hexadecimal)
        .nonzero()
        .if_set(),
});
constexpr xml::Element<AudioCommon> common_xml{"input", common_rows};

constexpr auto tail_rows = xml::rows<AudioCommon>({
    xml::custom<AudioCommon, read_settings, write_settings>("settings").of(settings_xml).once(),
});
constexpr xml::Element<AudioCommon> tail_xml{"input", tail_rows};

template <class T>
void ignore(xml::Node, T&) {}

constexpr auto plain_rows = xml::rows<PlainAudio>({xml::check<PlainAudio, ignore<PlainAudio>>()});
constexpr xml::Element<PlainAudio> plain_xml{"input", plain_rows};

constexpr auto alsa_rows =
    xml::rows<AlsaAudio>({xml::attr<&AlsaAudio::dev>("dev").like(xml::pattern::some_text)});
constexpr xml::Element<AlsaAudio> alsa_xml{"input", alsa_rows};

constexpr auto buffered_rows = xml::rows<BufferedAudio>({
    xml::attr<&BufferedAudio::buffer_count>("bufferCount").like(xml::pattern::hexadecimal).if_set(),
});
constexpr xml::Element<BufferedAudio> buffered_xml{"input", buffered_rows};

constexpr auto jack_rows = xml::rows<JackAudio>({
    xml::attr<&JackAudio::server_name>("serverName"),
    xml::attr<&JackAudio::client_name>("clientName"),
    xml::attr<&JackAudio::connect_ports>("connectPorts"),
    xml::attr<&JackAudio::exact_name>("exactName"),
});
constexpr xml::Element<JackAudio> jack_xml{"input", jack_rows};

constexpr auto oss_rows = xml::rows<OssAudio>({
    xml::attr<&OssAudio::dev>("dev").like(xml::pattern::some_text),
    xml::attr<&OssAudio::buffer_count>("bufferCount").like(xml::pattern::hexadecimal).if_set(),
    xml::attr<&OssAudio::try_poll>("tryPoll"),
});
constexpr xml::Element<OssAudio> oss_xml{"input", oss_rows};

constexpr auto pulse_rows = xml::rows<PulseAudio>({
    xml::attr<&PulseAudio::name>("name"),
    xml::attr<&PulseAudio::stream_name>("streamName"),
    xml::attr<&PulseAudio::latency>("latency").like(xml::pattern::hexadecimal).if_set(),
});
constexpr xml::Element<PulseAudio> pulse_xml{"input", pulse_rows};

/// The tables of a backend whose directions have `Own` beside what all have.
template <class Extra, const xml::Element<Extra>& Own>
struct Ways {
    using Way = AudioDirection<Extra>;
    using Both = AudioWays<Extra>;
    static constexpr auto way_rows = xml::rows<Way>({
        xml::same<&Way::common, common_xml>(),
        xml::same<&Way::extra, Own>(),
        xml::same<&Way::common, tail_xml>(),
    });
    static constexpr xml::Element<Way> way{"input", way_rows};
    static constexpr auto rows = xml::rows<Both>({
        xml::child<&Both::input, way>("input"),
        xml::child<&Both::output, way>("output"),
    });
    static constexpr xml::Element<Both> element{"audio", rows};
};

using Plain = Ways<PlainAudio, plain_xml>;
using Alsa = Ways<AlsaAudio, alsa_xml>;
using Buffered = Ways<BufferedAudio, buffered_xml>;
using Jack = Ways<JackAudio, jack_xml>;
using Oss = Ways<OssAudio, oss_xml>;
using Pulse = Ways<PulseAudio, pulse_xml>;

/// The table of a backend that has nothing but directions.
template <class Backend, const auto& Both>
struct Simple {
    static constexpr auto rows = xml::rows<Backend>({xml::same<&Backend::ways, Both>()});
    static constexpr xml::Element<Backend> element{"audio", rows};
};

void check_policy(xml::Node node, OssBackend& backend) {
    if (backend.dsp_policy && *backend.dsp_policy < 0) {
        fail(Errc::xml_error, "cannot parse 'dspPolicy' value '{}'",
             node.attribute("dspPolicy").value_or(""));
    }
}

constexpr auto oss_backend_rows = xml::rows<OssBackend>({
    xml::attr<&OssBackend::try_mmap>("tryMMap"),
    xml::attr<&OssBackend::exclusive>("exclusive"),
    xml::attr<&OssBackend::dsp_policy>("dspPolicy"),
    xml::check<OssBackend, check_policy>(),
    xml::same<&OssBackend::ways, Oss::element>().turn(-1),
});
constexpr xml::Element<OssBackend> oss_backend_xml{"audio", oss_backend_rows};

constexpr auto pulse_backend_rows = xml::rows<PulseBackend>({
    xml::attr<&PulseBackend::server_name>("serverName"),
    xml::same<&PulseBackend::ways, Pulse::element>().turn(-1),
});
constexpr xml::Element<PulseBackend> pulse_backend_xml{"audio", pulse_backend_rows};

constexpr auto sdl_backend_rows = xml::rows<SdlBackend>({
    xml::attr<&SdlBackend::driver>("driver"),
    xml::same<&SdlBackend::ways, Buffered::element>().turn(-1),
});
constexpr xml::Element<SdlBackend> sdl_backend_xml{"audio", sdl_backend_rows};

constexpr auto file_backend_rows = xml::rows<FileBackend>({
    xml::attr<&FileBackend::path>("path").like(xml::pattern::some_text),
    xml::same<&FileBackend::ways, Plain::element>().turn(-1),
});
constexpr xml::Element<FileBackend> file_backend_xml{"audio", file_backend_rows};

constexpr auto kinds = xml::kinds<AudioKind>({
    {"none", &Simple<NoneBackend, Plain::element>::element},
    {"alsa", &Simple<AlsaBackend, Alsa::element>::element},
    {"coreaudio", &Simple<CoreBackend, Buffered::element>::element},
    {"jack", &Simple<JackBackend, Jack::element>::element},
    {"oss", &oss_backend_xml},
    {"pulseaudio", &pulse_backend_xml},
    {"sdl", &sdl_backend_xml},
    {"spice", &Simple<SpiceBackend, Plain::element>::element},
    {"file", &file_backend_xml},
    {"dbus", &Simple<DbusBackend, Plain::element>::element},
});
constexpr xml::KindTable kind_table = xml::kind_table<AudioKind>(kinds);

void need_type(xml::Node node, Audio&) {
    if (!node.attribute("type")) xml::fail_missing_attribute("type", node.name());
}

constexpr auto audio_rows = xml::rows<Audio>({
    xml::check<Audio, need_type>().turn(-1),
    xml::attr<&Audio::id>("id").like(xml::pattern::hexadecimal).required().nonzero(),
    xml::kind_attr<&Audio::kind, kind_table>("type").expected().turn(-1),
    xml::attr<&Audio::timer_period>("timerPeriod")
        .like(xml::pattern::hexadecimal)
        .nonzero()
        .if_set(),
    xml::kind_same<&Audio::kind, kind_table>(),
});

}  // namespace

constinit const xml::Element<Audio> audio_xml{"audio", audio_rows};

}  // namespace virtd::conf
