// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "document/xml.hpp"
#include "exchange/xform/itext.hpp"
#include "exchange/xform/layout.hpp"
#include "exchange/xform/xform.hpp"

namespace scamdesk::exchange::xform {

/// Puts an XForm together: instance, binds, words, controls.
class Builder {
public:
  explicit Builder(const form::Form& form) : m_form(form), m_layout(form) {}
  XForm build();

private:
  using Node = document::XmlNode;

  // builder.cpp: what is asked
  void leave_out_calculations();
  Node instance();
  void add_elements(Node& around, int parent);
  Node element(int index);
  std::string fixed_default(const form::Question& asked) const;
  void add_lists(Node& model);
  Node list_instance(const form::ChoiceList& list);
  // binds.cpp: the rules
  void add_binds(Node& model);
  void bind(Node& model, int index);
  void bind_missing(Node& model, int index);
  void choose_checks();
  void bind_checks(Node& model);
  void add_defaults(Node& around, int repeat);
  std::optional<std::string> condition(int index, const form::Expression& expression, const Message& part);
  std::string constraint(int index);
  std::string required(int index);
  std::optional<std::string> check_condition(const form::Check& check);
  std::optional<std::string> relevance_of_fields(const form::Check& check, const Standing& from);
  Itext::Shown shown_from(const Standing& from) const;
  std::vector<const form::Check*> checks_of(int repeat) const;
  void not_carried(const std::string& question, const Message& part, const Message& why);
  // controls.cpp: the screens
  void add_controls(Node& around, int parent);
  void add_control(Node& around, int index);
  void add_missing_control(Node& around, int index);
  void add_check_notes(Node& around, int repeat);
  Node section(int index);
  Node control(int index);
  void add_items(Node& select, int index);
  Node label(const std::string& id, const Text& words);

  const form::Form& m_form;
  Layout m_layout;
  Itext m_itext;
  std::set<std::string> m_checks;  ///< the ids of those that are carried
  std::vector<Error> m_not_carried;
};

/// Words of the program in both languages.
Text in_both(const Message& words);

}  // namespace scamdesk::exchange::xform
