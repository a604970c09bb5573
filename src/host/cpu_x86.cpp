// SPDX-License-Identifier: LGPL-2.1-or-later
#include "host/cpu_x86.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/error.hpp"
#include "conf/domain/arch.hpp"
#include "host/cpu_x86_data.hpp"

namespace virtd::host::x86 {

namespace {

constexpr Fail fail{Origin::cpu};

struct KnownModel {
    const Model* facts;
    FeatureSet features;
    FeatureSet removed;
};

/// Calls `visit` with each word of a list.
template <class Visitor>
void each_word(std::string_view list, Visitor visit) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        visit(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

/// The tables, indexed by name; built when first asked for.
class Map {
public:
    static const Map& get() {
        static const Map map;
        return map;
    }

    std::optional<std::size_t> find_feature(std::string_view name) const {
        const auto found = feature_index_.find(name);
        if (found == feature_index_.end()) return std::nullopt;
        return found->second;
    }

    const KnownModel* find_model(std::string_view name) const {
        const auto found = std::ranges::find(
            models_, name, [](const KnownModel& model) { return model.facts->name; });
        return found == models_.end() ? nullptr : &*found;
    }

    const std::vector<KnownModel>& models() const { return models_; }

private:
    Map() {
        for (std::size_t i = 0; i < features().size(); ++i)
            feature_index_.emplace(features()[i].name, i);
        for (const Model& model : x86::models())
            models_.push_back(resolve(model));
    }

    KnownModel resolve(const Model& model) const {
        KnownModel known{&model, {}, {}};
        if (!model.base.empty()) known.features = find_model(model.base)->features;
        each_word(model.changes, [&](std::string_view change) {
            const bool add = !change.starts_with('-');
            known.features.set(*find_feature(add ? change : change.substr(1)), add);
        });
        each_word(model.removed,
                  [&](std::string_view name) { known.removed.set(*find_feature(name)); });
        return known;
    }

    std::unordered_map<std::string_view, std::size_t> feature_index_;
    std::vector<KnownModel> models_;
};

const KnownModel& get_model(const conf::Cpu& cpu) {
    const KnownModel* const model = Map::get().find_model(cpu.model->name);
    if (model == nullptr) fail(Errc::internal_error, "Unknown CPU model {}", cpu.model->name);
    return *model;
}

std::size_t get_feature(std::string_view name) {
    const auto index = Map::get().find_feature(name);
    if (!index) fail(Errc::internal_error, "Unknown CPU feature {}", name);
    return *index;
}

void check_vendor_known(std::string_view name) {
    if (std::ranges::find(vendors(), name, &Vendor::name) == vendors().end())
        fail(Errc::operation_failed, "Unknown CPU vendor {}", name);
}

/// What a guest of some model needs besides the model itself.
struct Difference {
    FeatureSet added;
    FeatureSet disabled;

    // A guest copes with more features than its model promises better than with the lack of
    // some: the more are lacking, the more each of them weighs.
    std::size_t cost() const {
        const std::size_t lacking = disabled.count();
        return added.count() + lacking + (lacking * lacking + 3) / 4;
    }
    bool is_better_than(const Difference& other) const {
        if (cost() != other.cost()) return cost() < other.cost();
        return disabled.count() < other.disabled.count();
    }
};

Difference difference(const FeatureSet& set, const KnownModel& model) {
    return {set & ~model.features, (model.features | model.removed) & ~set};
}

bool fits(const KnownModel& model, std::string_view vendor) {
    if (model.facts->decodes != Decodes::everywhere) return false;
    return model.facts->vendor.empty() || vendor.empty() || model.facts->vendor == vendor;
}

void append(std::vector<conf::CpuFeature>& list, const FeatureSet& set, conf::CpuPolicy policy) {
    for (std::size_t i = 0; i < features().size(); ++i) {
        if (set.test(i)) list.push_back({std::string(features()[i].name), policy});
    }
}

/// The vendor that all agree on; empty when nothing is said about it.
std::string common_vendor(const std::vector<conf::Cpu>& cpus) {
    std::string vendor;
    for (const conf::Cpu& cpu : cpus) {
        // what the first one leaves open, its model does not decide
        const bool is_first = &cpu == &cpus.front();
        const std::string implied =
            is_first ? std::string() : std::string(get_model(cpu).facts->vendor);
        const std::string said = cpu.vendor.value_or(implied);
        if (cpu.vendor && !implied.empty() && said != implied) {
            fail(Errc::operation_failed, "CPU vendor {} of model {} differs from vendor {}",
                 implied, cpu.model->name, said);
        }
        if (said.empty()) continue;
        if (vendor.empty()) {
            check_vendor_known(said);
            vendor = said;
        } else if (vendor != said) {
            fail(Errc::operation_failed, "CPU vendors do not match");
        }
    }
    return vendor;
}

FeatureSet features_with(const conf::Cpu& cpu, conf::CpuPolicy policy) {
    FeatureSet set;
    for (const conf::CpuFeature& feature : cpu.features) {
        const std::size_t index = get_feature(feature.name);
        if (feature.policy.value_or(conf::CpuPolicy::require) == policy) set.set(index);
    }
    return set;
}

std::string names_of(const FeatureSet& set) {
    std::string names;
    for (std::size_t i = 0; i < features().size(); ++i) {
        if (!set.test(i)) continue;
        if (!names.empty()) names += ", ";
        names += features()[i].name;
    }
    return names;
}

/// What the host must have: what the model needs or the list requires, but not what the list
/// makes optional or takes away.
FeatureSet required_by(const conf::Cpu& cpu) {
    using enum conf::CpuPolicy;
    FeatureSet set = features_with(cpu, require);
    if (cpu.has_model()) set |= get_model(cpu).features;
    return set & ~(features_with(cpu, forbid) | features_with(cpu, optional) |
                   features_with(cpu, disable));
}

bool all_same_model(const std::vector<conf::Cpu>& cpus) {
    return std::ranges::all_of(
        cpus, [&](const conf::Cpu& cpu) { return cpu.model->name == cpus.front().model->name; });
}

}  // namespace

std::vector<std::string> model_names() {
    std::vector<std::string> names;
    for (const Model& model : models())
        names.emplace_back(model.name);
    return names;
}

std::optional<FeatureSet> find_model(std::string_view name) {
    const KnownModel* const model = Map::get().find_model(name);
    if (model == nullptr) return std::nullopt;
    return model->features;
}

FeatureSet features_of(const conf::Cpu& cpu) {
    FeatureSet set;
    if (cpu.has_model()) set = get_model(cpu).features;
    for (const conf::CpuFeature& feature : cpu.features) {
        const std::size_t index = get_feature(feature.name);
        switch (feature.policy.value_or(conf::CpuPolicy::require)) {
            case conf::CpuPolicy::force:
            case conf::CpuPolicy::require:
                set.set(index);
                break;
            case conf::CpuPolicy::disable:
            case conf::CpuPolicy::forbid:
                set.reset(index);
                break;
            case conf::CpuPolicy::optional:
                break;
        }
    }
    return set;
}

conf::Cpu closest_guest_cpu(const FeatureSet& set, std::string_view vendor,
                            std::string_view preferred) {
    const KnownModel* best = nullptr;
    Difference least;
    const auto& models = Map::get().models();
    for (auto model = models.rbegin(); model != models.rend(); ++model) {  // new ones first
        if (!fits(*model, vendor)) continue;
        const Difference candidate = difference(set, *model);
        const bool is_preferred = model->facts->name == preferred;
        if (best == nullptr || is_preferred || candidate.is_better_than(least)) {
            best = &*model;
            least = candidate;
        }
        if (is_preferred) break;
    }
    conf::Cpu cpu;
    cpu.mode = conf::CpuMode::custom;
    cpu.match = conf::CpuMatch::exact;
    cpu.model = conf::CpuModel{std::string(best->facts->name), conf::CpuFallback::allow, {}};
    if (!vendor.empty()) cpu.vendor = vendor;
    append(cpu.features, least.added, conf::CpuPolicy::require);
    append(cpu.features, least.disabled, conf::CpuPolicy::disable);
    return cpu;
}

conf::Cpu baseline(const std::vector<conf::Cpu>& cpus, const FeatureSet* limits) {
    FeatureSet set = features_of(cpus.front());
    if (limits != nullptr) set &= *limits;
    const std::string vendor = common_vendor(cpus);
    bool all_name_vendor = true;
    for (const conf::Cpu& cpu : cpus) {
        set &= features_of(cpu);
        all_name_vendor = all_name_vendor && cpu.vendor;
    }
    if (set.none()) fail(Errc::operation_failed, "CPUs are incompatible");
    const std::string& first = cpus.front().model->name;
    const bool same = all_same_model(cpus);
    conf::Cpu cpu = closest_guest_cpu(set, vendor, same ? first : "");
    if (same && cpu.model->name == first) cpu.model->fallback = conf::CpuFallback::forbid;
    if (!all_name_vendor) cpu.vendor.reset();
    return cpu;
}

bool is_identical(const conf::Cpu& host, const conf::Cpu& cpu) {
    using enum conf::CpuPolicy;
    if (!cpu.arch.empty() && !conf::is_x86(cpu.arch))
        fail(Errc::cpu_incompatible, "CPU arch {} does not match host arch", cpu.arch);
    if (cpu.vendor && cpu.vendor != host.vendor) {
        fail(Errc::cpu_incompatible, "host CPU vendor does not match required CPU vendor {}",
             *cpu.vendor);
    }
    const FeatureSet there = features_of(host);
    const FeatureSet required = required_by(cpu);
    const FeatureSet forbidden = features_with(cpu, forbid) & there;
    if (forbidden.any()) {
        fail(Errc::cpu_incompatible, "Host CPU provides forbidden features: {}",
             names_of(forbidden));
    }
    const FeatureSet lacking = required & ~there;
    if (lacking.any()) {
        fail(Errc::cpu_incompatible, "Host CPU does not provide required features: {}",
             names_of(lacking));
    }
    const FeatureSet extra = there & ~(required | features_with(cpu, optional) |
                                       features_with(cpu, disable) | features_with(cpu, force));
    if (extra.any() && cpu.match == conf::CpuMatch::strict) {
        fail(Errc::cpu_incompatible,
             "Host CPU does not strictly match guest CPU: Extra features: {}", names_of(extra));
    }
    return extra.none();
}

bool can_run(const conf::Cpu& host, std::string_view model) {
    return (Map::get().find_model(model)->features & ~features_of(host)).none();
}

const FeatureSet& migratable_features() {
    static const FeatureSet set = [] {
        FeatureSet found;
        for (std::size_t i = 0; i < features().size(); ++i)
            found.set(i, features()[i].migratable);
        return found;
    }();
    return set;
}

conf::Cpu expand_features(conf::Cpu cpu) {
    std::vector<conf::CpuFeature> all;
    append(all, get_model(cpu).features, conf::CpuPolicy::require);
    for (const conf::CpuFeature& feature : cpu.features) {
        const auto known = std::ranges::find(all, feature.name, &conf::CpuFeature::name);
        if (known == all.end()) {
            all.push_back(feature);
        } else {
            known->policy = feature.policy;
        }
    }
    std::ranges::sort(all, {}, &conf::CpuFeature::name);
    cpu.features = std::move(all);
    return cpu;
}

}  // namespace virtd::host::x86
