// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "exchange/xform/layout.hpp"

namespace scamdesk::exchange::xform {

/// Flies inside a translation only.
struct NotCarried {
  Message why;
};

/// One expression on its way into XPath. Every call throws NotCarried and nothing else.
class Translator {
public:
  Translator(const Layout& layout, const Standing& standing, int self) : m_layout(layout), m_standing(standing), m_self(self) {}

  /// Bare names speak of a list's columns.
  void over_items() { m_items = true; }

  /// True where ours is true.
  std::string condition(const form::NodePtr& node);
  /// What is stored: '' where ours is blank.
  std::string value(const form::NodePtr& node);
  std::string text(const form::NodePtr& node);
  /// A number, or what XPath makes NaN of; days are counted from 1970-01-01.
  std::string number(const form::NodePtr& node);
  /// A condition that says whether the value is blank; empty when it never is.
  std::string blank(const form::NodePtr& node);
  /// A path to answers. Throws for what is none.
  std::string nodes(const form::NodePtr& node);
  std::string answered(const form::NodePtr& node) { return nodes(node) + "[. != '']"; }

  bool is_path(const form::NodePtr& node) const;
  /// A path that leads to one node at most.
  bool is_single(const form::NodePtr& node);

private:
  /// Each part may be written several times (a value, and whether it is blank), and so may the parts in it: what is nested
  /// deeply would grow without end.
  static constexpr int most_parts = 10'000;
  static constexpr std::size_t longest_part = 100'000;  ///< bytes
  void count_part(std::size_t length = 0);

  // translator.cpp
  static const form::Call& called(const form::NodePtr& node);
  std::string plain(const form::NodePtr& node);
  std::string unbounded(const form::NodePtr& node);
  std::string plain(const form::Literal& is);
  std::string plain(const form::Binary& is);
  std::string guarded(const form::NodePtr& node, std::string number);
  std::string answer_is_true(const form::NodePtr& node);
  std::string day_number(const form::NodePtr& node);
  // comparisons.cpp
  std::string comparison(const form::Binary& is);
  std::string equality(const form::Binary& is);
  std::string same_truth(const form::NodePtr& truth, const form::NodePtr& other);
  std::string same_number(const form::Binary& is);
  std::string same_text(const form::Binary& is);
  std::string order(const form::Binary& is);
  // calls.cpp
  std::string call(const form::NodePtr& node, const form::Call& is);
  std::string passed(const form::Call& is, std::string_view takes);
  std::string coalesce(const form::Call& is, std::size_t from);
  std::string rounded(const form::Call& is);
  bool is_around_us(int section) const;
  std::string rows_and_blanks(const form::NodePtr& node);
  std::string total(const form::Call& is);
  std::string extreme(const form::Call& is);
  std::string pattern(const form::Call& is);
  std::string date(const form::Call& is);
  std::string place(const form::Call& is);
  std::string label(const form::Call& is);
  std::string indexed(const form::Call& is);
  std::string checklist(const form::Call& is);
  // paths.cpp
  struct Spot {
    int index = -1;      ///< the question, or -1 for the record
    bool node = false;   ///< a question, and not the record or a row
    bool several = false;
    std::string path;
  };
  Spot spot(const form::Path& is);
  Spot start(const form::Path& is);
  void step(Spot& spot, const form::Step& step, bool more);
  std::string predicates(const std::vector<form::NodePtr>& nodes, int item);
  std::string reference(int index) const;
  int index_of(const form::Reference& is) const;

  const Layout& m_layout;
  const form::Form& form() const { return m_layout.form(); }
  const Kinds& kinds() const { return m_layout.kinds(); }
  Standing m_standing;
  int m_parts = 0;        ///< written so far
  int m_self = -1;        ///< the question that `.` is; -1 where there is none
  int m_item = -1;        ///< inside a predicate: the question or repeat that it is asked of
  bool m_predicate = false;
  bool m_items = false;
};

}  // namespace scamdesk::exchange::xform
