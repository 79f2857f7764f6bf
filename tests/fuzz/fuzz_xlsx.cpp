// depends: table
// Any bytes as a workbook; and any bytes as the sheet of one, since few of the former get past the
// zip.
#include <zip.h>

#include <cstdint>
#include <string>

#include "table/table.hpp"

namespace {

using namespace tenbin;

constexpr const char* relations =
    R"(<Relationships>
<Relationship Id="r" Type="x/officeDocument" Target="w.xml"/></Relationships>)";
constexpr const char* sheet_relations =
    R"(<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/></Relationships>)";
constexpr const char* book = R"(<workbook><sheets><sheet name="a" r:id="a"/></sheets></workbook>)";

std::string workbook_of(const std::uint8_t* sheet, std::size_t size) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  const auto add = [&](const char* name, const void* bytes, std::size_t length) {
    const auto place = zip_file_add(archive, name, zip_source_buffer(archive, bytes, length, 0), 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(place), ZIP_CM_STORE, 0);
  };
  add("_rels/.rels", relations, std::char_traits<char>::length(relations));
  add("_rels/w.xml.rels", sheet_relations, std::char_traits<char>::length(sheet_relations));
  add("w.xml", book, std::char_traits<char>::length(book));
  add("s.xml", sheet, size);
  zip_close(archive);
  zip_source_open(source);
  zip_source_seek(source, 0, SEEK_END);
  std::string bytes(static_cast<std::size_t>(zip_source_tell(source)), '\0');
  zip_source_seek(source, 0, SEEK_SET);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

void read_all(std::string bytes) {
  table::ReadOptions options;
  options.limits.part_bytes = 10'000'000;
  const auto opened = table::open_table(std::move(bytes), options);
  if (!opened) return;
  for (std::size_t i = 0; i < (*opened)->sheets().size(); ++i)
    (void)(*opened)->read(i, [](const table::Row&) { return true; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size >= 2 && data[0] == 'P' && data[1] == 'K') {
    read_all(std::string(reinterpret_cast<const char*>(data), size));
  } else {
    read_all(workbook_of(data, size));
  }
  return 0;
}
