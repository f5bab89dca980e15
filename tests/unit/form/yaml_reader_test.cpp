// SPDX-License-Identifier: Apache-2.0
#include "form/yaml_reader.hpp"

#include <doctest/doctest.h>

using namespace scamdesk;
using scamdesk::form::read_yaml;

namespace {

struct Refusal {
  std::string what;
  std::string yaml;
  const char* problem;
  std::size_t row;
  std::size_t column;
};

void check_refused(const Refusal& refusal) {
  CAPTURE(refusal.what);
  const auto node = read_yaml(refusal.yaml, "f.yaml");
  REQUIRE_FALSE(node.has_value());
  const auto& error = node.error();
  CHECK(error.code == Errc::bad_input);
  CAPTURE(word(error.problem, Lang::en));
  CHECK(word(error.problem, Lang::en).find(refusal.problem) != std::string::npos);
  CHECK(word(error.problem, Lang::ko) != word(error.problem, Lang::en));
  REQUIRE(error.place.has_value());
  CHECK(error.place->file == "f.yaml");
  CHECK(error.place->row == refusal.row);
  CHECK(error.place->column == refusal.column);
}

}  // namespace

TEST_CASE("scalars stay the text they are") {
  const auto node = read_yaml("a: 010\nb: 'no'\nc: [1.0, yes]\nd:\n  - {e: \"x\\ty\"}\nf:\n", "f.yaml").value();
  CHECK(node.find("a")->text == "010");
  CHECK(node.find("b")->text == "no");
  CHECK(node.find("c")->items.at(0).text == "1.0");
  CHECK(node.find("d")->items.at(0).find("e")->text == "x\ty");
  CHECK(node.find("f")->kind == form::YamlNode::Kind::null);
  CHECK(node.find("g") == nullptr);
}

TEST_CASE("lines and columns count from one, in characters, inside the quotes") {
  const auto node = read_yaml("감금: \"${x} > 1\"\nb: {ko: 이름, en: Name}\n", "f.yaml").value();
  const auto* first = node.find("감금");
  CHECK(first->line == 1);
  CHECK(first->column == 6);
  CHECK(first->verbatim);
  const auto* name = node.find("b")->find("en");
  CHECK(name->line == 2);
  CHECK(name->column == 17);
}

TEST_CASE("text that the file escapes is not verbatim") {
  CHECK_FALSE(read_yaml("a: \"x\\ty\"\n", "f.yaml")->find("a")->verbatim);
  CHECK_FALSE(read_yaml("a: |\n  one\n  two\n", "f.yaml")->find("a")->verbatim);
}

TEST_CASE("a byte order mark and CRLF are taken, decomposed Hangul is composed") {
  const auto node = read_yaml("\xef\xbb\xbf" "a: |\r\n  one\r\n  two\r\nb: \xe1\x84\x80\xe1\x85\xa1\r\n", "f.yaml").value();
  CHECK(node.find("a")->text == "one\ntwo\n");
  CHECK(node.find("b")->text == "가");
  CHECK(node.find("b")->line == 4);
}

TEST_CASE("what a definition never needs is refused where it stands") {
  check_refused({"an anchor", "a: &x 1\n", "anchors", 1, 4});
  check_refused({"an anchored list", "a: &x [1]\n", "anchors", 1, 4});
  check_refused({"an anchored nothing", "a: &x\n", "anchors", 1, 4});
  check_refused({"an alias", "a: 1\nb: *a\n", "not YAML", 2, 4});
  check_refused({"a cycle", "a: &x [*x]\n", "anchors", 1, 4});
  check_refused({"a tag", "a: !!int 1\n", "tags", 1, 4});
  check_refused({"a tag of one's own", "a: !python/object 1\n", "tags", 1, 4});
  check_refused({"a bare tag", "a: ! 1\n", "tags", 1, 4});
  check_refused({"a tagged map", "a: !!map {b: 1}\n", "tags", 1, 4});
  check_refused({"a key twice", "a: 1\nb: 2\na: 3\n", "the key a stands here twice", 3, 1});
  check_refused({"a key twice in braces", "x: {a: 1, a: 2}\n", "the key a stands here twice", 1, 11});
  check_refused({"a list as a key", "? [1]\n: 2\n", "a key must be a word", 1, 3});
  check_refused({"nothing as a key", "~: 2\n", "a key must be a word", 1, 1});
  check_refused({"a second document", "a: 1\n---\nb: 2\n", "a second document", 2, 1});
  check_refused({"a second, empty document", "a: 1\n---\n", "a second document", 2, 1});
  check_refused({"an empty file", "", "the file is empty", 0, 0});
  check_refused({"only a comment", "# nothing\n", "the file is empty", 0, 0});
  check_refused({"a tab for indent", "a:\n\tb: 1\n", "not YAML", 2, 3});
  check_refused({"a quote left open", "a: \"b\nc: 1\n", "a quote is opened and not closed", 1, 4});
  check_refused({"a single quote left open", "a: 'it''s\n", "a quote is opened and not closed", 1, 4});
  check_refused({"bytes of CP949", "a: 1\nb: \xb0\xa8\n", "not UTF-8 text", 2, 0});
  check_refused({"a control character", std::string("a: 1\nb: \x04\nc: 2\n"), "control character", 2, 0});
  check_refused({"a null byte", std::string("a: \0b\n", 6), "control character", 1, 0});
  check_refused({"33 levels", std::string(33, '[') + std::string(33, ']'), "nested more than 32", 1, 33});
  check_refused({"a thousand levels", "a: " + std::string(1000, '[') + std::string(1000, ']'), "nested more than 32", 1, 35});
  check_refused({"more than 4 MiB", "a: " + std::string(std::size_t{4} << 20, 'x'), "larger than 4 MiB", 0, 0});
}

TEST_CASE("32 levels are read") {
  CHECK(read_yaml(std::string(32, '[') + std::string(32, ']'), "f.yaml").has_value());
}

TEST_CASE("a million brackets are refused, not followed") {
  CHECK_FALSE(read_yaml(std::string(1000000, '['), "f.yaml").has_value());
  CHECK_FALSE(read_yaml(std::string(1000000, '{'), "f.yaml").has_value());
}
