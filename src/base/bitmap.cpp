// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/bitmap.hpp"

#include <algorithm>
#include <bit>
#include <charconv>

namespace virtd {

namespace {

constexpr std::size_t bits = 64;

constexpr std::uint64_t mask(std::size_t number) {
    return std::uint64_t{1} << (number % bits);
}

class Reader {
public:
    Reader(std::string_view text, std::size_t limit) : text_(text), limit_(limit) {}

    std::optional<Bitmap> read() {
        do {
            if (!item()) return std::nullopt;
        } while (skip(','));
        blanks();
        return text_.empty() ? std::optional(std::move(set_)) : std::nullopt;
    }

private:
    void blanks() {
        while (!text_.empty() &&
               (text_.front() == ' ' || (text_.front() >= '\t' && text_.front() <= '\r')))
            text_.remove_prefix(1);
    }

    bool skip(char c) {
        blanks();
        if (!text_.starts_with(c)) return false;
        text_.remove_prefix(1);
        return true;
    }

    std::optional<std::size_t> number() {
        blanks();
        std::size_t value = 0;
        const auto [stop, error] =
            std::from_chars(text_.data(), text_.data() + text_.size(), value);
        if (error != std::errc{} || value >= limit_) return std::nullopt;
        text_.remove_prefix(static_cast<std::size_t>(stop - text_.data()));
        return value;
    }

    bool item() {
        const bool without = skip('^');
        const auto first = number();
        if (!first) return false;
        if (without) {
            set_.erase(*first);
            return true;
        }
        if (!skip('-')) {
            set_.insert(*first);
            return true;
        }
        const auto last = number();
        if (!last || *last < *first) return false;
        set_.insert_range(*first, *last);
        return true;
    }

    std::string_view text_;
    std::size_t limit_;
    Bitmap set_;
};

}  // namespace

std::size_t Bitmap::count() const {
    std::size_t total = 0;
    for (const std::uint64_t word : words_)
        total += static_cast<std::size_t>(std::popcount(word));
    return total;
}

bool Bitmap::contains(std::size_t number) const {
    return number / bits < words_.size() && (words_[number / bits] & mask(number)) != 0;
}

void Bitmap::insert(std::size_t number) {
    if (number / bits >= words_.size()) words_.resize(number / bits + 1);
    words_[number / bits] |= mask(number);
}

void Bitmap::insert_range(std::size_t first, std::size_t last) {
    for (std::size_t number = first; number <= last; ++number)
        insert(number);
}

void Bitmap::erase(std::size_t number) {
    if (!contains(number)) return;
    words_[number / bits] &= ~mask(number);
    trim();
}

bool Bitmap::overlaps(const Bitmap& other) const {
    for (std::size_t i = 0; i < std::min(words_.size(), other.words_.size()); ++i) {
        if ((words_[i] & other.words_[i]) != 0) return true;
    }
    return false;
}

bool Bitmap::includes(const Bitmap& other) const {
    if (other.words_.size() > words_.size()) return false;
    for (std::size_t i = 0; i < other.words_.size(); ++i) {
        if ((other.words_[i] & ~words_[i]) != 0) return false;
    }
    return true;
}

void Bitmap::merge(const Bitmap& other) {
    if (other.words_.size() > words_.size()) words_.resize(other.words_.size());
    for (std::size_t i = 0; i < other.words_.size(); ++i)
        words_[i] |= other.words_[i];
}

std::optional<std::size_t> Bitmap::next(std::size_t from) const {
    for (std::size_t i = from / bits; i < words_.size(); ++i) {
        const std::uint64_t word = i == from / bits ? words_[i] & ~(mask(from) - 1) : words_[i];
        if (word != 0) return i * bits + static_cast<std::size_t>(std::countr_zero(word));
    }
    return std::nullopt;
}

std::optional<std::size_t> Bitmap::last() const {
    if (words_.empty()) return std::nullopt;
    return words_.size() * bits - 1 - static_cast<std::size_t>(std::countl_zero(words_.back()));
}

void Bitmap::trim() {
    while (!words_.empty() && words_.back() == 0)
        words_.pop_back();
}

std::optional<Bitmap> parse_bitmap(std::string_view text, std::size_t limit) {
    return Reader(text, limit).read();
}

std::string to_string(const Bitmap& bitmap) {
    std::string out;
    for (auto first = bitmap.next(); first;) {
        std::size_t last = *first;
        while (bitmap.contains(last + 1))
            ++last;
        if (!out.empty()) out += ',';
        out += std::to_string(*first);
        if (last != *first) out += '-' + std::to_string(last);
        first = bitmap.next(last + 1);
    }
    return out;
}

Bitmap bitmap_of_bytes(std::span<const std::uint8_t> bytes) {
    Bitmap bitmap;
    for (std::size_t number = 0; number < bytes.size() * 8; ++number) {
        if ((bytes[number / 8] >> (number % 8) & 1) != 0) bitmap.insert(number);
    }
    return bitmap;
}

std::vector<std::uint8_t> to_bytes(const Bitmap& bitmap, std::size_t size) {
    std::vector<std::uint8_t> bytes(size);
    for (auto number = bitmap.next(); number && *number / 8 < size;
         number = bitmap.next(*number + 1))
        bytes[*number / 8] = static_cast<std::uint8_t>(bytes[*number / 8] | 1U << (*number % 8));
    return bytes;
}

}  // namespace virtd
