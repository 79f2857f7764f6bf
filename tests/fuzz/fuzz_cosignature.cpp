// depends: tlog base
// Cosigner keys and cosigned notes: a key that is read is written the same; cosignatures of
// strangers are passed over or refused, and one of ours beside them still holds.
#include <cstddef>
#include <cstdint>

#include "base/check.hpp"
#include "tlog/cosignature.hpp"

using namespace tenbin;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto key = tlog::parse_cosigner_vkey(text))
    TENBIN_CHECK(tlog::format_cosigner_vkey(*key) == text);
  auto note = tlog::parse_note(text);
  if (!note || note->signatures.size() == tlog::max_note_signatures) return 0;
  static const tlog::KeyPair pair = tlog::KeyPair::from_seed(tlog::Seed{1});
  const tlog::CosignerKey ours{"w.example", pair.public_key()};
  const auto strangers = tlog::verify_cosignatures(*note, {&ours, 1});
  TENBIN_CHECK(!strangers || strangers->empty());
  note->signatures.push_back(tlog::cosign(note->text, ours.name, pair, 5));
  const auto cosigned = tlog::verify_cosignatures(*note, {&ours, 1});
  TENBIN_CHECK(cosigned.has_value() == strangers.has_value());
  return 0;
}
