// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "base/codec.hpp"
#include "form/form.hpp"

namespace scamdesk::form {
namespace {

constexpr std::string_view magic = "scamdesk form\n";
/// Raised with every change of the bytes or of what the compiler makes of a definition: an older form is compiled again.
constexpr std::uint64_t frozen_format = 3;

// One description of the bytes serves both directions: Freezer writes what it is shown, Thawer fills it.

class Freezer {
public:
  void value(bool is) { m_body.byte(is ? 1 : 0); }
  void value(int is) { m_body.integer(static_cast<std::uint64_t>(static_cast<std::int64_t>(is) + 1)); }  // -1 is "none"
  void value(std::size_t is) { m_body.integer(is); }
  void value(const std::string& is) { m_body.text(is); }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void value(Enum is) {
    m_body.byte(static_cast<std::uint8_t>(is));
  }
  void value(const Hash& is) { m_body.fixed(is.bytes); }
  /// The same rule stands at many questions; its text is kept once.
  void value(const Expression& is) {
    if (is.empty()) {
      m_body.integer(0);
      return;
    }
    const auto [found, added] = m_numbers.emplace(is.text(), m_numbers.size() + 1);
    if (added) { m_texts.text(is.text()); }
    m_body.integer(found->second);
  }
  template <class Item, class Each>
  void list(const std::vector<Item>& items, Each each) {
    m_body.integer(items.size());
    for (const auto& item : items) { each(item); }
  }
  void value(const std::map<std::string, std::string>& items) {
    m_body.integer(items.size());
    for (const auto& [key, text] : items) { m_body.text(key).text(text); }
  }
  template <class Item, class Each>
  void optional(const std::optional<Item>& item, Each each) {
    value(item.has_value());
    if (item) { each(*item); }
  }

  std::string bytes() const {
    base::Writer whole;
    whole.text(magic).integer(frozen_format).integer(m_numbers.size());
    return whole.bytes() + m_texts.bytes() + m_body.bytes();
  }

private:
  base::Writer m_texts;
  base::Writer m_body;
  std::map<std::string, std::size_t, std::less<>> m_numbers;
};

class Thawer {
public:
  explicit Thawer(std::string_view bytes) : m_reader(bytes) {}

  /// The head and the expressions; false for bytes of another kind or another format.
  bool begin() {
    if (m_reader.text() != magic || m_reader.integer() != frozen_format) { return false; }
    for (auto count = m_reader.integer(); count > 0 && m_reader.sound(); --count) {
      auto parsed = Expression::parse(m_reader.text());
      if (!parsed) { return false; }
      m_expressions.push_back(std::move(*parsed));
    }
    return m_reader.sound();
  }
  bool complete() const { return m_reader.sound() && m_reader.at_end(); }

  void value(bool& is) { is = m_reader.byte() != 0; }
  void value(int& is) { is = static_cast<int>(m_reader.integer()) - 1; }
  void value(std::size_t& is) { is = m_reader.integer(); }
  void value(std::string& is) { is = m_reader.text(); }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void value(Enum& is) {
    is = static_cast<Enum>(m_reader.byte());
  }
  void value(Hash& is) { m_reader.fixed(is.bytes); }
  void value(Expression& is) {
    const auto number = m_reader.integer();
    if (number > m_expressions.size()) { m_reader.fault(); }
    if (number > 0 && m_reader.sound()) { is = m_expressions[number - 1]; }
  }
  template <class Item, class Each>
  void list(std::vector<Item>& items, Each each) {
    const auto count = m_reader.integer();
    if (count > m_reader.rest().size()) { m_reader.fault(); }  // every item takes a byte at least
    for (std::uint64_t i = 0; i < count && m_reader.sound(); ++i) { each(items.emplace_back()); }
  }
  void value(std::map<std::string, std::string>& items) {
    for (auto count = m_reader.integer(); count > 0 && m_reader.sound(); --count) {
      const auto key = m_reader.text();
      items.emplace_hint(items.end(), key, m_reader.text());
    }
  }
  template <class Item, class Each>
  void optional(std::optional<Item>& item, Each each) {
    bool given = false;
    value(given);
    if (given) { each(item.emplace()); }
  }

private:
  base::Reader m_reader;
  std::vector<Expression> m_expressions;
};

template <class Archive, class Words>
void text(Archive& archive, Words& words) {
  archive.value(words.ko);
  archive.value(words.en);
}

template <class Archive, class Names>
void names(Archive& archive, Names& list) {
  archive.list(list, [&](auto& name) { archive.value(name); });
}

template <class Archive, class List>
void choice_list(Archive& archive, List& list) {
  archive.value(list.name);
  archive.value(list.file);
  archive.list(list.choices, [&](auto& choice) {
    archive.value(choice.name);
    text(archive, choice.label);
    archive.value(choice.columns);
  });
}

template <class Archive, class Asked>
void question(Archive& archive, Asked& asked) {
  archive.value(asked.name);
  archive.value(asked.type);
  archive.value(asked.list);
  for (auto* words : {&asked.label, &asked.hint, &asked.unit, &asked.required_message, &asked.constraint_message}) {
    text(archive, *words);
  }
  for (auto* expression : {&asked.required, &asked.relevant, &asked.constraint, &asked.calculation, &asked.choice_filter,
                           &asked.default_value}) {
    archive.value(*expression);
  }
  for (auto* flag : {&asked.read_only, &asked.sensitive, &asked.may_be_not_available, &asked.may_be_not_applicable}) {
    archive.value(*flag);
  }
  archive.value(asked.appearance);
  archive.optional(asked.nil, [&](auto& nil) { archive.value(nil); });
  archive.optional(asked.jump, [&](auto& jump) { archive.value(jump); });
  archive.optional(asked.prefill, [&](auto& prefill) {
    archive.value(prefill.from);
    archive.value(prefill.into);
  });
  archive.value(asked.parent);
  archive.value(asked.repeat);
  archive.value(asked.line);
}

template <class Archive, class Rule>
void check_rule(Archive& archive, Rule& rule) {
  archive.value(rule.id);
  archive.value(rule.severity);
  names(archive, rule.fields);
  archive.value(rule.test);
  text(archive, rule.message);
  archive.value(rule.repeat);
  archive.value(rule.line);
}

template <class Archive, class Altered>
void version_change(Archive& archive, Altered& change) {
  archive.value(change.became);
  archive.value(change.from);
  archive.value(change.name);
  archive.value(change.into);
  archive.value(change.codes);
  archive.list(change.parts, [&](auto& part) {
    archive.value(part.into);
    archive.value(part.value);
  });
  archive.value(change.line);
  archive.value(change.column);
}

template <class Archive, class AForm>
void whole(Archive& archive, AForm& form) {
  archive.value(form.kind);
  archive.value(form.version);
  text(archive, form.title);
  text(archive, form.about);
  archive.value(form.plural);
  archive.value(form.shared);
  names(archive, form.key);
  names(archive, form.import_key);
  archive.value(form.zone);
  archive.list(form.choices, [&](auto& list) { choice_list(archive, list); });
  archive.list(form.questions, [&](auto& asked) { question(archive, asked); });
  archive.list(form.checks, [&](auto& rule) { check_rule(archive, rule); });
  archive.list(form.changes, [&](auto& change) { version_change(archive, change); });
  archive.value(form.hash);
  names(archive, form.order);
  names(archive, form.by_name);
}

/// Numbers that are used as indices without looking again.
bool is_consistent(const Form& form) {
  const int size = static_cast<int>(form.questions.size());
  const auto inside = [&](int index) { return index >= -1 && index < size; };
  bool sound = form.by_name.size() == form.questions.size();
  for (const int index : form.order) { sound = sound && index >= 0 && index < size; }
  for (const int index : form.by_name) { sound = sound && index >= 0 && index < size; }
  for (int i = 0; i < size; ++i) {
    const auto& asked = form.questions[static_cast<std::size_t>(i)];
    sound = sound && asked.type <= Type::repeat && inside(asked.parent) && asked.parent < i && asked.repeat < i && inside(asked.repeat);
  }
  for (const auto& rule : form.checks) { sound = sound && inside(rule.repeat) && rule.severity <= Severity::info; }
  for (const auto& change : form.changes) { sound = sound && change.became <= Became::renamed; }
  return sound && form.kind <= Kind::system;
}

}  // namespace

std::string freeze(const Form& form) {
  Freezer freezer;
  freezer.value(form.name.value());
  whole(freezer, form);
  return freezer.bytes();
}

Result<FormPtr> thaw(std::string_view bytes) {
  Thawer thawer(bytes);
  auto form = std::make_shared<Form>();
  const bool known = thawer.begin();
  if (known) {
    std::string name;
    thawer.value(name);
    form->name = FormName(std::move(name));
    whole(thawer, *form);
  }
  if (!known || !thawer.complete() || !is_consistent(*form)) {
    return fail(Errc::bad_input, message("these bytes are no compiled form of this version"));
  }
  return form;
}

}  // namespace scamdesk::form
