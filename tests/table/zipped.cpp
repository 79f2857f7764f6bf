#include "zipped.hpp"

#include <zip.h>

namespace tenbin::table::test {

std::string zipped(const std::map<std::string, std::string>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(source);
  zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts)
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), 0);
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

std::map<std::string, std::string> workbook_parts(const std::string& rows,
                                                  const std::string& behind) {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  return {{"_rels/.rels", head + R"(<Relationships><Relationship Id="a" Type="x/officeDocument"
        Target="xl/workbook.xml"/></Relationships>)"},
          {"xl/workbook.xml", head + R"(<workbook><sheets><sheet name="表" sheetId="1" r:id="r1"/>
        </sheets></workbook>)"},
          {"xl/_rels/workbook.xml.rels", head + R"(<Relationships>
        <Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
        <Relationship Id="r2" Type="x/styles" Target="/xl/styles.xml"/>
        <Relationship Id="r3" Type="x/sharedStrings" Target="sharedStrings.xml"/>
        </Relationships>)"},
          {"xl/styles.xml", head + R"(<styleSheet><numFmts>
        <numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
        <numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
        <numFmt numFmtId="166" formatCode="0.0&quot; days&quot;"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>
        <xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/>
        <xf numFmtId="166"/><xf numFmtId="57"/></cellXfs></styleSheet>)"},
          {"xl/sharedStrings.xml",
           head + R"(<sst><si><t>受入番号</t></si><si><r><rPr><b/></rPr><t>再</t></r>
        <r><t xml:space="preserve">エネ </t></r><rPh sb="0" eb="1"><t>サイ</t></rPh><phoneticPr/></si>
        <si><t>A&amp;B_x000D_&#x3042;</t></si><si><t/></si></sst>)"},
          {"xl/worksheets/sheet1.xml",
           head + "<worksheet><sheetData>" + rows + "</sheetData>" + behind + "</worksheet>"}};
}

std::string dump(const Table& table, std::size_t sheet) {
  constexpr std::string_view marks = "=#%@?!";
  std::string out;
  const auto result = table.read(sheet, [&](const Row& row) {
    out += std::to_string(row.number) + ':';
    for (const Cell& cell : row.cells) {
      if (&cell != row.cells.data()) out += '|';
      out += column_letters(cell.column) + marks[static_cast<std::size_t>(cell.kind)];
      out += cell.text;
    }
    out += '\n';
    return true;
  });
  return result ? out : out + std::string(code_text(result.error().code));
}

std::string dump_bytes(std::string bytes, const ReadOptions& options) {
  const auto table = open_table(std::move(bytes), options);
  return table ? dump(**table) : std::string(code_text(table.error().code));
}

}  // namespace tenbin::table::test
