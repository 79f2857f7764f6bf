// depends: pack
// Any bytes as a pack; and any bytes as its parts, split at NUL, since few of the former get past
// the zip: manifest, journal, rulebook, checkpoint, a certificate.
#include <array>
#include <cstdint>
#include <string>

#include "pack/audit.hpp"
#include "pack/pack.hpp"

namespace {

using namespace tenbin;

std::string pack_of(std::string_view parts) {
  constexpr std::array<std::string_view, 5> names = {pack::manifest_name, pack::journal_name,
                                                     pack::rulebook_name, pack::checkpoint_name,
                                                     "certificates/one.json"};
  std::vector<pack::File> files;
  for (const std::string_view name : names) {
    const std::size_t end = parts.find('\0');
    files.push_back({std::string(name), std::string(parts.substr(0, end))});
    parts.remove_prefix(end == std::string_view::npos ? parts.size() : end + 1);
  }
  return pack::write_zip(files).value_or("");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("PK")) {
    pack::ZipLimits limits;
    limits.total_bytes = 10'000'000;
    if (!pack::read_zip(bytes, limits)) return 0;
    (void)pack::audit_pack(bytes, {});
  } else {
    (void)pack::audit_pack(pack_of(bytes), {});
  }
  return 0;
}
