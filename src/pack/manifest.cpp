#include "pack/manifest.hpp"

#include <array>

#include "base/encoding.hpp"
#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::pack {
namespace {

constexpr std::string_view schema = "tenbin/pack/1";

std::string signed_text(std::string_view manifest) {
  return "tenbin-pack/1\n" + to_hex(tlog::sha256(as_bytes(manifest))) + "\n";
}

Result<Manifest> read(const json::Value& document) {
  TENBIN_TRY(document.only_keys({"files", "journal", "log_key", "missing_evidence", "period",
                                 "sample", "schema", "site", "tenbin", "to", "workbook"}));
  Manifest manifest;
  const auto take = [](const json::Value& from, std::string_view key,
                       std::string& out) -> Result<void> {
    const auto text = from.text_of(key);
    if (!text) return tl::make_unexpected(text.error());
    out = *text;
    return {};
  };
  const auto count = [](const json::Value& from, std::string_view key,
                        std::int64_t& out) -> Result<void> {
    const auto number = from.integer_of(key);
    if (!number) return tl::make_unexpected(number.error());
    if (*number < 0) return json::invalid_at(from.place(), "negative");
    out = *number;
    return {};
  };
  std::string said;
  TENBIN_TRY(take(document, "schema", said));
  if (said != schema) return json::invalid_at("/schema", "other");
  TENBIN_TRY(take(document, "tenbin", manifest.tenbin));
  TENBIN_TRY(take(document, "workbook", manifest.workbook));
  TENBIN_TRY(take(document, "site", manifest.site));
  TENBIN_TRY(take(document, "period", manifest.period));
  TENBIN_TRY(take(document, "to", manifest.to));
  TENBIN_TRY(take(document, "log_key", manifest.log_key));
  const auto journal = document.at("journal");
  if (!journal) return tl::make_unexpected(journal.error());
  TENBIN_TRY(count(**journal, "size", manifest.journal_size));
  TENBIN_TRY(take(**journal, "root", manifest.journal_root));
  const auto sample = document.at("sample");
  if (!sample) return tl::make_unexpected(sample.error());
  TENBIN_TRY(take(**sample, "seed", manifest.sample_seed));
  TENBIN_TRY(count(**sample, "wanted", manifest.sample_wanted));
  const auto missing = document.array_of("missing_evidence");
  if (!missing) return tl::make_unexpected(missing.error());
  for (const json::Value& one : **missing) {
    const auto text = one.text();
    if (!text) return tl::make_unexpected(text.error());
    manifest.missing_evidence.emplace_back(*text);
  }
  const auto files = document.array_of("files");
  if (!files) return tl::make_unexpected(files.error());
  for (const json::Value& one : **files) {
    ListedFile file;
    TENBIN_TRY(take(one, "name", file.name));
    TENBIN_TRY(take(one, "sha256", file.sha256));
    TENBIN_TRY(count(one, "bytes", file.bytes));
    manifest.files.push_back(std::move(file));
  }
  return manifest;
}

}  // namespace

std::string manifest_json(const Manifest& manifest) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("files").begin_array();
  for (const ListedFile& file : manifest.files) {
    writer.begin_object().key("bytes").integer(file.bytes);
    writer.key("name").string(file.name).key("sha256").string(file.sha256).end_object();
  }
  writer.end_array().key("journal").begin_object();
  writer.key("root").string(manifest.journal_root);
  writer.key("size").integer(manifest.journal_size).end_object();
  writer.key("log_key").string(manifest.log_key);
  writer.key("missing_evidence").begin_array();
  for (const std::string& id : manifest.missing_evidence) writer.string(id);
  writer.end_array().key("period").string(manifest.period);
  writer.key("sample").begin_object().key("seed").string(manifest.sample_seed);
  writer.key("wanted").integer(manifest.sample_wanted).end_object();
  writer.key("schema").string(schema).key("site").string(manifest.site);
  writer.key("tenbin").string(manifest.tenbin).key("to").string(manifest.to);
  writer.key("workbook").string(manifest.workbook).end_object();
  out += '\n';
  return out;
}

Result<Manifest> read_manifest(std::string_view json) {
  const auto document = json::parse(json);
  if (!document)
    return problem(Code::pack_malformed, {{"part", "manifest.json"}, {"what", "json"}});
  auto manifest = read(*document);
  if (!manifest)
    return problem(Code::pack_malformed, {{"part", "manifest.json"}, {"what", "form"}});
  return manifest;
}

std::string sign_manifest(std::string_view manifest_json, std::string_view key_name,
                          const tlog::KeyPair& key) {
  tlog::Note note{signed_text(manifest_json), {}};
  tlog::sign_note(note, key_name, key);
  return tlog::format_note(note);
}

bool is_signed(std::string_view manifest_json, std::string_view note,
               const tlog::VerifierKey& key) {
  const auto parsed = tlog::parse_note(note);
  if (!parsed || parsed->text != signed_text(manifest_json)) return false;
  const std::array<tlog::VerifierKey, 1> keys = {key};
  return tlog::verify_note(*parsed, keys).has_value();
}

}  // namespace tenbin::pack
