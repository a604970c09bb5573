// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rpc/tls/transport.hpp"

#include <algorithm>

#include "base/glob.hpp"
#include "base/log.hpp"
#include "base/translate.hpp"
#include "rpc/tls/certificate.hpp"
#include "rpc/tls/tls_error.hpp"

namespace virtd::rpc {

namespace {

constexpr log::Source context_logger{"rpc.nettlscontext"};
constexpr log::Source client_logger{"rpc.netserverclient"};
constexpr Fail fail{Origin::rpc};

constexpr std::size_t record_size = 16 * 1024;  // at most, of bytes inside
constexpr int interruptions_at_once = 4;

bool later(ssize_t status) {
    return status == GNUTLS_E_AGAIN || status == GNUTLS_E_INTERRUPTED;
}

void check_name(const TlsSettings& settings, const std::string& name) {
    if (!settings.allowed_names) return;
    const bool allowed = std::ranges::any_of(
        *settings.allowed_names,
        [&name](const std::string& pattern) { return glob_match(pattern, name); });
    if (allowed) return;
    throw_tls_error(translated(
        "Client's Distinguished Name is not on the list of allowed clients (tls_allowed_dn_list).  "
        "Use 'virt-pki-query-dn clientcert.pem' to view the Distinguished Name field in the "
        "client certificate, or run this daemon with --verbose option."));
}

void check_chain(gnutls_session_t session) {
    unsigned status = 0;
    const int result = gnutls_certificate_verify_peers2(session, &status);
    if (result < 0) {
        throw_tls_error(translated("Unable to verify TLS peer: {}", gnutls_strerror(result)));
    }
    if (status != 0) {
        throw_tls_error(
            translated("Certificate failed validation: {}", translate(refusal(status))));
    }
    if (gnutls_certificate_type_get(session) != GNUTLS_CRT_X509) {
        throw_tls_error(translated("Only x509 certificates are supported"));
    }
}

/// The one the client showed for itself, if it did.
std::optional<Certificates> peer_certificate(gnutls_session_t session) {
    unsigned count = 0;
    const gnutls_datum_t* const chain = gnutls_certificate_get_peers(session, &count);
    if (chain == nullptr || count == 0) return std::nullopt;
    return Certificates::from_der(chain[0]);
}

}  // namespace

TlsTransport::TlsTransport(UniqueFd socket, std::shared_ptr<const TlsContext> context)
    : socket_(std::move(socket)),
      context_(std::move(context)),
      credentials_(context_->credentials()) {}

TlsTransport::~TlsTransport() {
    if (session_ != nullptr && step_ > Step::handshake) {
        gnutls_bye(session_.get(), GNUTLS_SHUT_WR);  // as far as the socket takes it
    }
}

void TlsTransport::begin() {
    gnutls_session_t session = nullptr;
    const int status = gnutls_init(&session, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
    if (status != 0) {
        throw_tls_error(
            translated("Failed to initialize TLS session: {}", gnutls_strerror(status)));
    }
    session_ = Session(session);
    const std::string& priority = context_->settings().priority;
    const int accepted = gnutls_priority_set_direct(session, priority.c_str(), nullptr);
    if (accepted != 0) {
        throw_tls_error(translated("Failed to set TLS session priority to {}: {}", priority,
                                   gnutls_strerror(accepted)));
    }
    gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials_->get());
    // who shows none is turned away after the handshake, with a record of why
    gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUEST);
    gnutls_transport_set_int2(session, socket_.get(), socket_.get());
}

Transport::SetUp TlsTransport::set_up() {
    try {
        if (step_ == Step::begin) {
            begin();
            step_ = Step::handshake;
        }
        if (step_ == Step::handshake) {
            const SetUp shaken = shake_hands();
            if (shaken != SetUp::done) return shaken;
            check_peer();
            step_ = Step::confirm;
        }
        return confirm();
    } catch (const Error& error) {
        log::report(error);
        return SetUp::failed;
    }
}

Transport::SetUp TlsTransport::shake_hands() {
    int status = gnutls_handshake(session_.get());
    // what is neither progress nor the end, as a warning of the client
    for (int i = 0; i < interruptions_at_once && !later(status) &&
                    gnutls_error_is_fatal(status) == 0 && status != 0;
         ++i)
        status = gnutls_handshake(session_.get());
    if (status == GNUTLS_E_SUCCESS) return SetUp::done;
    if (later(status)) return what_it_waits_for();
    // whoever hangs up in the middle is no failure of ours
    if (status == GNUTLS_E_PREMATURE_TERMINATION) return SetUp::failed;
    fail(Errc::auth_failed, "TLS handshake failed {}", gnutls_strerror(status));
}

Transport::SetUp TlsTransport::what_it_waits_for() const {
    return gnutls_record_get_direction(session_.get()) == 1 ? SetUp::wants_write
                                                            : SetUp::wants_read;
}

void TlsTransport::check_peer() {
    const TlsSettings& settings = context_->settings();
    try {
        check_chain(session_.get());
        const auto certificate = peer_certificate(session_.get());
        if (!certificate) throw_tls_error(translated("The certificate has no peers"));
        // a name that nobody vouches for is none
        peer_name_ = distinguished_name(certificate->all().front());
        context_logger.info("client certificate {}", *peer_name_);
        const NamedCertificate client{certificate->all().front(), "[session]",
                                      CertificateRole::client};
        check_time(client);
        check_name(settings, *peer_name_);
        check_purpose(client);
    } catch (const Error& error) {
        log::report(error);
        client_logger.warning("Certificate check failed {}", error.message());
        if (settings.verify_clients) fail(Errc::auth_failed, "Failed to verify peer's certificate");
        client_logger.info("Ignoring bad certificate at user request");
    }
}

// The byte that tells the client that it is let in.
Transport::SetUp TlsTransport::confirm() {
    const ssize_t sent = send("\1");
    if (sent == 1) {
        step_ = Step::done;
        return SetUp::done;
    }
    return later(sent) ? SetUp::wants_write : SetUp::failed;
}

ssize_t TlsTransport::send(std::string_view block) {
    // one that did not fit must be offered again before any other
    const ssize_t sent = record_waits_ ? gnutls_record_send(session_.get(), nullptr, 0)
                                       : gnutls_record_send(session_.get(), block.data(),
                                                            std::min(block.size(), record_size));
    record_waits_ = later(sent);
    return sent;
}

// One record: the space is larger than any, so nothing ever waits inside the session, where no
// readiness would tell of it.
Moved TlsTransport::read(std::span<char> into) {
    const ssize_t size = gnutls_record_recv(session_.get(), into.data(), into.size());
    if (later(size)) return {.state = Moved::State::blocked};
    if (size <= 0) return {.state = Moved::State::closed};
    return {.state = Moved::State::some, .bytes = static_cast<std::size_t>(size)};
}

Moved TlsTransport::write(std::span<const std::string_view> blocks) {
    std::size_t count = 0;
    for (std::string_view block : blocks) {
        while (!block.empty()) {
            const ssize_t size = send(block);
            if (later(size)) {
                if (count > 0) return {.state = Moved::State::some, .bytes = count};
                return {.state = Moved::State::blocked};
            }
            if (size <= 0) return {.state = Moved::State::closed};
            count += static_cast<std::size_t>(size);
            block.remove_prefix(static_cast<std::size_t>(size));
        }
    }
    return {.state = Moved::State::some, .bytes = count};
}

// No caller gets this far: descriptors are refused to clients from outside.
Moved TlsTransport::write_descriptor(int /*descriptor*/) {
    return {.state = Moved::State::closed};
}

Identity TlsTransport::peer() const {
    return {.x509_name = peer_name_};
}

unsigned TlsTransport::strength() const {
    const gnutls_cipher_algorithm_t cipher = gnutls_cipher_get(session_.get());
    return static_cast<unsigned>(gnutls_cipher_get_key_size(cipher)) * 8;
}

}  // namespace virtd::rpc
