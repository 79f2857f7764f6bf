#include "annual/annual.hpp"

#include <array>

#include "base/encoding.hpp"
#include "codec/json_writer.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::annual {
namespace {

void write_change(json::Writer& json, const Change& change) {
  json.begin_object().key("before");
  change.before == 0 ? json.null() : json.integer(change.before);
  json.key("certificate").string(change.number);
  json.key("change").string(name_of(change.kind)).key("date").string(format_date(change.on));
  json.key("reason_class");
  change.reason_class.empty() ? json.null() : json.string(change.reason_class);
  json.key("revision").integer(change.revision).end_object();
}

void write_changes(json::Writer& json, const std::vector<Change>& changes) {
  json.begin_array();
  for (const Change& change : changes) write_change(json, change);
  json.end_array();
}

// What changed since which download: null for the first.
void write_since(json::Writer& json, const std::optional<Download>& last) {
  if (!last) return (void)json.null();
  json.begin_object().key("at").string(format_instant(last->at)).key("changes");
  write_changes(json, last->changes);
  json.key("records").integer(static_cast<std::int64_t>(last->records)).end_object();
}

// What the pack holds, so that a missing or changed file shows, and what it holds no longer.
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
  json.key("records").integer(static_cast<std::int64_t>(pack.records)).key("revoked");
  write_changes(json, pack.revoked);
  json.key("schema").string("tenbin/annual-pack/1").key("since");
  write_since(json, pack.last);
  json.key("to").string(format_date(pack.year.to)).end_object();
  return text + "\n";
}

}  // namespace

std::string_view name_of(ChangeKind kind) {
  constexpr std::array<std::string_view, 3> names = {"issued", "replaced", "revoked"};
  return names[static_cast<std::size_t>(kind)];
}

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
  auto charts = charts_of(renderer, pack.year);
  if (!charts) return tl::make_unexpected(charts.error());
  for (pack::File& file : *charts) files.push_back(std::move(file));
  for (const pack::File& file : pack.certificates) files.push_back(file);
  files.push_back({"verify.txt", how_to_check(pack)});
  files.push_back({"manifest.json", manifest_of(pack, files)});
  return pack::write_zip(files);
}

}  // namespace tenbin::annual
