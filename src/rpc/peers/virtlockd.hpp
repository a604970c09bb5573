// What virtlockd is asked and answers: the daemon is its client. Members in order are the wire format.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>

#include "base/uuid.hpp"

namespace virtd::rpc::virtlockd {

inline constexpr std::uint32_t program = 0x0ea7beef;
// It takes strings of at most 64 KiB.

struct Owner {
    Uuid uuid{};
    std::string name;
    std::uint32_t id = 0;
    std::uint32_t pid = 0;

    bool operator==(const Owner&) const = default;
};

struct RegisterArgs {
    Owner owner;
    std::uint32_t flags = 0;

    bool operator==(const RegisterArgs&) const = default;
};

struct RestrictArgs {
    std::uint32_t flags = 0;

    bool operator==(const RestrictArgs&) const = default;
};

struct NewArgs {
    std::string path;
    std::uint32_t flags = 0;

    bool operator==(const NewArgs&) const = default;
};

struct CreateResourceArgs {
    std::string path;
    std::string name;
    std::uint32_t flags = 0;

    bool operator==(const CreateResourceArgs&) const = default;
};

struct DeleteResourceArgs {
    std::string path;
    std::string name;
    std::uint32_t flags = 0;

    bool operator==(const DeleteResourceArgs&) const = default;
};

struct AcquireResourceArgs {
    std::string path;
    std::string name;
    std::uint32_t flags = 0;

    bool operator==(const AcquireResourceArgs&) const = default;
};

struct ReleaseResourceArgs {
    std::string path;
    std::string name;
    std::uint32_t flags = 0;

    bool operator==(const ReleaseResourceArgs&) const = default;
};

struct CreateLockSpaceArgs {
    std::string path;

    bool operator==(const CreateLockSpaceArgs&) const = default;
};

}  // namespace virtd::rpc::virtlockd
