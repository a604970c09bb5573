// <sound>: the guest's sound cards; <audio>: where their sound goes on the host.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "conf/devices/info.hpp"

namespace virtd::conf {

enum class SoundModel { sb16, es1370, pcspk, ac97, ich6, ich9, usb, ich7 };
enum class SoundCodec { duplex, micro, output };

struct Codec {
    SoundCodec type = SoundCodec::duplex;

    bool operator==(const Codec&) const = default;
};

struct Sound {
    SoundModel model = SoundModel::sb16;
    std::vector<Codec> codecs;
    std::optional<std::uint32_t> audio;  // id of an <audio>
    DeviceInfo info;

    bool operator==(const Sound&) const = default;
};

enum class SampleFormat { u8, s8, u16, s16, u32, s32, f32 };

struct AudioSettings {
    std::uint32_t frequency = 0;
    std::uint32_t channels = 0;
    std::optional<SampleFormat> format;

    bool operator==(const AudioSettings&) const = default;
};

/// What the directions of all backends have in common.
struct AudioCommon {
    std::optional<YesNo> mixing_engine;
    std::optional<YesNo> fixed_settings;
    std::uint32_t voices = 0;
    std::uint32_t buffer_length = 0;  // microseconds
    std::optional<AudioSettings> settings;

    bool operator==(const AudioCommon&) const = default;
};

struct PlainAudio {
    bool operator==(const PlainAudio&) const = default;
};

struct AlsaAudio {
    std::optional<std::string> dev;

    bool operator==(const AlsaAudio&) const = default;
};

/// coreaudio and sdl
struct BufferedAudio {
    std::uint32_t buffer_count = 0;

    bool operator==(const BufferedAudio&) const = default;
};

struct JackAudio {
    std::optional<std::string> server_name;
    std::optional<std::string> client_name;
    std::optional<std::string> connect_ports;
    std::optional<YesNo> exact_name;

    bool operator==(const JackAudio&) const = default;
};

struct OssAudio {
    std::optional<std::string> dev;
    std::uint32_t buffer_count = 0;
    std::optional<YesNo> try_poll;

    bool operator==(const OssAudio&) const = default;
};

struct PulseAudio {
    std::optional<std::string> name;
    std::optional<std::string> stream_name;
    std::uint32_t latency = 0;  // microseconds

    bool operator==(const PulseAudio&) const = default;
};

/// One direction of a backend.
template <class Extra>
struct AudioDirection {
    AudioCommon common;
    Extra extra;

    bool operator==(const AudioDirection&) const = default;
};

template <class Extra>
struct AudioWays {
    AudioDirection<Extra> input;
    AudioDirection<Extra> output;

    bool operator==(const AudioWays&) const = default;
};

struct NoneBackend {
    AudioWays<PlainAudio> ways;

    bool operator==(const NoneBackend&) const = default;
};

struct AlsaBackend {
    AudioWays<AlsaAudio> ways;

    bool operator==(const AlsaBackend&) const = default;
};

struct CoreBackend {
    AudioWays<BufferedAudio> ways;

    bool operator==(const CoreBackend&) const = default;
};

struct JackBackend {
    AudioWays<JackAudio> ways;

    bool operator==(const JackBackend&) const = default;
};

struct OssBackend {
    AudioWays<OssAudio> ways;
    std::optional<YesNo> try_mmap;
    std::optional<YesNo> exclusive;
    std::optional<std::int32_t> dsp_policy;

    bool operator==(const OssBackend&) const = default;
};

struct PulseBackend {
    AudioWays<PulseAudio> ways;
    std::optional<std::string> server_name;

    bool operator==(const PulseBackend&) const = default;
};

enum class SdlDriver { esd, alsa, arts, pulseaudio };

struct SdlBackend {
    AudioWays<BufferedAudio> ways;
    std::optional<SdlDriver> driver;

    bool operator==(const SdlBackend&) const = default;
};

struct SpiceBackend {
    AudioWays<PlainAudio> ways;

    bool operator==(const SpiceBackend&) const = default;
};

struct FileBackend {
    AudioWays<PlainAudio> ways;
    std::optional<std::string> path;

    bool operator==(const FileBackend&) const = default;
};

struct DbusBackend {
    AudioWays<PlainAudio> ways;

    bool operator==(const DbusBackend&) const = default;
};

using AudioKind = std::variant<NoneBackend, AlsaBackend, CoreBackend, JackBackend, OssBackend,
                               PulseBackend, SdlBackend, SpiceBackend, FileBackend, DbusBackend>;

struct Audio {
    std::uint32_t id = 0;
    AudioKind kind;
    std::uint32_t timer_period = 0;  // microseconds

    bool operator==(const Audio&) const = default;
};

extern const xml::Element<Sound> sound_xml;
extern const xml::Element<Audio> audio_xml;

}  // namespace virtd::conf
