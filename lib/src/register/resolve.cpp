// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "register/impl.hpp"

namespace scamdesk::records {
namespace {

using form::Form;
using ledger::Statement;

constexpr std::size_t most_shown = 8;
constexpr std::size_t least_digits = 4;  ///< of an id, to stand for it

struct Match { std::int64_t no = 0; std::string shown; };

/// Every owner there is, by a seek for each in the index that begins with the owner.
std::vector<std::string> owners_of(ledger::Database& db, const std::string& table) {
  std::vector<std::string> owners;
  Statement next(db, fmt::format("SELECT min(_owner) FROM {} WHERE _owner > ?", sql_name(table)));
  for (std::string owner; next.bind(owner).step() && !next.is_null(0);) {
    owner = next.text(0);
    owners.push_back(owner);
  }
  return owners;
}

/// Records whose short number begins so.
std::vector<Match> by_number(ledger::Database& db, const std::string& table, const std::string& prefix) {
  std::vector<Match> matches;
  if (prefix.empty()) { return matches; }
  Statement rows(db, fmt::format("SELECT _no, _number FROM {} WHERE _owner = ? AND _number >= ? AND _number < ? LIMIT {}",
                                 sql_name(table), most_shown + 1));
  for (const auto& owner : owners_of(db, table)) {
    rows.bind(owner, prefix, prefix + '\x7f');
    while (rows.step()) { matches.push_back({rows.integer(0), std::string(rows.text(1))}); }
  }
  return matches;
}

/// Hexadecimal digits alone, upper-case as SQLite's hex() gives them; empty when it is no beginning of an id.
std::string hex_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c == '-') { continue; }
    const bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    if (!digit) { return {}; }
    digits += c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return digits.size() >= least_digits && digits.size() <= 32 ? digits : std::string();
}

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return result;
}

std::vector<Match> by_id_prefix(ledger::Database& db, const std::string& table, const std::string& digits) {
  std::vector<Match> matches;
  Statement rows(db, fmt::format("SELECT _no, coalesce(_number, lower(hex(_id))) FROM {} WHERE substr(hex(_id), 1, ?) = ? LIMIT {}",
                                 sql_name(table), most_shown + 1));
  rows.bind(static_cast<std::int64_t>(digits.size()), digits);
  while (rows.step()) { matches.push_back({rows.integer(0), std::string(rows.text(1))}); }
  return matches;
}

Result<std::int64_t> the_only(std::vector<Match> matches, const std::string& typed, const Form& form) {
  const auto exact = [&](const Match& match) { return match.shown == typed; };
  if (std::count_if(matches.begin(), matches.end(), exact) > 0) { std::erase_if(matches, std::not_fn(exact)); }
  if (matches.size() == 1) { return matches.front().no; }
  if (matches.empty()) {
    return fail(Errc::not_found, message("{0}: no such record in the register {1}", typed, form.name.value()),
                message("'scamdesk {0} list' shows the records", form.name.value()));
  }
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < std::min(matches.size(), most_shown); ++i) { shown.push_back(matches[i].shown); }
  return fail(Errc::bad_input, message("{0}: several records match: {1}", typed, base::join(shown, ", ") + (matches.size() > most_shown ? ", …" : "")),
              message("write more of the number, or the full id"));
}

}  // namespace

std::optional<std::int64_t> Registers::Impl::by_id(const Form& form, const Uuid& id) {
  const auto table = table_name(form, {}, Holds::current);
  if (form.kind == form::Kind::survey) {
    Statement row(db(), fmt::format("SELECT _no FROM {} WHERE _id = ?", sql_name(table)));
    if (row.bind(ledger::BlobView{{reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()}}).step()) { return row.integer(0); }
    return std::nullopt;
  }
  for (const auto& owner : owners_of(db(), table)) {
    if (const auto no = ledger.record_no({Owner(owner), form.name, id})) { return no; }
  }
  return std::nullopt;
}

Result<std::int64_t> Registers::resolve(const Form& form, std::string_view text) const {
  const auto typed = std::string(base::trim(text));
  if (m_impl->tables_of(form.name.value()) == nullptr) { return the_only({}, typed, form); }
  if (const auto id = parse_uuid(typed)) {
    if (const auto no = m_impl->by_id(form, *id)) { return *no; }
    return the_only({}, typed, form);
  }
  const auto table = table_name(form, {}, Holds::current);
  auto matches = by_number(m_impl->db(), table, upper(typed));
  const auto digits = hex_of(typed);
  if (matches.empty() && !digits.empty()) { return the_only(by_id_prefix(m_impl->db(), table, digits), typed, form); }
  return the_only(std::move(matches), upper(typed), form);
}

}  // namespace scamdesk::records
