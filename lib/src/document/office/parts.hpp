// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "document/office.hpp"

/// The inside of the module: an archive, its XML parts, and how cells stand in them.
namespace scamdesk::document::office_module {

/// A parsed XML text and the bytes it points into.
struct Xml {
  std::string bytes;
  pugi::xml_document document;
};
/// Errors: bad_input with the file and the line.
Result<std::unique_ptr<Xml>> parse(std::string bytes, const SourcePlace& place);
/// The name without its prefix.
std::string_view local_name(const pugi::xml_node& node);
/// The first child element of this local name; null when there is none.
pugi::xml_node child(const pugi::xml_node& parent, std::string_view name);
Result<XmlNode> to_node(const Xml& xml, const std::string& file, const XmlLimits& limits);

/// The parts of a zip file, each read within the limits.
class Archive {
public:
  static Result<std::unique_ptr<Archive>> open(std::string_view bytes, const std::string& file, const WorkbookLimits& limits);
  virtual ~Archive() = default;
  virtual bool has(const std::string& part) const = 0;
  /// Errors: bad_input when it is missing, damaged, encrypted or beyond the limits.
  virtual Result<std::string> read(const std::string& part) = 0;
};

/// What the cells of a sheet refer to.
struct CellContext {
  std::vector<std::string> shared;  ///< shared strings
  std::vector<bool> dates;          ///< by cell style: it shows dates
  bool from_1904 = false;
  std::string file;
  WorkbookLimits limits;
};
Result<std::vector<std::string>> read_shared(std::string bytes, const CellContext& context);
Result<std::vector<bool>> read_date_styles(std::string bytes, const CellContext& context);
/// What the sheets of a workbook hold so far.
struct CellCount {
  std::size_t cells = 0;
  std::size_t text_bytes = 0;
};
/// The rows of one sheet's XML; `count` goes on over the whole workbook.
Result<std::vector<SheetRow>> read_rows(std::string bytes, const std::string& sheet, const CellContext& context, CellCount& count);
Result<Workbook> read_archive(Archive& archive, const std::string& file, const WorkbookLimits& limits);

/// The text of an `si` or `is` element: its runs joined, phonetic guides left out, `_x000D_` resolved.
std::string rich_text(const pugi::xml_node& node);
/// A number as the spreadsheet keeps it; empty when it is none.
std::optional<std::string> plain_number(std::string_view text);
/// The day or time a serial number stands for; empty when there is none.
std::optional<std::string> date_of(double serial, bool from_1904);

Result<std::string> write_xlsx(const WrittenWorkbook& workbook);

}  // namespace scamdesk::document::office_module
