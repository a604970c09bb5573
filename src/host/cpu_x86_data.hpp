// Facts about x86 processors: which features exist, and which of them a model has.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace virtd::host::x86 {

enum class Register : std::uint8_t { eax, ebx, ecx, edx };
enum class Source : std::uint8_t { cpuid, msr };

/// Where the processor itself shows a feature.
struct Bit {
    Source source;
    std::uint32_t leaf;  // CPUID function or MSR index
    std::uint32_t subleaf;
    Register reg;
    std::uint8_t position;
};

/// Their order is that of documents.
struct Feature {
    std::string_view name;
    Bit bit;
    bool migratable = true;
};

/// What CPUID function 1 says of the models that exist as hardware.
struct Signature {
    std::uint8_t family = 0;
    std::uint8_t model = 0;
    std::uint8_t first_stepping = 0;
    std::uint8_t last_stepping = 15;
};

/// Who may be told that a processor is of this model.
enum class Decodes : std::uint8_t { everywhere, host_only, nowhere };

/// A model is another one with a few changes: "sse -vme" adds one and takes one away.
struct Model {
    std::string_view name;
    Decodes decodes;
    std::string_view vendor;              // empty: any
    std::array<Signature, 4> signatures;  // unused ones have family 0
    std::string_view base;                // an earlier model, or empty
    std::string_view changes;
    std::string_view removed;  // features that earlier versions of the model had
};

struct Vendor {
    std::string_view name;
    std::string_view id;  // what CPUID function 0 answers
};

std::span<const Vendor> vendors();
std::span<const Feature> features();
/// From old to new.
std::span<const Model> models();

}  // namespace virtd::host::x86
