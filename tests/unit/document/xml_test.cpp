// SPDX-License-Identifier: Apache-2.0
#include "document/xml.hpp"

#include <doctest/doctest.h>

using namespace scamdesk;
using document::read_xml;

TEST_CASE("XML is read with its names, attributes, text and lines") {
  const auto root = read_xml("<?xml version=\"1.0\"?>\n<h:html a=\"1 &amp; 2\">\n<!-- no -->\n<body>감금 &#xAC00;<![CDATA[<b>]]></body>\n</h:html>", "in.xml");
  REQUIRE(root.has_value());
  CHECK(root->name == "h:html");
  CHECK(root->attribute("a") == "1 & 2");
  CHECK(root->attribute("b").empty());
  REQUIRE(root->child("body") != nullptr);
  CHECK(root->child("body")->text == "감금 가<b>");
  CHECK(root->child("body")->line == 4);
  CHECK(root->child("head") == nullptr);
}

TEST_CASE("what is not well-formed XML is refused with its line") {
  const auto fault = read_xml("<a>\n<b>\n</a>", "in.xml");
  REQUIRE_FALSE(fault.has_value());
  CHECK(fault.error().place->file == "in.xml");
  CHECK(fault.error().place->row == 3);
  CHECK_FALSE(read_xml("").has_value());
  CHECK_FALSE(read_xml("<a/>\xff").has_value());
}

TEST_CASE("a document type is refused, and so no entity of it grows or reaches outside") {
  const auto bomb = read_xml("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<a>&x;</a>");
  REQUIRE_FALSE(bomb.has_value());
  CHECK(word(bomb.error().problem, Lang::en) == "a document type (DOCTYPE), which is not read");
}

TEST_CASE("XML deeper or larger than the limits is refused") {
  std::string deep;
  for (int i = 0; i < 100; ++i) { deep += "<a>"; }
  for (int i = 0; i < 100; ++i) { deep += "</a>"; }
  CHECK_FALSE(read_xml(deep).has_value());
  document::XmlLimits limits;
  limits.depth = 200;
  CHECK(read_xml(deep, "", limits).has_value());
  limits.bytes = 100;
  CHECK_FALSE(read_xml(deep, "", limits).has_value());
}

TEST_CASE("what is written reads back the same") {
  document::XmlNode root{"a", {{"at", "<\"&'\n>"}}, {{"b", {}, {}, "x < y & \"z\" ]]>", 0}, {"c", {}, {}, "", 0}}, "", 0};
  const auto again = read_xml(document::to_xml(root));
  REQUIRE(again.has_value());
  CHECK(again->attributes == root.attributes);
  REQUIRE(again->children.size() == 2);
  CHECK(again->children[0].text == root.children[0].text);
  CHECK(again->children[1].name == "c");
}
