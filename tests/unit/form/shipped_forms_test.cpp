// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <filesystem>

#include "form/form.hpp"
#include "form/head.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

namespace {

const std::string templates = std::string(SCAMDESK_SOURCE_DIR) + "/templates";

std::vector<std::string> shipped() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(templates + "/forms")) { files.push_back(entry.path()); }
  return files;
}

CompileResult compiled(const std::string& file) { return compile(read_source(file, templates).value()); }

}  // namespace

TEST_CASE("every shipped form compiles without error or warning") {
  CHECK(shipped().size() >= 6);
  for (const auto& file : shipped()) {
    const auto result = compiled(file);
    for (const auto* faults : {&result.errors, &result.warnings}) {
      for (const auto& fault : *faults) {
        FAIL_CHECK(file, ":", fault.place ? fault.place->row : 0, ":", fault.place ? fault.place->column : 0, ": ",
                   word(fault.problem, Lang::en));
      }
    }
    CHECK(result.form != nullptr);
  }
}

TEST_CASE("a form thaws to what was frozen") {
  for (const auto& file : shipped()) {
    CAPTURE(file);
    const auto form = compiled(file).form;
    REQUIRE(form != nullptr);
    const auto bytes = freeze(*form);
    const auto again = thaw(bytes);
    REQUIRE(again.has_value());
    CHECK(freeze(**again) == bytes);
    CHECK((*again)->name == form->name);
    CHECK((*again)->hash == form->hash);
    CHECK((*again)->order == form->order);
    REQUIRE((*again)->questions.size() == form->questions.size());
    for (std::size_t i = 0; i < form->questions.size(); ++i) {
      CHECK((*again)->questions[i].name == form->questions[i].name);
      CHECK((*again)->questions[i].relevant.text() == form->questions[i].relevant.text());
      CHECK((*again)->questions[i].label == form->questions[i].label);
    }
  }
}

TEST_CASE("bytes that are no frozen form are refused, wherever they are cut or bent") {
  const auto bytes = freeze(*compiled(templates + "/forms/desk.yaml").form);
  CHECK_FALSE(thaw("").has_value());
  CHECK_FALSE(thaw("form: desk\n").has_value());
  CHECK_FALSE(thaw(bytes + "x").has_value());
  for (std::size_t size = 0; size < bytes.size(); ++size) { CHECK_FALSE(thaw(bytes.substr(0, size)).has_value()); }
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto bent = bytes;
    bent[at] = static_cast<char>(~bent[at]);
    (void)thaw(bent);  // refused or another form, never a fault of memory
  }
}

TEST_CASE("a definition's hash is of its text and of its code lists") {
  const auto source = read_source(templates + "/forms/site.yaml", templates).value();
  CHECK(source.code_files.contains("codes/countries.csv"));
  auto other = source;
  other.code_files["codes/countries.csv"] += "\n";
  CHECK(other.hash() != source.hash());
  other = source;
  other.yaml += "\n";
  CHECK(other.hash() != source.hash());
  other = source;
  other.file = "elsewhere.yaml";
  CHECK(other.hash() == source.hash());
}

TEST_CASE("a definition that is not there is not found") {
  CHECK(read_source(templates + "/forms/nosuch.yaml", templates).error().code == Errc::not_found);
  CHECK(read_source(templates + "/forms", templates).error().code == Errc::bad_input);
}

TEST_CASE("a form's head says the same as the whole form") {
  for (const auto& file : shipped()) {
    const auto head = read_head(file);
    const auto whole = compiled(file).form;
    REQUIRE(head);
    REQUIRE(whole != nullptr);
    CHECK(head->name == whole->name.value());
    CHECK(head->kind == whole->kind);
  }
  CHECK_FALSE(read_head(templates + "/forms/nosuch.yaml"));
}
