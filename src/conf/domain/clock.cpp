// SPDX-License-Identifier: LGPL-2.1-or-later
#include "conf/domain/clock.hpp"
#include "xml/shape.hpp"

namespace virtd::conf {

namespace {

constexpr Fail fail{Origin::domain};

constexpr auto catchup_rows = xml::rows<Catchup>({
    xml::attr<&Catchup::threshold>("threshold").if_set(),
    xml::attr<&Catchup::slew>("slew").if_set(),
    xml::attr<&Catchup::limit>("limit").if_set(),
});
constexpr xml::Element<Catchup> catchup_xml{"catchup", catchup_rows};

constexpr auto timer_rows = xml::rows<Timer>({
    xml::attr<&Timer::name>("name").required(),
    xml::attr<&Timer::present>("present"),
    xml::attr<&Timer::tick_policy>("tickpolicy"),
    xml::attr<&Timer::track>("track"),
    xml::attr<&Timer::frequency_hz>("frequency").if_set(),
    xml::attr<&Timer::mode>("mode"),
    xml::child<&Timer::catchup, catchup_xml>(),
});
constexpr xml::Element<Timer> timer_xml{"timer", timer_rows};

std::string_view attribute_of(xml::Node node, std::string_view name) {
    return node.attribute(name).value_or("");
}

// A number makes a utc or local clock a variable one with that basis.
void read_fixed(xml::Node node, Clock& into) {
    const std::string_view text = attribute_of(node, "adjustment");
    if (text.empty()) return;
    if (text == "reset") {
        into.reset_adjustment = true;
        return;
    }
    const auto seconds = xml::parse_integer(text);
    if (!seconds) fail(Errc::xml_error, "unknown clock adjustment '{}'", text);
    into.basis = into.offset == ClockOffset::localtime ? ClockBasis::localtime : ClockBasis::utc;
    into.offset = ClockOffset::variable;
    into.adjustment_s = *seconds;
}

void read_variable(xml::Node node, Clock& into) {
    into.adjustment_s = xml::parse_integer(attribute_of(node, "adjustment")).value_or(0);
    const std::string_view word = attribute_of(node, "basis");
    if (word.empty()) return;
    const auto basis = xml::from_word<ClockBasis>(word);
    if (!basis) fail(Errc::config_unsupported, "unknown clock basis '{}'", word);
    into.basis = *basis;
}

void read_timezone(xml::Node node, Clock& into) {
    into.timezone = attribute_of(node, "timezone");
    if (into.timezone.empty()) {
        fail(Errc::internal_error, "missing 'timezone' attribute for clock with offset='timezone'");
    }
}

void read_absolute(xml::Node node, Clock& into) {
    const auto start = xml::parse_unsigned(attribute_of(node, "start"));
    if (!start) {
        fail(Errc::internal_error, "missing 'start' attribute for clock with offset='absolute'");
    }
    into.start_s = *start;
}

void read_offset(xml::Node node, Clock& into) {
    if (const std::string_view word = attribute_of(node, "offset"); !word.empty()) {
        const auto offset = xml::from_word<ClockOffset>(word);
        if (!offset) fail(Errc::config_unsupported, "unknown clock offset '{}'", word);
        into.offset = *offset;
    }
    switch (into.offset) {
        case ClockOffset::utc:
        case ClockOffset::localtime:
            return read_fixed(node, into);
        case ClockOffset::variable:
            return read_variable(node, into);
        case ClockOffset::timezone:
            return read_timezone(node, into);
        case ClockOffset::absolute:
            return read_absolute(node, into);
    }
}

void write_offset(xml::Writer& out, const Clock& from) {
    out.attribute("offset", xml::to_word(from.offset));
    switch (from.offset) {
        case ClockOffset::utc:
        case ClockOffset::localtime:
            if (from.reset_adjustment) out.attribute("adjustment", "reset");
            break;
        case ClockOffset::variable:
            out.attribute("adjustment", from.adjustment_s);
            out.attribute("basis", xml::to_word(from.basis));
            break;
        case ClockOffset::timezone:
            out.attribute("timezone", from.timezone);
            break;
        case ClockOffset::absolute:
            out.attribute("start", std::to_string(from.start_s));
            break;
    }
}

constexpr auto nothing(xml::Node, Clock&) {}
constexpr auto nothing(xml::Writer&, const Clock&) {}

// `offset` reads and writes for the others, which mean something different under each.

bool is_adjustment(std::string_view text) {
    return text == "reset" || xml::pattern::integer.fits(text);
}
constexpr xml::Pattern adjustment{is_adjustment, "number of seconds"};

constexpr auto clock_rows = xml::rows<Clock>({
    xml::custom_attr<Clock, read_offset, write_offset>("offset").expected().one_of<ClockOffset>(),
    xml::custom_attr<Clock, nothing, nothing>("adjustment")
        .like(adjustment)
        .only(xml::when<"offset", "localtime", "utc", "variable">),
    xml::custom_attr<Clock, nothing, nothing>("basis").one_of<ClockBasis>().only(
        xml::when<"offset", "variable">),
    xml::custom_attr<Clock, nothing, nothing>("timezone")
        .like(xml::pattern::letters_and<"_.+-/">)
        .only(xml::when<"offset", "timezone">),
    xml::custom_attr<Clock, nothing, nothing>("start")
        .like(xml::pattern::integer)
        .only(xml::when<"offset", "absolute">)
        .expected(),
    xml::list<&Clock::timers, timer_xml>(),
});

void refuse(const Timer& timer, const char* part) {
    fail(Errc::config_unsupported, "timer {} doesn't support setting of timer {}",
         xml::to_word(timer.name), part);
}

// In the order of libvirt.
void validate(const Timer& timer) {
    using enum TimerName;
    const bool is_paravirtual = timer.name == kvmclock || timer.name == hypervclock;
    if (timer.tick_policy && is_paravirtual) refuse(timer, "tickpolicy");
    if (timer.catchup != Catchup{} && timer.tick_policy != TickPolicy::catchup) {
        fail(Errc::xml_error,
             "setting of timer catchup policies is only supported with tickpolicy='catchup'");
    }
    if (timer.frequency_hz != 0 && timer.name != tsc) refuse(timer, "frequency");
    if (timer.mode && timer.name != tsc) refuse(timer, "mode");
    if (timer.track && timer.name != platform && timer.name != rtc) refuse(timer, "track");
}

}  // namespace

constinit const xml::Element<Clock> clock_xml{"clock", clock_rows};

void validate(const Clock& clock) {
    for (const Timer& timer : clock.timers)
        validate(timer);
}

}  // namespace virtd::conf
