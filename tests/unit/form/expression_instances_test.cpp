// SPDX-License-Identifier: Apache-2.0
#include "unit/form/expression_support.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

namespace {

/// Cases in memory; remembers what it was asked.
class Cases : public Instances {
public:
  std::vector<Answers> items;
  InstanceQuery asked;
  int counted = 0;

  void add(const char* status, const char* country, const char* victims) {
    Answers item;
    item.cells = {{"status", Cell::of(status)}, {"country", Cell::of(country)}};
    if (*victims != '\0') { item.cells["victims"] = Cell::of(victims); }
    items.push_back(std::move(item));
  }
  Result<std::size_t> count(const InstanceQuery& query) override {
    ++counted;
    const auto found = matching(query);
    if (!found) { return fail(found.error()); }
    return found->size();
  }
  Result<std::vector<Cell>> values(const InstanceQuery& query) override {
    const auto found = matching(query);
    if (!found) { return fail(found.error()); }
    std::vector<Cell> cells;
    for (const auto* item : *found) {
      const auto cell = item->cells.find(query.field);
      cells.push_back(cell == item->cells.end() ? Cell::blank() : cell->second);
    }
    return cells;
  }

private:
  Result<std::vector<const Answers*>> matching(const InstanceQuery& query) {
    asked = query;
    if (query.instance != "case") { return fail(Errc::not_found, message("{0}: no such register", query.instance)); }
    std::vector<const Answers*> found;
    for (const auto& item : items) {
      Context context;
      context.answers = &item;
      const auto verdict = query.predicate == nullptr ? Result<Value>(true) : evaluate(query.predicate, context);
      if (!verdict) { return fail(verdict.error()); }
      if (to_boolean(*verdict)) { found.push_back(&item); }
    }
    return found;
  }
};

struct WithCases : Survey {
  Cases cases;
  WithCases() {
    cases.add("Active", "KH", "2");
    cases.add("Active", "LA", "");
    cases.add("Closed", "KH", "5");
    context.instances = &cases;
  }
};

std::string shown(const NodePtr& node) {
  if (const auto* is = std::get_if<Path>(&node->is)) {
    REQUIRE((is->start == nullptr && !is->absolute && is->steps.size() == 1 && is->steps[0].axis == Axis::child));
    return is->steps[0].test;
  }
  if (const auto* is = std::get_if<Literal>(&node->is)) {
    const auto* text = std::get_if<std::string>(&is->value);
    return text != nullptr ? "'" + *text + "'" : to_text(std::get<double>(is->value));
  }
  if (const auto* is = std::get_if<Call>(&node->is)) {
    std::string text = is->name + "(";
    for (const auto& argument : is->arguments) { text += shown(argument) + ";"; }
    return text + ")";
  }
  const auto& is = std::get<Binary>(node->is);
  static const char* const words[] = {"or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"};
  return "(" + shown(is.left) + " " + words[static_cast<std::size_t>(is.op)] + " " + shown(is.right) + ")";
}

}  // namespace

TEST_CASE("count() of another register's records asks for a count, everything else for values") {
  WithCases survey;
  CHECK(survey.says("count(instance('case')/root/item)") == "3");
  CHECK(survey.cases.asked.predicate == nullptr);
  CHECK(survey.says("count(instance('case')/root/item[status = 'Active'])") == "2");
  CHECK(survey.says("count(instance('case')/root/item[status = 'Active']/victims)") == "2");
  CHECK(survey.cases.counted == 3);
  CHECK(survey.says("sum(instance('case')/root/item/victims)") == "7");
  CHECK(survey.says("max(instance('case')/root/item[status = 'Active']/victims)") == "2");
  CHECK(survey.says("min(instance('case')/root/item[status = 'None']/victims)") == "(blank)");
  CHECK(survey.says("count-non-empty(instance('case')/root/item/victims)") == "2");
  CHECK(survey.says("join(' ', instance('case')/root/item/country)") == "KH LA KH");
  CHECK(survey.holds("instance('case')/root/item[country = 'LA']/status = 'Active'"));
  CHECK(survey.cases.counted == 3);
}

TEST_CASE("what does not depend on the item is worked out before the register is asked") {
  WithCases survey;
  survey.inside({{"countries", 0}}).checking("KH");
  const auto asks = [&](const std::string& predicate) {
    REQUIRE_MESSAGE(survey.ask("count(instance('case')/root/item[" + predicate + "])").has_value(), predicate);
    return shown(survey.cases.asked.predicate);
  };
  CHECK(asks("country = ${country}") == "(country = 'KH')");
  CHECK(asks("country = current()") == "(country = 'KH')");
  CHECK(asks("country = current()/../country") == "(country = 'KH')");
  CHECK(asks("./country = /survey/title") == "(country = 'Report')");
  CHECK(asks("opened_on <= today()") == "(opened_on <= '2025-10-16')");
  CHECK(asks("victims > ${nationals} - 5 and status = 'Active'") == "((victims > 2) and (status = 'Active'))");
  CHECK(asks("selected(status, concat('Act', 'ive'))") == "selected(status;'Active';)");
  CHECK(asks("victims + ${total} > 1") == "((victims + '12') > 1)");
  CHECK(asks("flag = (1 = 1)") == "(flag = true())");
  CHECK(asks("${title} = 'Report'") == "true()");
  CHECK(asks("status = 'Active'][country = 'KH'") == "((status = 'Active') and (country = 'KH'))");
  CHECK(asks("victims = count(instance('case')/root/item[status = 'Closed'])") == "(victims = 1)");
}

TEST_CASE("an outer blank equals no field and differs from all, but the empty text stays to be asked") {
  WithCases survey;
  const auto asks = [&](const std::string& predicate) {
    REQUIRE(survey.ask("count(instance('case')/root/item[" + predicate + "])").has_value());
    return shown(survey.cases.asked.predicate);
  };
  CHECK(asks("country = ${blank}") == "false()");
  CHECK(asks("country != ${blank}") == "true()");
  CHECK(asks("victims + ${blank} != 1") == "true()");
  CHECK(asks("country != ${note}") == "true()");
  CHECK(asks("victims > ${blank} + 1") == "false()");
  CHECK(asks("victims + ${blank} > 1") == "false()");
  CHECK(asks("country = ${blank} or status = 'Active'") == "(false() or (status = 'Active'))");
  CHECK(asks("victims = ''") == "(victims = '')");
  CHECK(asks("starts-with(country, ${blank})") == "starts-with(country;'';)");
}

TEST_CASE("a field compared with a repeat's answers is compared with each of them") {
  WithCases survey;
  CHECK(survey.says("count(instance('case')/root/item[country = ${country}])") == "3");
  CHECK(shown(survey.cases.asked.predicate) == "((country = 'KH') or (country = 'LA'))");
  CHECK(survey.says("count(instance('case')/root/item[country = ${note}])") == "0");
  CHECK(survey.says("count(instance('case')/root/item[victims = ${nationals}])") == "0");
  CHECK(shown(survey.cases.asked.predicate) == "(victims = '7')");
}

TEST_CASE("what cannot be asked of a register is refused, with its column") {
  WithCases survey;
  CHECK(survey.wrong_column("count(instance('case')/root/item[2])") == 34);
  CHECK(survey.wrong_column("count(instance('case')/root/item[position() = 2])") == 34);
  CHECK(survey.wrong_column("count(instance('case')/root/item[../x = 2])") == 34);
  CHECK(survey.wrong_column("count(instance('case')/root/item[. = 2])") == 34);
  CHECK(survey.wrong_column("count(instance('case')/item)") == 7);
  CHECK(survey.wrong_column("sum(instance('case')/root/item)") == 5);
  CHECK(survey.wrong_column("instance('case')") == 1);
  CHECK(survey.ask("count(instance('nosuch')/root/item)").error().code == Errc::not_found);
  survey.context.instances = nullptr;
  CHECK(survey.wrong_column("count(instance('case')/root/item)") == 7);
}
