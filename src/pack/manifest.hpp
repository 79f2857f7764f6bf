#pragma once
// manifest.json of a pack: what the pack is of, and the SHA-256 of every file in it but itself and
// its signature, manifest.note (a signed note of the log's key over the manifest's own SHA-256).
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "tlog/key.hpp"
#include "tlog/note.hpp"

namespace tenbin::pack {

struct ListedFile {
  std::string name;
  std::string sha256;  // hex
  std::int64_t bytes = 0;
  bool operator==(const ListedFile&) const = default;
};

struct Manifest {
  std::string tenbin;    // the version that wrote the pack
  std::string workbook;  // what wrote reconciliation.xlsx: "libxlsxwriter 1.1.4"
  std::string site;
  std::string period;  // first day
  std::string to;      // last day
  std::int64_t journal_size = 0;
  std::string journal_root;  // base64
  std::string log_key;       // verifier key of a signed note
  std::string sample_seed;
  std::int64_t sample_wanted = 0;
  std::vector<std::string> missing_evidence;  // supplier certificates used without a file
  std::vector<ListedFile> files;              // by name
};

std::string manifest_json(const Manifest& manifest);
// pack.malformed when it is no manifest of schema "tenbin/pack/1".
Result<Manifest> read_manifest(std::string_view json);

// "tenbin-pack/1\n<SHA-256 of manifest.json, hex>\n", signed.
std::string sign_manifest(std::string_view manifest_json, std::string_view key_name,
                          const tlog::KeyPair& key);
// Whether the note is that text, signed by the key.
bool is_signed(std::string_view manifest_json, std::string_view note, const tlog::VerifierKey& key);

}  // namespace tenbin::pack
