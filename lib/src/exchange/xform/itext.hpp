// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>

#include "document/xml.hpp"

namespace scamdesk::exchange::xform {

/// The words of an exported form in both languages, each under an id.
class Itext {
public:
  /// The XPath that shows what `${name}` of a message stands for.
  using Shown = std::function<std::string(std::string_view name)>;

  /// Keeps the words and gives the reference to them: `jr:itext('/data/x:label')`.
  std::string add(const std::string& id, const Text& words, const Shown& shown = {});
  /// `<itext>` with a translation for each language, Korean the default.
  document::XmlNode node() &&;

private:
  document::XmlNode m_ko{"translation", {{"lang", "한국어 (ko)"}, {"default", "true()"}}, {}, {}, 0};
  document::XmlNode m_en{"translation", {{"lang", "English (en)"}}, {}, {}, 0};
};

}  // namespace scamdesk::exchange::xform
