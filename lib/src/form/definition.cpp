// SPDX-License-Identifier: Apache-2.0
#include "form/definition.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace scamdesk::form {
namespace {

using Keys = std::vector<std::string>;

constexpr std::size_t most_questions = 1000;  ///< a table has room for so many columns

constexpr std::array all_types{Type::text,       Type::integer, Type::decimal, Type::date,      Type::date_time, Type::select_one,
                               Type::select_multiple, Type::record,  Type::note,    Type::calculate, Type::group,     Type::repeat};

std::optional<Type> parse_type(std::string_view word) {
  const auto found = std::find_if(all_types.begin(), all_types.end(), [&](Type type) { return to_string(type) == word; });
  return found == all_types.end() ? std::nullopt : std::optional(*found);
}

bool names_a_list(Type type) {
  return type == Type::select_one || type == Type::select_multiple || type == Type::record;
}

/// Reads questions in preorder, and the checks of repeats where they stand.
class QuestionReader {
public:
  QuestionReader(Definition& definition, Faults& faults) : m_definition(definition), m_faults(faults) {}

  void read_all(const YamlNode* list, const YamlNode& around, int parent, int repeat) {
    if (list == nullptr) {
      m_faults.error(around, message("there are no questions"));
    } else if (!list->is_sequence() || list->items.empty()) {
      m_faults.error(*list, message("questions must be a list of at least one"));
    } else {
      for (const auto& item : list->items) { read(item, parent, repeat); }
    }
  }

  void read_checks(const YamlNode* list, int repeat) {
    if (list == nullptr) { return; }
    if (!list->is_sequence()) { return m_faults.error(*list, message("{0} must be a list", message("checks"))); }
    for (const auto& item : list->items) { read_check(item, repeat); }
  }

private:
  void read(const YamlNode& node, int parent, int repeat) {
    static const Keys known{"name",  "type",         "label",           "hint",       "unit",       "required",
                            "required_message", "relevant", "constraint", "constraint_message", "calculation",
                            "choice_filter", "read_only", "default", "appearance", "missing", "sensitive", "nil",
                            "jump", "questions", "checks", "prefill"};
    if (m_definition.questions.size() == most_questions) {
      if (!std::exchange(m_full, true)) { m_faults.error(node, message("more than {0} questions", most_questions)); }
      return;
    }
    if (!check_keys(node, known, message("a question"), m_faults)) { return; }
    const int index = static_cast<int>(m_definition.questions.size());
    m_definition.questions.push_back(draft_of(node));
    auto& question = m_definition.questions.back().question;
    question.parent = parent;
    question.repeat = repeat;
    refuse_misplaced_keys(node, question.type);
    const bool group = question.type == Type::group;
    if (!group && question.type != Type::repeat) { return; }
    const int inner = group ? repeat : index;
    read_all(node.find("questions"), node, index, inner);
    if (!group) { read_checks(node.find("checks"), inner); }
  }

  QuestionDraft draft_of(const YamlNode& node) {
    QuestionDraft draft;
    auto& question = draft.question;
    draft.name = text_of(node, "name", m_faults);
    question.name = draft.name.text;
    question.line = node.line;
    read_type(node, draft);
    question.label = both_of(node, "label", m_faults);
    question.hint = both_of(node, "hint", m_faults);
    question.unit = both_of(node, "unit", m_faults);
    read_words(node, draft);
    question.appearance = text_of(node, "appearance", m_faults).text;
    question.read_only = flag_of(node, "read_only", m_faults);
    question.sensitive = flag_of(node, "sensitive", m_faults);
    if (question.sensitive) { draft.sensitive = Located(*node.find("sensitive")); }
    read_missing(node, question);
    read_jump(node, question);
    read_prefill(node, draft);
    if (node.find("name") == nullptr) { m_faults.error(node, message("a question needs a name")); }
    if (node.find("label") == nullptr) { m_faults.error(node, message("the question {0} needs a label", question.name)); }
    return draft;
  }

  void read_words(const YamlNode& node, QuestionDraft& draft) {
    auto& question = draft.question;
    draft.required = text_of(node, "required", m_faults);
    draft.relevant = text_of(node, "relevant", m_faults);
    draft.constraint = text_of(node, "constraint", m_faults);
    draft.calculation = text_of(node, "calculation", m_faults);
    draft.choice_filter = text_of(node, "choice_filter", m_faults);
    draft.default_value = text_of(node, "default", m_faults);
    draft.nil = text_of(node, "nil", m_faults);
    if (draft.nil.given()) { question.nil = draft.nil.text; }
    question.required_message = both_of(node, "required_message", m_faults);
    question.constraint_message = both_of(node, "constraint_message", m_faults);
    if (const auto* words = node.find("required_message")) { draft.required_message = Located(*words); }
    if (const auto* words = node.find("constraint_message")) { draft.constraint_message = Located(*words); }
  }

  void read_type(const YamlNode& node, QuestionDraft& draft) {
    draft.type = text_of(node, "type", m_faults);
    if (node.find("type") == nullptr) { return m_faults.error(node, message("a question needs a type")); }
    if (!draft.type.given()) { return; }
    const auto space = draft.type.text.find(' ');
    const auto word = draft.type.text.substr(0, space);
    const auto type = parse_type(word);
    if (!type) {
      Keys words;
      for (const auto known : all_types) { words.emplace_back(to_string(known)); }
      return m_faults.error(draft.type, message("unknown type {0}", word), nearest_hint(word, words));
    }
    draft.question.type = *type;
    draft.question.list = space == std::string::npos ? std::string() : draft.type.text.substr(space + 1);
    draft.list = draft.type.at(space == std::string::npos ? 0 : space + 1);
    if (names_a_list(*type) == draft.question.list.empty()) {
      m_faults.error(draft.type, names_a_list(*type) ? message("{0} needs a name after it", word)
                                                     : message("{0} takes no name after it", word));
    }
  }

  void read_missing(const YamlNode& node, Question& question) {
    for (const auto& reason : words_of(node, "missing", m_faults)) {
      if (reason.text == "not_available") {
        question.may_be_not_available = true;
      } else if (reason.text == "not_applicable") {
        question.may_be_not_applicable = true;
      } else {
        m_faults.error(reason, message("unknown reason {0}", reason.text),
                       message("the reasons are not_available and not_applicable"));
      }
    }
  }

  void read_jump(const YamlNode& node, Question& question) {
    const auto jump = text_of(node, "jump", m_faults);
    if (!jump.given()) { return; }
    const auto digits = std::string_view(jump.text).substr(0, jump.text.size() - (jump.text.ends_with('%') ? 1 : 0));
    double bound = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), bound, std::chars_format::fixed);
    if (fault != std::errc{} || end != digits.data() + digits.size() || bound < 0) {
      m_faults.error(jump, message("{0} is no jump", jump.text), message("write a share of the former figure, such as 50%, or a number"));
    } else if (question.type != Type::integer && question.type != Type::decimal) {
      m_faults.error(jump, message("a question of type {0} takes no {1}", to_string(question.type), "jump"));
    } else {
      question.jump = jump.text;
    }
  }

  void read_prefill(const YamlNode& node, QuestionDraft& draft) {
    static const Keys known{"from", "into"};
    const auto* prefill = node.find("prefill");
    if (prefill == nullptr || !check_keys(*prefill, known, message("prefill"), m_faults)) { return; }
    const auto from = text_of(*prefill, "from", m_faults);
    draft.prefill_into = text_of(*prefill, "into", m_faults);
    if (!from.given() || !draft.prefill_into.given()) {
      return m_faults.error(*prefill, message("prefill needs from and into"));
    }
    if (from.text != "mission_countries") {
      m_faults.error(from, message("unknown prefill {0}", from.text), message("the prefill is mission_countries"));
    }
    draft.question.prefill = Prefill{from.text, draft.prefill_into.text};
  }

  /// Keys that a question of this type has no use for.
  void refuse_misplaced_keys(const YamlNode& node, Type type) {
    static const Keys of_values{"unit", "required", "required_message", "constraint", "constraint_message", "calculation",
                                "read_only", "default", "missing", "nil", "choice_filter", "sensitive"};
    static const Keys entered{"required", "required_message", "read_only", "default", "missing", "nil", "choice_filter"};
    const auto refuse = [&](const Keys& keys) {
      for (const auto& key : keys) {
        const auto* value = node.find(key);
        if (value != nullptr) { m_faults.error(*value, message("a question of type {0} takes no {1}", to_string(type), key)); }
      }
    };
    if (type == Type::note || type == Type::group || type == Type::repeat) { refuse(of_values); }
    if (type == Type::calculate) { refuse(entered); }
    if (type != Type::group && type != Type::repeat) { refuse({"questions"}); }
    if (type != Type::repeat) { refuse({"checks", "prefill"}); }
    if (!names_a_list(type) && type != Type::note && type != Type::group && type != Type::repeat && type != Type::calculate) {
      refuse({"choice_filter"});
    }
    if (type == Type::calculate && node.find("calculation") == nullptr) {
      m_faults.error(node, message("a question of type {0} needs {1}", to_string(type), "calculation"));
    }
  }

  void read_check(const YamlNode& node, int repeat) {
    static const Keys known{"id", "severity", "fields", "test", "message"};
    if (!check_keys(node, known, message("a check"), m_faults)) { return; }
    for (const auto& key : known) {
      if (node.find(key) == nullptr) { m_faults.error(node, message("a check needs {0}", key)); }
    }
    CheckDraft draft;
    draft.id = text_of(node, "id", m_faults);
    draft.test = text_of(node, "test", m_faults);
    draft.fields = words_of(node, "fields", m_faults);
    if (const auto* words = node.find("message")) { draft.message = Located(*words); }
    if (const auto* fields = node.find("fields"); fields != nullptr && fields->is_sequence() && fields->items.empty()) {
      m_faults.error(*fields, message("a check needs {0}", "fields"));
    }
    draft.check.id = draft.id.text;
    draft.check.message = both_of(node, "message", m_faults);
    draft.check.repeat = repeat;
    draft.check.line = node.line;
    for (const auto& field : draft.fields) { draft.check.fields.push_back(field.text); }
    read_severity(node, draft.check);
    m_definition.checks.push_back(std::move(draft));
  }

  void read_severity(const YamlNode& node, Check& check) {
    const auto word = text_of(node, "severity", m_faults);
    for (const auto severity : {Severity::hard, Severity::soft, Severity::info}) {
      if (word.text == to_string(severity)) {
        check.severity = severity;
        return;
      }
    }
    if (word.given()) {
      m_faults.error(word, message("unknown severity {0}", word.text), message("the severities are hard, soft and info"));
    }
  }

  Definition& m_definition;
  Faults& m_faults;
  bool m_full = false;
};

void read_owner(const YamlNode& root, Form& form, Faults& faults) {
  const auto owner = text_of(root, "owner", faults);
  form.shared = owner.text == "shared";
  if (owner.given() && owner.text != "shared" && owner.text != "mission") {
    faults.error(owner, message("unknown owner {0}", owner.text), message("the owner is mission or shared"));
  }
}

void read_head(const YamlNode& root, Definition& definition, Faults& faults) {
  auto& form = definition.form;
  for (const auto* key : {"form", "version", "title", "plural"}) {
    if (root.find(key) == nullptr) { faults.error(root, message("a form needs {0}", key)); }
  }
  definition.name = text_of(root, "form", faults);
  definition.plural = text_of(root, "plural", faults);
  form.name = FormName(definition.name.text);
  form.version = text_of(root, "version", faults).text;
  form.plural = definition.plural.text;
  form.title = both_of(root, "title", faults);
  form.about = both_of(root, "about", faults);
  form.kind = kind_of(root, faults);
  read_owner(root, form, faults);
  if (const auto zone = text_of(root, "zone", faults); zone.given()) { form.zone = zone.text; }
  definition.key = words_of(root, "key", faults);
  definition.import_key = words_of(root, "import_key", faults);
  for (const auto& word : definition.key) { form.key.push_back(word.text); }
  for (const auto& word : definition.import_key) { form.import_key.push_back(word.text); }
}

}  // namespace

Kind kind_of(const YamlNode& root, Faults& faults) {
  const auto word = text_of(root, "kind", faults);
  for (const auto kind : {Kind::survey, Kind::record, Kind::system}) {
    if (word.text == to_string(kind)) { return kind; }
  }
  if (word.given()) {
    faults.error(word, message("unknown kind {0}", word.text), message("the kinds are survey, register and system"));
  }
  return Kind::record;
}

Definition read_definition(const YamlNode& root, const Source& source, Faults& faults) {
  static const Keys known{"form", "kind", "version", "title", "about", "plural", "owner", "key", "import_key", "zone",
                          "choices", "questions", "checks", "changes"};
  Definition definition;
  if (!check_keys(root, known, message("a form"), faults)) { return definition; }
  read_head(root, definition, faults);
  if (const auto* choices = root.find("choices")) {
    definition.form.choices = read_choices(*choices, source, faults);
    for (const auto& entry : choices->entries) { definition.lists.emplace_back(entry.key); }
  }
  QuestionReader reader(definition, faults);
  reader.read_all(root.find("questions"), root, -1, -1);
  reader.read_checks(root.find("checks"), -1);
  if (const auto* changes = root.find("changes")) {
    definition.changes = read_changes(*changes, definition.form.version, faults);
  }
  return definition;
}

}  // namespace scamdesk::form
