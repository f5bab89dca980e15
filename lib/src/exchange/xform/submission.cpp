// SPDX-License-Identifier: Apache-2.0
#include "exchange/xform/submission.hpp"

#include <algorithm>
#include <map>

#include <scamdesk/assignment.hpp>

#include "base/errors.hpp"
#include "base/text.hpp"
#include "document/xml.hpp"
#include "exchange/xform/layout.hpp"

namespace scamdesk::exchange::xform {
namespace {

using document::XmlNode;
using form::Type;
using Kind = AnswerNode::Kind;

std::string_view local_name(const XmlNode& node) {
  const std::string_view name = node.name;
  return name.substr(name.rfind(':') + 1);
}

/// What clients write beside the answers: `orx:meta`, `_version`, `__id`.
bool is_bookkeeping(const XmlNode& node) {
  return node.name.find(':') != std::string::npos || local_name(node) == "meta" || node.name.starts_with('_');
}

class Reader {
public:
  Reader(const form::Form& form, const std::string& file) : m_layout(form), m_form(form), m_file(file) {
    for (std::size_t i = 0; i < form.questions.size(); ++i) {
      const auto index = static_cast<int>(i);
      if (Layout::allows_missing(form.questions[i])) { m_reasons.emplace(m_layout.missing_name(index), index); }
    }
  }

  Result<AnswerNode> read(const XmlNode& root) {
    auto answers = section(root, -1, "/" + std::string(local_name(root)));
    if (m_errors.empty()) { return answers; }
    return fail(m_errors.take());
  }

private:
  const form::Question& at(int index) const { return m_layout.question(index); }
  SourcePlace place(const XmlNode& node) const { return {m_file, node.line, 0}; }
  void wrong(const XmlNode& node, Message problem, std::optional<Message> hint = {}) {
    m_errors.add({Errc::bad_input, std::move(problem), std::move(hint), place(node), {}});
  }

  AnswerNode section(const XmlNode& node, int parent, const std::string& path) {
    AnswerNode map;
    map.kind = Kind::map;
    map.place = place(node);
    if (!base::trim(node.text).empty()) { wrong(node, message("{0}: a section holds no text of its own", path)); }
    std::map<std::string_view, std::size_t> rows;
    for (const auto& child : node.children) {
      if (is_bookkeeping(child) || child.name == m_layout.checks_name()) { continue; }
      const auto number = ++rows[child.name];
      const auto below = path + "/" + child.name;
      const int index = m_form.index_of(child.name);
      if (const auto reason = m_reasons.find(child.name); reason != m_reasons.end() && at(reason->second).parent == parent) {
        add_reason(map, child, reason->second, below);
      } else if (index < 0 || at(index).parent != parent) {
        wrong(child, message("{0}: the form has no such question here", below));
      } else if (at(index).type == Type::repeat) {
        add_row(map, child, index, below + "[" + std::to_string(number) + "]");
      } else if (number > 1) {
        wrong(child, message("{0}: the question stands here twice", below));
      } else {
        add_answer(map, child, index, below);
      }
    }
    return map;
  }

  void add_row(AnswerNode& map, const XmlNode& row, int index, const std::string& path) {
    auto found = std::ranges::find_if(map.entries, [&](const auto& entry) { return entry.key == row.name; });
    if (found == map.entries.end()) {
      AnswerNode list;
      list.kind = Kind::list;
      list.place = place(row);
      found = map.entries.insert(map.entries.end(), {row.name, std::move(list)});
    }
    found->value.items.push_back(section(row, index, path));
  }

  void add_answer(AnswerNode& map, const XmlNode& node, int index, const std::string& path) {
    const auto& asked = at(index);
    if (asked.type == Type::group) {
      map.entries.push_back({node.name, section(node, index, path)});
      return;
    }
    if (!node.children.empty()) {
      wrong(node, message("{0}: a question holds an answer, not further elements", path));
      return;
    }
    const bool ours = asked.type == Type::note || !asked.calculation.empty() || asked.type == Type::calculate;
    const bool blank = base::trim(node.text).empty();
    if (ours || (blank && asked.read_only)) { return; }
    for (auto& [name, given] : map.entries) {
      if (name != node.name) { continue; }  // its reason stood first
      if (!blank) { beside_a_reason(node, path); }
      return;
    }
    AnswerNode answer;
    answer.place = place(node);
    answer.kind = blank ? Kind::null : Kind::scalar;
    if (!blank) { answer.text = in_file(node.text); }
    map.entries.push_back({node.name, std::move(answer)});
  }

  void beside_a_reason(const XmlNode& node, const std::string& path) {
    wrong(node, message("{0}: an answer and a reason for having none", path), message("keep one of the two"));
  }

  void add_reason(AnswerNode& map, const XmlNode& node, int index, const std::string& path) {
    const auto& asked = at(index);
    const auto reason = std::string(base::trim(node.text));
    if (reason.empty()) { return; }
    const bool known = (reason == "not_available" && asked.may_be_not_available) ||
                       (reason == "not_applicable" && asked.may_be_not_applicable);
    if (!known || !node.children.empty()) {
      wrong(node, message("{0}: no reason that this question allows", path));
      return;
    }
    AnswerNode why{Kind::scalar, reason, {}, {}, place(node)};
    AnswerNode answer;
    answer.kind = Kind::map;
    answer.place = place(node);
    answer.entries.push_back({"na", std::move(why)});
    const auto found = std::ranges::find_if(map.entries, [&](const auto& entry) { return entry.key == asked.name; });
    if (found == map.entries.end()) {
      map.entries.push_back({asked.name, std::move(answer)});
    } else if (found->value.kind == Kind::null) {
      found->value = std::move(answer);
    } else {
      beside_a_reason(node, path);
    }
  }

  Layout m_layout;
  const form::Form& m_form;
  const std::string& m_file;
  std::map<std::string, int, std::less<>> m_reasons;  ///< by their element's name
  base::Errors m_errors;
};

Status check_form(const form::Form& form, const XmlNode& root, const SourcePlace& place) {
  if (root.attribute("encrypted") == "yes") {
    return fail(Errc::bad_input, message("the submission is encrypted"),
                message("decrypt it with the tool of the server it came from"), place);
  }
  if (root.attribute("id").empty()) {
    return fail(Errc::bad_input, message("this is no submission of a form: its first element names none"),
                message("take the XML that the form's client sends, not the form itself"), place);
  }
  if (root.attribute("id") != form.name.value()) {
    return fail(Errc::bad_input, message("a submission of the form {0}, not of {1}", root.attribute("id"), form.name.value()), {}, place);
  }
  if (root.attribute("version") != form.version) {
    return fail(Errc::bad_input,
                message("a submission of version {0} of the form; the round has version {1}", root.attribute("version"), form.version),
                message("fill in the form that 'scamdesk form export {0} --to xform' gives", form.name.value()), place);
  }
  return {};
}

}  // namespace

Result<AnswerNode> read_submission(const form::Form& form, std::string_view xml, const std::string& file) {
  const auto root = document::read_xml(xml, file);
  if (!root) { return fail(root.error()); }
  if (const auto fits = check_form(form, *root, {file, root->line, 0}); !fits) { return fail(fits.error()); }
  return Reader(form, file).read(*root);
}

}  // namespace scamdesk::exchange::xform
