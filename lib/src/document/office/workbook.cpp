// SPDX-License-Identifier: Apache-2.0
#include "document/office/parts.hpp"

namespace scamdesk::document::office_module {
namespace {

/// The part a target names: as it stands from the root, or from the folder of the workbook.
std::string part_name(const std::string& folder, std::string_view target) {
  if (target.starts_with('/')) { return std::string(target.substr(1)); }
  std::string base = folder;
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    const auto slash = base.size() < 2 ? std::string::npos : base.rfind('/', base.size() - 2);
    base = slash == std::string::npos ? std::string() : base.substr(0, slash + 1);
  }
  return base + std::string(target);
}

class Reader {
public:
  Reader(Archive& archive, const std::string& file, const WorkbookLimits& limits) : m_archive(archive) {
    m_context.file = file;
    m_context.limits = limits;
  }

  Result<Workbook> read() {
    auto main = find_main();
    if (!main) { return fail(main.error()); }
    const auto folder = main->substr(0, main->rfind('/') == std::string::npos ? 0 : main->rfind('/') + 1);
    auto status = read_relations(folder, main->substr(folder.size())).and_then([&] { return read_styles(); });
    if (!status) { return fail(status.error()); }
    const auto xml = part(*main);
    if (!xml) { return fail(xml.error()); }
    const auto root = (*xml)->document.document_element();
    const std::string_view epoch = child(root, "workbookPr").attribute("date1904").value();
    m_context.from_1904 = epoch == "1" || epoch == "true";
    return read_sheets(child(root, "sheets"));
  }

private:
  Result<std::unique_ptr<Xml>> part(const std::string& name) {
    auto bytes = m_archive.read(name);
    if (!bytes) { return fail(bytes.error()); }
    return parse(std::move(*bytes), SourcePlace{m_context.file});
  }

  Result<std::string> find_main() {
    const auto xml = part("_rels/.rels");
    if (!xml) { return fail(xml.error()); }
    for (const auto& relation : (*xml)->document.document_element().children()) {
      if (std::string_view(relation.attribute("Type").value()).ends_with("/officeDocument")) {
        return part_name("", relation.attribute("Target").value());
      }
    }
    return fail(Errc::bad_input, message("not an XLSX workbook"),
                message("save it as an Excel workbook (.xlsx) without a password"), SourcePlace{m_context.file});
  }

  Status read_relations(const std::string& folder, const std::string& main) {
    const auto xml = part(folder + "_rels/" + main + ".rels");
    if (!xml) { return fail(xml.error()); }
    for (const auto& relation : (*xml)->document.document_element().children()) {
      if (std::string_view(relation.attribute("TargetMode").value()) == "External") { continue; }
      const auto target = part_name(folder, relation.attribute("Target").value());
      const std::string_view type = relation.attribute("Type").value();
      if (type.ends_with("/sharedStrings")) { m_shared = target; }
      if (type.ends_with("/styles")) { m_styles = target; }
      m_targets[relation.attribute("Id").value()] = target;
    }
    return {};
  }

  Status read_styles() {
    if (!m_styles.empty() && m_archive.has(m_styles)) {
      auto styles = m_archive.read(m_styles).and_then([&](std::string bytes) { return read_date_styles(std::move(bytes), m_context); });
      if (!styles) { return fail(styles.error()); }
      m_context.dates = std::move(*styles);
    }
    if (!m_shared.empty() && m_archive.has(m_shared)) {
      auto shared = m_archive.read(m_shared).and_then([&](std::string bytes) { return read_shared(std::move(bytes), m_context); });
      if (!shared) { return fail(shared.error()); }
      m_context.shared = std::move(*shared);
    }
    return {};
  }

  Result<Workbook> read_sheets(const pugi::xml_node& sheets) {
    Workbook workbook;
    CellCount count;
    for (const auto& node : sheets.children()) {
      if (local_name(node) != "sheet") { continue; }
      if (workbook.sheets.size() == m_context.limits.sheets) {
        return fail(Errc::bad_input, message("more than {0} sheets", m_context.limits.sheets), {}, SourcePlace{m_context.file});
      }
      Sheet sheet{node.attribute("name").value(), !node.attribute("state").empty() &&
                  std::string_view(node.attribute("state").value()) != "visible", {}};
      auto rows = rows_of(node, sheet.name, count);
      if (!rows) { return fail(rows.error()); }
      sheet.rows = std::move(*rows);
      workbook.sheets.push_back(std::move(sheet));
    }
    return workbook;
  }

  /// A sheet of charts has no cells.
  Result<std::vector<SheetRow>> rows_of(const pugi::xml_node& node, const std::string& name, CellCount& count) {
    std::string id;
    for (const auto& attribute : node.attributes()) {
      const std::string_view key = attribute.name();
      if (key == "r:id" || key.ends_with(":id")) { id = attribute.value(); }
    }
    auto bytes = m_archive.read(m_targets[id]);
    if (!bytes) { return fail(bytes.error()); }
    return read_rows(std::move(*bytes), name, m_context, count);
  }

  Archive& m_archive;
  CellContext m_context;
  std::string m_shared, m_styles;
  std::map<std::string, std::string> m_targets;
};

}  // namespace

Result<Workbook> read_archive(Archive& archive, const std::string& file, const WorkbookLimits& limits) {
  return Reader(archive, file, limits).read();
}

}  // namespace scamdesk::document::office_module
