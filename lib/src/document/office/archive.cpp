// SPDX-License-Identifier: Apache-2.0
#include <zip.h>

#include "document/office/parts.hpp"

namespace scamdesk::document::office_module {
namespace {

constexpr std::size_t small_part = std::size_t{1} << 20;  ///< may be as compressed as it likes

struct Discard {
  void operator()(zip_t* zip) const noexcept { zip_discard(zip); }
  void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
};

class ZipArchive : public Archive {
public:
  ZipArchive(std::unique_ptr<zip_t, Discard> zip, std::string file, const WorkbookLimits& limits)
      : m_zip(std::move(zip)), m_file(std::move(file)), m_limits(limits) {}

  bool has(const std::string& part) const override { return zip_name_locate(m_zip.get(), part.c_str(), 0) >= 0; }

  Result<std::string> read(const std::string& part) override {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat(m_zip.get(), part.c_str(), 0, &stat) != 0 || (stat.valid & ZIP_STAT_SIZE) == 0) {
      return refused(message("the part {0} is missing", part));
    }
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) {
      return refused(message("the part {0} is encrypted", part));
    }
    if (stat.size > m_limits.part_bytes || m_read + stat.size > 2 * m_limits.part_bytes) {
      return refused(message("larger than {0} MiB", m_limits.part_bytes >> 20));
    }
    if (stat.size > small_part && stat.size / m_limits.ratio > stat.comp_size) {
      return refused(message("the part {0} is compressed more than {1} times: such a file is not opened", part, m_limits.ratio));
    }
    return unpack(part, static_cast<std::size_t>(stat.size));
  }

private:
  Result<std::string> unpack(const std::string& part, std::size_t size) {
    const std::unique_ptr<zip_file_t, Discard> opened(zip_fopen(m_zip.get(), part.c_str(), 0));
    std::string bytes(size, '\0');
    // One byte more is asked for: a part longer than it says is damaged.
    char beyond = 0;
    if (!opened || zip_fread(opened.get(), bytes.data(), size) != static_cast<zip_int64_t>(size) ||
        zip_fread(opened.get(), &beyond, 1) != 0) {
      return refused(message("the part {0} is damaged", part));
    }
    m_read += size;
    return bytes;
  }

  tl::unexpected<Error> refused(Message problem) const {
    return fail(Errc::bad_input, std::move(problem), message("open the file in a spreadsheet and save it again"), SourcePlace{m_file});
  }

  std::unique_ptr<zip_t, Discard> m_zip;
  std::string m_file;
  WorkbookLimits m_limits;
  std::size_t m_read = 0;
};

}  // namespace

Result<std::unique_ptr<Archive>> Archive::open(std::string_view bytes, const std::string& file, const WorkbookLimits& limits) {
  const auto foreign = [&] {
    return fail(Errc::bad_input, message("not an XLSX workbook"),
                message("save it as an Excel workbook (.xlsx) without a password"), SourcePlace{file});
  };
  zip_error_t fault;
  zip_error_init(&fault);
  auto* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &fault);
  if (source == nullptr) { return foreign(); }
  std::unique_ptr<zip_t, Discard> zip(zip_open_from_source(source, ZIP_RDONLY, &fault));
  zip_error_fini(&fault);
  if (!zip) {
    zip_source_free(source);
    return foreign();
  }
  const auto parts = zip_get_num_entries(zip.get(), 0);
  if (parts < 0 || static_cast<std::size_t>(parts) > limits.parts) { return foreign(); }
  return std::make_unique<ZipArchive>(std::move(zip), file, limits);
}

}  // namespace scamdesk::document::office_module
