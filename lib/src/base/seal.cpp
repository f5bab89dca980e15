// SPDX-License-Identifier: Apache-2.0
#include "base/seal.hpp"

#include <algorithm>
#include <sodium.h>

namespace scamdesk {

void wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

void wipe(std::string& text) {
  text.resize(text.capacity());  // what a longer text left behind goes too
  sodium_memzero(text.data(), text.size());
  text.clear();
}

}  // namespace scamdesk

namespace scamdesk::base {
namespace {

constexpr std::size_t message_size = 65536;
constexpr std::size_t message_extra = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t stream_header = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

/// libsodium takes the processor's fast instructions once it was started; without, all works and slowly.
void choose_implementation() { [[maybe_unused]] const int started = sodium_init(); }

/// The state of a stream, wiped when it goes.
struct Stream {
  crypto_secretstream_xchacha20poly1305_state state;
  Stream(const StreamKey& key, const unsigned char* header) {
    choose_implementation();
    // Both ends begin with the same state; beginning as a reader does lets the header come from `random`, so that an
    // exercise makes the same bytes twice. libsodium's own init_push differs only in drawing the header itself.
    crypto_secretstream_xchacha20poly1305_init_pull(&state, header, key.data());
  }
  Stream(Stream&&) = delete;
  ~Stream() { sodium_memzero(&state, sizeof state); }
};

std::array<unsigned char, crypto_box_NONCEBYTES> seal_nonce(const unsigned char* once, const Hash& recipient) {
  std::array<unsigned char, crypto_box_NONCEBYTES> nonce{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, nonce.size());
  crypto_generichash_update(&state, once, crypto_box_PUBLICKEYBYTES);
  crypto_generichash_update(&state, recipient.bytes.data(), recipient.bytes.size());
  crypto_generichash_final(&state, nonce.data(), nonce.size());
  return nonce;
}

}  // namespace

const LockCost usual_cost{10, std::uint64_t{64} << 20};
const LockCost least_cost{crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN};

SealingKey make_sealing_key(Random& random) {
  SecretBytes<crypto_box_SEEDBYTES> seed;
  random.fill(seed.bytes());
  SealingKey key;
  crypto_box_seed_keypair(key.name.bytes.data(), key.secret.data(), seed.data());
  return key;
}

StreamKey make_stream_key(Random& random) {
  StreamKey key;
  random.fill(key.bytes());
  return key;
}

// crypto_box_seal itself, but for where its passing key pair comes from: crypto_box_seal_open opens it.
SealedKey seal_key(const StreamKey& key, const Hash& recipient, Random& random) {
  static_assert(std::tuple_size_v<SealedKey> == crypto_box_SEALBYTES + StreamKey::size());
  const auto once = make_sealing_key(random);
  SealedKey sealed{};
  std::ranges::copy(once.name.bytes, sealed.begin());
  const auto nonce = seal_nonce(once.name.bytes.data(), recipient);
  const auto status = crypto_box_easy(sealed.data() + crypto_box_PUBLICKEYBYTES, key.data(), StreamKey::size(), nonce.data(),
                                      recipient.bytes.data(), once.secret.data());
  // A recipient that is no point of the curve gets a box that nobody opens.
  if (status != 0) { sealed.fill(0); }
  return sealed;
}

std::optional<StreamKey> open_key(const SealedKey& sealed, const SealingKey& recipient) {
  StreamKey key;
  const auto status = crypto_box_seal_open(key.data(), sealed.data(), sealed.size(), recipient.name.bytes.data(),
                                           recipient.secret.data());
  if (status != 0) { return std::nullopt; }
  return key;
}

std::uint64_t sealed_size(std::uint64_t size) {
  const auto messages = std::max<std::uint64_t>(1, size / message_size + (size % message_size == 0 ? 0 : 1));
  return stream_header + size + messages * message_extra;
}

std::string seal_stream(const StreamKey& key, std::string_view bytes, std::string_view bound, Random& random) {
  std::array<std::uint8_t, stream_header> header{};
  random.fill(header);
  Stream stream(key, header.data());
  std::string sealed;
  sealed.resize(static_cast<std::size_t>(sealed_size(bytes.size())));
  auto* out = std::ranges::copy(header, bytes_of(sealed)).out;
  bool last = false;
  while (!last) {
    const auto piece = bytes.substr(0, message_size);
    bytes.remove_prefix(piece.size());
    last = bytes.empty();
    crypto_secretstream_xchacha20poly1305_push(&stream.state, out, nullptr, bytes_of(piece), piece.size(), bytes_of(bound),
                                               bound.size(),
                                               last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                    : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    out += piece.size() + message_extra;
  }
  return sealed;
}

std::optional<std::string> open_stream(const StreamKey& key, std::string_view sealed, std::string_view bound) {
  if (sealed.size() < stream_header + message_extra) { return std::nullopt; }
  Stream stream(key, bytes_of(sealed));
  sealed.remove_prefix(stream_header);
  std::string opened(sealed.size(), '\0');
  auto* out = bytes_of(opened);
  while (true) {
    const auto piece = sealed.substr(0, message_size + message_extra);
    sealed.remove_prefix(piece.size());
    unsigned char tag = 0;
    unsigned long long size = 0;
    const bool sound = piece.size() >= message_extra &&
                       crypto_secretstream_xchacha20poly1305_pull(&stream.state, out, &size, &tag, bytes_of(piece),
                                                                  piece.size(), bytes_of(bound), bound.size()) == 0;
    const bool final = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (!sound || final != sealed.empty() || (!final && tag != crypto_secretstream_xchacha20poly1305_TAG_MESSAGE)) {
      return std::nullopt;
    }
    out += size;
    if (final) { break; }
  }
  opened.resize(static_cast<std::size_t>(out - bytes_of(opened)));
  return opened;
}

LockTerms make_lock(LockCost cost, Random& random) {
  LockTerms terms{{}, cost};
  static_assert(sizeof terms.salt == crypto_pwhash_SALTBYTES);
  random.fill(terms.salt);
  return terms;
}

Result<LockKey> lock_key(const Secret& passphrase, const LockTerms& terms) {
  choose_implementation();
  LockKey key;
  const auto text = passphrase.text();
  const bool possible = terms.cost.memory <= crypto_pwhash_MEMLIMIT_SENSITIVE && terms.cost.operations <= 1000;
  if (!possible || crypto_pwhash(key.data(), LockKey::size(), text.data(), text.size(), terms.salt.data(),
                                 terms.cost.operations, static_cast<std::size_t>(terms.cost.memory),
                                 crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(Errc::config, message("the passphrase could not be worked out: {0} MiB of memory are needed for it", terms.cost.memory >> 20),
                message("close other programs and try again"));
  }
  return key;
}

std::string lock_secret(const LockKey& lock, std::span<const std::uint8_t> secret, std::string_view bound, Random& random) {
  std::array<std::uint8_t, nonce_size> nonce{};
  random.fill(nonce);
  std::string locked(nonce_size + secret.size() + tag_size, '\0');
  std::ranges::copy(nonce, bytes_of(locked));
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(locked) + nonce_size, nullptr, secret.data(), secret.size(), bytes_of(bound),
                                             bound.size(), nullptr, nonce.data(), lock.data());
  return locked;
}

bool unlock_secret(const LockKey& lock, std::string_view locked, std::string_view bound, std::span<std::uint8_t> secret) {
  if (locked.size() != nonce_size + secret.size() + tag_size) { return false; }
  return crypto_aead_xchacha20poly1305_ietf_decrypt(secret.data(), nullptr, nullptr, bytes_of(locked) + nonce_size,
                                                    secret.size() + tag_size, bytes_of(bound), bound.size(), bytes_of(locked),
                                                    lock.data()) == 0;
}

}  // namespace scamdesk::base
