// SPDX-License-Identifier: LGPL-2.1-or-later
#include "drivers/test/volume_streams.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/error.hpp"

namespace virtd::test {

namespace {

constexpr Fail fail{Origin::streams};

// All test volumes live in the memory of the daemon, so one cannot have very much of it.
constexpr std::uint64_t max_stored = 64UL * 1024 * 1024;

/// Where in the volume a stream is, and where it has to end.
struct Position {
    std::uint64_t at = 0;
    std::uint64_t end = 0;

    std::uint64_t left() const { return end - at; }
};

Position position_in(const TestVolume& volume, const VolumeRange& range) {
    constexpr Fail fail_storage{Origin::storage};
    const std::uint64_t capacity = volume.capacity();
    if (range.offset > capacity || range.length > capacity - range.offset) {
        fail_storage(Errc::invalid_arg, "offset {} and length {} exceed the volume's {} bytes",
                     range.offset, range.length, capacity);
    }
    const std::uint64_t length = range.length == 0 ? capacity - range.offset : range.length;
    return {range.offset, range.offset + length};
}

class Upload final : public driver::Stream {
public:
    Upload(std::shared_ptr<TestVolume> volume, Position position)
        : volume_(std::move(volume)), position_(position) {}

    Task<driver::StreamPart> read(std::size_t) override {
        fail(Errc::operation_invalid, "stream is not open for reading");
    }

    Task<void> write(std::string bytes) override {
        require_room(bytes.size());
        if (volume_->data.stored() + bytes.size() > max_stored) {
            fail.system(ENOSPC, "cannot keep more than {} bytes of a volume in memory", max_stored);
        }
        volume_->data.write(position_.at, bytes);
        position_.at += bytes.size();
        co_return;
    }

    Task<void> write_hole(driver::StreamHole hole) override {
        const auto length = static_cast<std::uint64_t>(std::max<std::int64_t>(hole.length, 0));
        require_room(length);
        volume_->data.erase(position_.at, length);
        position_.at += length;
        co_return;
    }

    Task<void> finish() override { co_return; }
    void abort() noexcept override {}

private:
    void require_room(std::uint64_t bytes) const {
        if (bytes > position_.left()) fail.system(ENOSPC, "cannot write to stream");
    }

    std::shared_ptr<TestVolume> volume_;
    Position position_;
};

class Download final : public driver::Stream {
public:
    Download(std::shared_ptr<TestVolume> volume, Position position, bool sparse)
        : volume_(std::move(volume)), position_(position), sparse_(sparse) {}

    Task<driver::StreamPart> read(std::size_t limit) override {
        driver::StreamPart part = next(limit);
        co_return part;
    }

    Task<void> write(std::string) override {
        fail(Errc::operation_invalid, "stream is not open for writing");
    }
    Task<void> write_hole(driver::StreamHole) override {
        fail(Errc::operation_invalid, "stream is not open for writing");
    }
    Task<void> finish() override { co_return; }
    void abort() noexcept override {}

private:
    driver::StreamPart next(std::size_t limit) {
        if (position_.left() == 0) return driver::StreamEnd{};
        std::uint64_t length = std::min<std::uint64_t>(limit, position_.left());
        if (sparse_) {
            const std::uint64_t data = std::min(
                volume_->data.next_data(position_.at).value_or(position_.end), position_.end);
            if (data > position_.at) {
                const std::uint64_t hole = data - position_.at;
                position_.at = data;
                return driver::StreamHole{static_cast<std::int64_t>(hole)};
            }
            length = std::min(length, volume_->data.next_hole(position_.at) - position_.at);
        }
        std::string bytes = volume_->data.read(position_.at, length);
        position_.at += length;
        return bytes;
    }

    std::shared_ptr<TestVolume> volume_;
    Position position_;
    bool sparse_;
};

}  // namespace

std::unique_ptr<driver::Stream> upload_to(std::shared_ptr<TestVolume> volume, VolumeRange range) {
    const Position position = position_in(*volume, range);
    return std::make_unique<Upload>(std::move(volume), position);
}

std::unique_ptr<driver::Stream> download_from(std::shared_ptr<TestVolume> volume,
                                              VolumeRange range) {
    const Position position = position_in(*volume, range);
    return std::make_unique<Download>(std::move(volume), position, range.sparse);
}

}  // namespace virtd::test
