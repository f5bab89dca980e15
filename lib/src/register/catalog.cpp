// SPDX-License-Identifier: Apache-2.0
#include "register/catalog.hpp"

#include <algorithm>
#include <filesystem>
#include <sqlite3.h>

#include "base/files.hpp"

namespace scamdesk::records {
namespace {

using ledger::Statement;

constexpr std::string_view fingerprint_setting = "forms";
constexpr std::string_view cache_ddl =
    "CREATE TABLE IF NOT EXISTS form_cache (hash BLOB PRIMARY KEY, name TEXT NOT NULL, plural TEXT NOT NULL, "
    "file TEXT NOT NULL, standing INTEGER NOT NULL, since INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT";

ledger::BlobView blob_of(const Hash& hash) {
  return {{reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()}};
}

Hash hash_of(std::string_view blob) {
  Hash hash;
  std::copy_n(blob.begin(), std::min(blob.size(), hash.bytes.size()), hash.bytes.begin());
  return hash;
}

std::string text_of(const Cells& cells, std::string_view path) {
  const auto found = cells.find(path);
  return found == cells.end() ? std::string() : found->second.text;
}

/// The definition in a record of the register `form-definition`.
form::Source source_of(const Cells& cells) {
  form::Source source;
  source.file = text_of(cells, "name") + ".yaml";
  source.yaml = text_of(cells, "definition");
  for (const auto& [path, cell] : cells) {
    if (!path.starts_with("code_files/") || !path.ends_with("/file_name")) { continue; }
    const auto row = path.substr(0, path.size() - std::string_view("file_name").size());
    source.code_files[cell.text] = text_of(cells, row + "file_text");
  }
  return source;
}

/// Kept while a template is at fault, so that the files are read and the fault told every time.
std::string faulty(const std::string& fingerprint) { return "faulty " + fingerprint; }

std::int64_t milliseconds_of(Instant when) { return when.time_since_epoch().count(); }

}  // namespace

Catalog::Catalog(ledger::Ledger& ledger)
    : m_ledger(ledger), m_writable(sqlite3_db_readonly(ledger.database().handle(), "main") == 0) {}

bool Catalog::current(const std::string& fingerprint) const {
  return m_ledger.setting(fingerprint_setting) == fingerprint;
}

bool Catalog::stale(const std::string& fingerprint) const {
  const auto kept = m_ledger.setting(fingerprint_setting);
  return !kept || (*kept != fingerprint && *kept != faulty(fingerprint));
}

Status Catalog::load(const std::string& templates, const std::string& fingerprint) {
  m_known.clear();
  m_faults.clear();
  const auto kept = m_ledger.setting(fingerprint_setting);
  if (kept) { read_cache(); }
  if (kept == fingerprint) { return {}; }
  if (!kept && m_writable) { m_ledger.database().exec(cache_ddl); }
  read_templates(templates);
  const auto definitions = m_ledger.records(definition_register, shared_owner);
  arrived(definitions);
  const auto keeping = m_faults.empty() ? fingerprint : faulty(fingerprint);
  if (m_writable && kept != keeping) { m_ledger.keep_setting(fingerprint_setting, keeping); }
  if (m_known.empty() && !m_faults.empty()) { return fail(m_faults.front()); }
  return {};
}

void Catalog::blame(Error fault) {
  m_faults.push_back(std::move(fault));
  const auto kept = m_ledger.setting(fingerprint_setting);
  if (m_writable && kept && !kept->starts_with(faulty({}))) { m_ledger.keep_setting(fingerprint_setting, faulty(*kept)); }
}

void Catalog::read_cache() {
  Statement rows(m_ledger.database(), "SELECT hash, name, plural, file, standing, since FROM form_cache");
  while (rows.step()) {
    Known form;
    form.hash = hash_of(rows.blob(0));
    form.name = rows.text(1);
    form.plural = rows.text(2);
    form.file = rows.text(3);
    form.standing = static_cast<Standing>(rows.integer(4));
    form.since = rows.integer(5);
    m_known.push_back(std::move(form));
  }
}

void Catalog::read_templates(const std::string& templates) {
  std::error_code fault;
  const bool present = std::filesystem::is_directory(templates + "/forms", fault);
  const auto files = base::expand({templates + "/forms"}, ".yaml");
  if (!present || !files) {
    m_faults.push_back({Errc::config, message("{0}: no folder of forms", templates + "/forms"),
                        message("install the templates again, or name their folder with --templates"), {}, {}});
    return;
  }
  const auto before = m_known;
  for (auto& form : m_known) {
    if (form.standing == in_templates) { form.standing = former; }
  }
  for (const auto& file : *files) { read_template(file.string(), templates); }
  for (const auto& form : m_known) {
    const auto old = std::find_if(before.begin(), before.end(), [&](const Known& k) { return k.hash == form.hash; });
    if (old != before.end() && old->standing == form.standing) { continue; }
    m_changed.insert(form.name);
    if (old != before.end() && m_writable) {
      Statement(m_ledger.database(), "UPDATE form_cache SET standing = ?, file = ? WHERE hash = ?")
          .bind(static_cast<int>(form.standing), form.file, blob_of(form.hash)).run();
    }
  }
}

void Catalog::read_template(const std::string& file, const std::string& templates) {
  const auto name = file.substr(file.find_last_of('/') + 1);
  Known* form = nullptr;
  if (const auto source = form::read_source(file, templates)) {
    form = known(source->hash());
    if (form == nullptr) { form = compiled(*source, {source->hash(), {}, {}, name, former, 0, {}}); }
  } else {
    m_faults.push_back(source.error());
  }
  if (form == nullptr) {  // the last good one of this file goes on
    const auto last = std::find_if(m_known.begin(), m_known.end(), [&](const Known& k) { return k.file == name; });
    if (last == m_known.end()) { return; }
    form = &*last;
  }
  const bool taken = std::any_of(m_known.begin(), m_known.end(), [&](const Known& other) {
    return &other != form && other.standing == in_templates && other.name == form->name;
  });
  if (taken) {
    m_faults.push_back({Errc::bad_input, message("{0}: another file defines the form {1} already", file, form->name),
                        message("give one of them another name"), {}, {}});
    return;
  }
  form->standing = in_templates;
  form->file = name;
}

void Catalog::arrived(std::span<const std::int64_t> records) {
  for (const auto no : records) {
    const auto state = m_ledger.state(no);
    const auto hash = parse_hash(text_of(state.cells, "hash"));
    if (!hash || state.retired || known(*hash) != nullptr) { continue; }
    const auto source = source_of(state.cells);
    if (source.hash() != *hash) {
      m_faults.push_back({Errc::bad_input, message("{0}: an arrived form does not have the hash it names", source.file), {}, {}, {}});
      continue;
    }
    compiled(source, {*hash, {}, {}, {}, came, milliseconds_of(state.last_change), {}});
  }
}

Catalog::Known* Catalog::known(const Hash& hash) {
  const auto found = std::find_if(m_known.begin(), m_known.end(), [&](const Known& form) { return form.hash == hash; });
  return found == m_known.end() || thawed(*found) == nullptr ? nullptr : &*found;
}

Catalog::Known* Catalog::compiled(const form::Source& source, Known wanted) {
  auto result = form::compile(source);
  if (result.form == nullptr) {
    m_faults.insert(m_faults.end(), result.errors.begin(), result.errors.end());
    return nullptr;
  }
  wanted.form = result.form;
  wanted.name = result.form->name.value();
  wanted.plural = result.form->plural;
  std::erase_if(m_known, [&](const Known& form) { return form.hash == wanted.hash; });
  m_known.push_back(std::move(wanted));
  m_changed.insert(m_known.back().name);
  keep(m_known.back(), form::freeze(*result.form));
  return &m_known.back();
}

void Catalog::keep(const Known& form, std::string_view bytes) {
  if (!m_writable) { return; }
  Statement(m_ledger.database(), "INSERT OR REPLACE INTO form_cache VALUES (?, ?, ?, ?, ?, ?, ?)")
      .bind(blob_of(form.hash), form.name, form.plural, form.file, static_cast<int>(form.standing), form.since,
            ledger::BlobView{bytes})
      .run();
}

form::FormPtr Catalog::thawed(Known& form) {
  if (form.form != nullptr) { return form.form; }
  Statement row(m_ledger.database(), "SELECT bytes FROM form_cache WHERE hash = ?");
  if (!row.bind(blob_of(form.hash)).step()) { return nullptr; }
  if (auto thawed = form::thaw(row.blob(0))) { form.form = std::move(*thawed); }
  return form.form;
}

std::vector<Catalog::Known*> Catalog::ranked(std::string_view wanted) {
  std::vector<Known*> forms;
  for (auto& form : m_known) {
    if (form.name == wanted) { forms.push_back(&form); }
  }
  if (forms.empty()) {
    for (auto& form : m_known) {
      if (form.plural == wanted) { forms.push_back(&form); }
    }
  }
  std::sort(forms.begin(), forms.end(), [](const Known* a, const Known* b) {
    return std::tie(a->standing, a->since, a->hash) > std::tie(b->standing, b->since, b->hash);
  });
  return forms;
}

form::FormPtr Catalog::find(std::string_view name_or_plural) {
  for (auto* form : ranked(name_or_plural)) {
    if (auto found = thawed(*form)) { return found; }
  }
  return nullptr;
}

form::FormPtr Catalog::pinned(const Hash& hash) {
  auto* form = known(hash);
  return form == nullptr ? nullptr : form->form;
}

std::vector<form::FormPtr> Catalog::versions(std::string_view name) {
  std::vector<form::FormPtr> forms;
  for (auto* form : ranked(name)) {
    if (auto found = thawed(*form); found != nullptr && found->name.value() == name) { forms.push_back(found); }
  }
  return forms;
}

std::vector<std::string> Catalog::names() const {
  std::set<std::string> names;
  for (const auto& form : m_known) { names.insert(form.name); }
  return {names.begin(), names.end()};
}

}  // namespace scamdesk::records
