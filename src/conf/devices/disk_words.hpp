// The words of <disk>.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "conf/devices/disk.hpp"

namespace virtd::conf {

constexpr auto xml_names(DiskDevice) {
    using enum DiskDevice;
    return std::to_array<xml::Name<DiskDevice>>(
        {{disk, "disk"}, {cdrom, "cdrom"}, {floppy, "floppy"}, {lun, "lun"}});
}

constexpr auto xml_names(DiskBus) {
    using enum DiskBus;
    return std::to_array<xml::Name<DiskBus>>({
        {ide, "ide"},
        {fdc, "fdc"},
        {scsi, "scsi"},
        {virtio, "virtio"},
        {xen, "xen"},
        {usb, "usb"},
        {uml, "uml"},
        {sata, "sata"},
        {sd, "sd"},
    });
}

constexpr auto xml_names(DiskModel) {
    using enum DiskModel;
    return std::to_array<xml::Name<DiskModel>>({
        {default_, "default"},
        {virtio, "virtio"},
        {virtio_transitional, "virtio-transitional"},
        {virtio_non_transitional, "virtio-non-transitional"},
    });
}

constexpr auto xml_names(DiskCache) {
    using enum DiskCache;
    return std::to_array<xml::Name<DiskCache>>({
        {default_, "default"},
        {none, "none"},
        {writethrough, "writethrough"},
        {writeback, "writeback"},
        {directsync, "directsync"},
        {unsafe, "unsafe"},
    });
}

constexpr auto xml_names(ErrorPolicy) {
    using enum ErrorPolicy;
    return std::to_array<xml::Name<ErrorPolicy>>({
        {default_, "default"},
        {stop, "stop"},
        {report, "report"},
        {ignore, "ignore"},
        {enospace, "enospace"},
    });
}

constexpr auto xml_names(DiskIo) {
    using enum DiskIo;
    return std::to_array<xml::Name<DiskIo>>(
        {{native, "native"}, {threads, "threads"}, {io_uring, "io_uring"}});
}

constexpr auto xml_names(Discard) {
    using enum Discard;
    return std::to_array<xml::Name<Discard>>({{unmap, "unmap"}, {ignore, "ignore"}});
}

constexpr auto xml_names(DetectZeroes) {
    using enum DetectZeroes;
    return std::to_array<xml::Name<DetectZeroes>>({{off, "off"}, {on, "on"}, {unmap, "unmap"}});
}

constexpr auto xml_names(Sgio) {
    using enum Sgio;
    return std::to_array<xml::Name<Sgio>>({{filtered, "filtered"}, {unfiltered, "unfiltered"}});
}

constexpr auto xml_names(DiskSnapshot) {
    using enum DiskSnapshot;
    return std::to_array<xml::Name<DiskSnapshot>>(
        {{no, "no"}, {internal, "internal"}, {external, "external"}, {manual, "manual"}});
}

constexpr auto xml_names(DiskTray) {
    using enum DiskTray;
    return std::to_array<xml::Name<DiskTray>>({{closed, "closed"}, {open, "open"}});
}

constexpr auto xml_names(GeometryTranslation) {
    using enum GeometryTranslation;
    return std::to_array<xml::Name<GeometryTranslation>>(
        {{none, "none"}, {auto_, "auto"}, {lba, "lba"}});
}

}  // namespace virtd::conf
