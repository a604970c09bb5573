// A driver for tests of the server: it answers at once, or when the test says so.
// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <coroutine>
#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "driver/registry.hpp"

namespace virtd::rpc {

/// What the tests hold and the fake driver waits at.
class Gate {
public:
    struct Wait {
        Gate& gate;
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> waiter) { gate.waiting_.push_back(waiter); }
        void await_resume() const noexcept {}
    };

    Wait pass() { return {*this}; }
    std::size_t waiting() const { return waiting_.size(); }
    /// Lets the last that came go on.
    void release_last() {
        const auto waiter = waiting_.back();
        waiting_.pop_back();
        waiter.resume();
    }

private:
    std::vector<std::coroutine_handle<>> waiting_;
};

/// What happened to the driver's end of a stream, and what it has to give.
struct FakeStreamState {
    std::deque<driver::StreamPart> parts;  // then the end, unless `endless`
    bool endless = false;                  // waits at `more` when there are no parts
    bool write_waits = false;
    std::string write_error;
    Gate more;
    Gate writing;
    std::string written;
    std::int64_t holes = 0;
    bool finished = false;
    bool aborted = false;
};

class FakeStream : public driver::Stream {
public:
    explicit FakeStream(std::shared_ptr<FakeStreamState> state) : state_(std::move(state)) {}

    Task<driver::StreamPart> read(std::size_t /*limit*/) override {
        if (state_->parts.empty() && state_->endless) {
            auto wait = state_->more.pass();
            co_await wait;
        }
        if (state_->parts.empty()) co_return driver::StreamEnd();
        driver::StreamPart part = std::move(state_->parts.front());
        state_->parts.pop_front();
        co_return part;
    }
    Task<void> write(std::string bytes) override {
        if (state_->write_waits) {
            auto wait = state_->writing.pass();
            co_await wait;
        }
        if (!state_->write_error.empty()) {
            throw Error(Origin::streams, Errc::operation_failed, state_->write_error);
        }
        state_->written += bytes;
    }
    Task<void> write_hole(driver::StreamHole hole) override {
        state_->holes += hole.length;
        co_return;
    }
    Task<void> finish() override {
        state_->finished = true;
        co_return;
    }
    void abort() noexcept override {
        state_->aborted = true;
        while (state_->more.waiting() > 0)
            state_->more.release_last();
        while (state_->writing.waiting() > 0)
            state_->writing.release_last();
    }

private:
    std::shared_ptr<FakeStreamState> state_;
};

/// What all connections to the fake driver share.
struct FakeHost {
    driver::EventHub events;
    Gate gate;
    std::shared_ptr<FakeStreamState> stream = std::make_shared<FakeStreamState>();
    std::size_t domains = 1;
    int open_connections = 0;
    int created = 0;
    std::chrono::milliseconds creating{0};  // for so long nothing else happens
    driver::Descriptors descriptors;
};

class FakeHypervisor : public driver::Hypervisor {
public:
    explicit FakeHypervisor(FakeHost& host) : host_(host) { ++host_.open_connections; }
    ~FakeHypervisor() override { --host_.open_connections; }

    driver::EventHub* events() override { return &host_.events; }

    Task<driver::ConnectGetTypeRet> connect_get_type() override {
        driver::ConnectGetTypeRet answer{.type = "Fake"};
        co_return answer;
    }
    /// Answers when the gate lets it.
    Task<driver::ConnectGetHostnameRet> connect_get_hostname() override {
        auto wait = host_.gate.pass();
        co_await wait;
        driver::ConnectGetHostnameRet answer{.hostname = "fake"};
        co_return answer;
    }
    Task<driver::ConnectSupportsFeatureRet> connect_supports_feature(
        driver::ConnectSupportsFeatureArgs args) override {
        driver::ConnectSupportsFeatureRet answer{.supported = args.feature == 16 ? 1 : 0};
        co_return answer;
    }
    Task<driver::ConnectListAllDomainsRet> connect_list_all_domains(
        driver::ConnectListAllDomainsArgs /*args*/) override {
        driver::ConnectListAllDomainsRet answer;
        for (std::size_t i = 0; i < host_.domains; ++i) {
            answer.domains.push_back({.name = "domain-" + std::to_string(i), .uuid = {}, .id = 1});
        }
        answer.ret = static_cast<std::uint32_t>(answer.domains.size());
        co_return answer;
    }
    Task<driver::DomainGetXmlDescRet> domain_get_xml_desc(driver::DomainGetXmlDescArgs) override {
        driver::DomainGetXmlDescRet answer{.xml = "<domain/>"};
        co_return answer;
    }
    Task<void> domain_create(driver::DomainCreateArgs /*args*/) override {
        ++host_.created;
        std::this_thread::sleep_for(host_.creating);
        co_return;
    }
    Task<driver::DomainLookupByNameRet> domain_lookup_by_name(
        driver::DomainLookupByNameArgs args) override {
        throw Error(Origin::test, Errc::no_domain, "no domain with matching name '" + args.name + "'");
    }
    Task<std::unique_ptr<driver::Stream>> domain_open_console(
        driver::DomainOpenConsoleArgs /*args*/) override {
        std::unique_ptr<driver::Stream> stream = std::make_unique<FakeStream>(host_.stream);
        co_return stream;
    }
    Task<void> domain_open_graphics(driver::DomainOpenGraphicsArgs /*args*/,
                                    driver::Descriptors descriptors) override {
        host_.descriptors = std::move(descriptors);
        co_return;
    }
    Task<driver::Descriptors> domain_open_graphics_fd(
        driver::DomainOpenGraphicsFdArgs /*args*/) override {
        co_return std::move(host_.descriptors);
    }

private:
    FakeHost& host_;
};

class FakeStorage : public driver::StorageDriver {
public:
    explicit FakeStorage(FakeHost& host) : host_(host) {}

    Task<std::unique_ptr<driver::Stream>> storage_vol_upload(
        driver::StorageVolUploadArgs /*args*/) override {
        std::unique_ptr<driver::Stream> stream = std::make_unique<FakeStream>(host_.stream);
        co_return stream;
    }
    Task<std::unique_ptr<driver::Stream>> storage_vol_download(
        driver::StorageVolDownloadArgs /*args*/) override {
        std::unique_ptr<driver::Stream> stream = std::make_unique<FakeStream>(host_.stream);
        co_return stream;
    }

private:
    FakeHost& host_;
};

class FakeOpener : public driver::Opener {
public:
    explicit FakeOpener(FakeHost& host) : host_(host) {}

    std::string_view scheme() const override { return "fake"; }
    Task<driver::Drivers> open(driver::OpenRequest /*request*/) override {
        driver::Drivers drivers;
        drivers.hypervisor = std::make_shared<FakeHypervisor>(host_);
        drivers.storage = std::make_shared<FakeStorage>(host_);
        co_return drivers;
    }

private:
    FakeHost& host_;
};

}  // namespace virtd::rpc
