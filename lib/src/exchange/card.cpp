// SPDX-License-Identifier: Apache-2.0
#include "exchange/card.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/codec.hpp"

namespace scamdesk::exchange {
namespace {

constexpr std::string_view first_schema = "scamdesk.card/1";  // without a sealing key
constexpr std::string_view schema = "scamdesk.card/2";

std::string_view schema_of(const Card& card) { return card.sealing.is_zero() ? first_schema : schema; }

std::string signed_bytes(const Card& card) {
  base::Writer writer;
  writer.text(schema_of(card)).text(card.mission.value()).byte(static_cast<std::uint8_t>(card.role));
  writer.byte(card.exercise ? 1 : 0).fixed(card.key.value().bytes);
  if (!card.sealing.is_zero()) {
    writer.fixed(card.sealing.bytes).integer(static_cast<std::uint64_t>(card.made.time_since_epoch().count()));
  }
  return std::move(writer).bytes();
}

std::string text_of(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string_view to_word(ledger::Role role) { return role == ledger::Role::headquarters ? "headquarters" : "mission"; }

}  // namespace

// A signature is written as the two halves that fit a hash.
std::string to_hex(const base::Signature& signature) {
  Hash first, second;
  std::copy_n(signature.begin(), 32, first.bytes.begin());
  std::copy_n(signature.begin() + 32, 32, second.bytes.begin());
  return to_string(first) + to_string(second);
}

std::optional<base::Signature> parse_signature(std::string_view text) {
  if (text.size() != 128) { return std::nullopt; }
  const auto first = parse_hash(text.substr(0, 64));
  const auto second = parse_hash(text.substr(64));
  if (!first || !second) { return std::nullopt; }
  base::Signature signature{};
  std::copy(first->bytes.begin(), first->bytes.end(), signature.begin());
  std::copy(second->bytes.begin(), second->bytes.end(), signature.begin() + 32);
  return signature;
}

Card make_card(const ledger::Identity& identity, const Signer& sign, Instant made) {
  Card card{identity.key, identity.mission, identity.role, identity.exercise, {}, identity.sealing, {}};
  if (!card.sealing.is_zero()) { card.made = made; }
  card.signature = sign(signed_bytes(card));
  return card;
}

Card own_card(const ledger::Ledger& ledger) {
  const auto& self = ledger.identity();
  if (const auto kept = ledger.card(self.key); kept && kept->sealing == self.sealing) {
    return {self.key, self.mission, self.role, self.exercise, kept->signature, kept->sealing, kept->made};
  }
  return make_card(self, [&](std::string_view bytes) { return ledger.sign(bytes); });
}

ledger::KnownCard to_known(const Card& card) { return {card.key, card.sealing, card.made, card.signature}; }

bool is_sound(const Card& card) { return base::verify(card.key, signed_bytes(card), card.signature); }

std::string to_json(const Card& card) {
  nlohmann::ordered_json json{{"schema", schema_of(card)},
                              {"mission", card.mission.value()},
                              {"role", to_word(card.role)},
                              {"exercise", card.exercise},
                              {"key", to_string(card.key.value())},
                              {"fingerprint", fingerprint(card.key.value())}};
  if (!card.sealing.is_zero()) {
    json["sealing_key"] = to_string(card.sealing);
    json["made"] = to_string(card.made);
  }
  json["signature"] = to_hex(card.signature);
  return json.dump(2) + "\n";
}

Result<Card> parse_card(std::string_view text, const std::string& file) {
  const auto refuse = [&](Message problem) -> Result<Card> {
    return fail(Errc::bad_input, std::move(problem), message("pass a file made by 'scamdesk desk card -o FILE'"),
                SourcePlace{file});
  };
  const auto json = nlohmann::json::parse(text, nullptr, false);
  const auto kind = text_of(json, "schema");
  if (!json.is_object() || (kind != schema && kind != first_schema)) { return refuse(message("this is not a desk's card")); }
  const auto role = text_of(json, "role");
  const auto key = parse_hash(text_of(json, "key"));
  const auto signature = parse_signature(text_of(json, "signature"));
  const auto exercise = json.find("exercise");
  const bool complete = key && signature && (role == "mission" || role == "headquarters") &&
                        is_mission_code(text_of(json, "mission")) && exercise != json.end() && exercise->is_boolean();
  const auto sealing = parse_hash(text_of(json, "sealing_key"));
  const auto made = parse_instant(text_of(json, "made"));
  const bool sealable = kind == first_schema || (sealing && !sealing->is_zero() && made && made->time_since_epoch().count() >= 0);
  if (!complete || !sealable) { return refuse(message("the card is not complete")); }
  Card card{DeskKey(*key), MissionCode(text_of(json, "mission")),
            role == "mission" ? ledger::Role::mission : ledger::Role::headquarters, exercise->get<bool>(), *signature};
  if (kind == schema) {
    card.sealing = *sealing;
    card.made = *made;
  }
  if (!is_sound(card)) { return refuse(message("the card was changed after it was signed")); }
  return card;
}

bool is_mission_code(std::string_view code) {
  return !code.empty() && code.size() <= 16 && std::ranges::all_of(code, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace scamdesk::exchange
