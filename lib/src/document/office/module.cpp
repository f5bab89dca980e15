// SPDX-License-Identifier: Apache-2.0
#include "document/office/parts.hpp"

namespace scamdesk::document {
namespace {

class Loaded : public Office {
public:
  Result<XmlNode> read_xml(std::string_view utf8, const std::string& file, const XmlLimits& limits) const override {
    return office_module::parse(std::string(utf8), SourcePlace{file}).and_then([&](const auto& xml) {
      return office_module::to_node(*xml, file, limits);
    });
  }

  Result<Workbook> read_workbook(std::string_view bytes, const std::string& file, const WorkbookLimits& limits) const override {
    return office_module::Archive::open(bytes, file, limits).and_then([&](const auto& archive) {
      return office_module::read_archive(*archive, file, limits);
    });
  }

  Result<std::string> write_workbook(const WrittenWorkbook& workbook) const override {
    return office_module::write_xlsx(workbook);
  }
};

}  // namespace
}  // namespace scamdesk::document

extern "C" __attribute__((visibility("default"))) const scamdesk::document::Office* scamdesk_office() {
  static const scamdesk::document::Loaded office;
  return &office;
}
