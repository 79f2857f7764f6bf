#include "annual/annual.hpp"

#include "base/encoding.hpp"
#include "codec/json_writer.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::annual {
namespace {

// What the pack holds, so that a missing or changed file shows.
std::string manifest_of(const AnnualPack& pack, const std::vector<pack::File>& files) {
  std::string text;
  json::Writer json(text);
  json.begin_object().key("customer").string(pack.customer).key("files").begin_array();
  for (const pack::File& file : files) {
    json.begin_object().key("bytes").integer(static_cast<std::int64_t>(file.bytes.size()));
    json.key("name").string(file.name);
    json.key("sha256").string(to_hex(tlog::sha256(as_bytes(file.bytes)))).end_object();
  }
  json.end_array().key("from").string(format_date(pack.year.from));
  json.key("made").string(format_date(pack.made));
  json.key("schema").string("tenbin/annual-pack/1");
  json.key("to").string(format_date(pack.year.to)).end_object();
  return text + "\n";
}

}  // namespace

Result<std::string> write_annual_pack(const paper::Renderer& renderer, const AnnualPack& pack) {
  std::vector<pack::File> files;
  for (const Language language : {Language::ja, Language::en}) {
    const std::string end = language == Language::ja ? "_ja" : "_en";
    auto report = renderer.render(report_of(pack, language));
    if (!report) return tl::make_unexpected(report.error());
    files.push_back({"report" + end + ".pdf", *std::move(report)});
    files.push_back({"snippets" + end + ".md", snippets_of(pack, language)});
  }
  auto sheets = sheets_of(pack);
  if (!sheets) return tl::make_unexpected(sheets.error());
  for (pack::File& file : *sheets) files.push_back(std::move(file));
  for (pack::File& file : charts_of(pack.year)) files.push_back(std::move(file));
  for (const pack::File& file : pack.certificates) files.push_back(file);
  files.push_back({"verify.txt", how_to_check(pack)});
  files.push_back({"manifest.json", manifest_of(pack, files)});
  return pack::write_zip(files);
}

}  // namespace tenbin::annual
