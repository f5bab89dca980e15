// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "form/form.hpp"
#include "ledger/ledger.hpp"

namespace scamdesk::records {

/// The register in which forms travel.
inline const FormName definition_register{std::string("form-definition")};

/// The forms a desk knows: compiled once, kept in the desk under the hash of their definition, thawed when asked for.
///
/// Table `form_cache(hash, name, plural, file, standing, since, bytes)`: `standing` 2 stands in the templates now (in
/// `file`), 1 arrived in a package, 0 stood in the templates once; `since` milliseconds when it was made. Setting `forms`
/// is the fingerprint of the templates (names, sizes and times of change of forms/*.yaml and codes/*.csv) that the table
/// was made from.
class Catalog {
public:
  explicit Catalog(ledger::Ledger& ledger);

  /// Whether the table was made from just these templates: then `load` only reads.
  bool current(const std::string& fingerprint) const;
  /// Whether the templates are not those that the table was made from: then `load` writes, and needs a transaction.
  bool stale(const std::string& fingerprint) const;
  /// Reads the table; where the templates changed or are faulty, reads them, and compiles and keeps what is new.
  /// Errors: config when there is no form at all to be had.
  Status load(const std::string& templates, const std::string& fingerprint);
  /// Takes in definitions that arrived: rows of the register `form-definition`.
  void arrived(std::span<const std::int64_t> records);
  form::FormPtr find(std::string_view name_or_plural);
  form::FormPtr pinned(const Hash& hash);
  /// All that bear this name, the newest first.
  std::vector<form::FormPtr> versions(std::string_view name);
  std::vector<std::string> names() const;

  /// Names whose definition changed since this was last asked.
  std::set<std::string> take_changed() { return std::exchange(m_changed, {}); }
  /// A fault found while its tables were made.
  void blame(Error fault);
  bool writable() const { return m_writable; }
  const std::vector<Error>& faults() const { return m_faults; }

private:
  enum Standing : std::uint8_t { former = 0, came = 1, in_templates = 2 };
  struct Known {
    Hash hash;
    std::string name, plural, file;
    Standing standing = former;
    std::int64_t since = 0;
    form::FormPtr form;  ///< null until thawed
  };

  void read_cache();
  void read_templates(const std::string& templates);
  void read_template(const std::string& file, const std::string& templates);
  Known* known(const Hash& hash);
  Known* compiled(const form::Source& source, Known wanted);
  void keep(const Known& form, std::string_view bytes);
  form::FormPtr thawed(Known& form);
  std::vector<Known*> ranked(std::string_view name_or_plural);

  ledger::Ledger& m_ledger;
  bool m_writable;  ///< false: nothing is kept, all lasts as long as this object
  std::vector<Known> m_known;
  std::set<std::string> m_changed;
  std::vector<Error> m_faults;
};

}  // namespace scamdesk::records
