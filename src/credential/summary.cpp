#include "credential/summary.hpp"

#include <algorithm>

#include "certificate/check_code.hpp"
#include "codec/json_value.hpp"
#include "credential/web.hpp"

namespace tenbin::credential {
namespace {

constexpr std::string_view purpose = "tenbin certificate summary v1\n";
constexpr std::size_t longest_text = 4096;

// The major types of RFC 8949 section 3.1 that we need.
enum class Major : std::uint8_t { number = 0, bytes = 2, text = 3, array = 4 };
constexpr char null_byte = '\xF6';
constexpr std::size_t fields = 9;
constexpr std::uint64_t version = 1;

// Heads in their shortest form (section 4.2.1).
void put_head(std::string& out, Major major, std::uint64_t value) {
  const auto type = static_cast<std::uint8_t>(static_cast<unsigned>(major) << 5);
  int size = 0;
  if (value >= 24) size = value < 0x100 ? 1 : value < 0x10000 ? 2 : value < 0x100000000 ? 4 : 8;
  constexpr std::uint8_t one_byte = 24;
  const std::uint8_t info = size == 0   ? static_cast<std::uint8_t>(value)
                            : size == 1 ? one_byte
                            : size == 2 ? one_byte + 1
                            : size == 4 ? one_byte + 2
                                        : one_byte + 3;
  out.push_back(static_cast<char>(type | info));
  for (int i = size - 1; i >= 0; --i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}

void put_text(std::string& out, std::string_view text) {
  put_head(out, Major::text, text.size());
  out += text;
}

void put_optional(std::string& out, std::optional<std::uint64_t> value) {
  if (value) {
    put_head(out, Major::number, *value);
  } else {
    out.push_back(null_byte);
  }
}

std::string cbor_of(const Summary& s) {
  std::string out;
  put_head(out, Major::array, fields);
  put_head(out, Major::number, version);
  put_text(out, s.number);
  put_head(out, Major::number, s.revision);
  put_head(out, Major::bytes, s.digest.size());
  out.append(s.digest.begin(), s.digest.end());
  put_optional(out, s.allocated ? std::optional(static_cast<std::uint64_t>(s.allocated->grams()))
                                : std::nullopt);
  put_head(out, Major::number, static_cast<std::uint64_t>(s.share.ppm()));
  put_text(out, format_date(s.period.from));
  put_text(out, format_date(s.period.to));
  put_optional(out, s.log_index);
  return out;
}

// Reads what cbor_of writes; after the first thing that is wrong it is not good and answers zeros.
// Heads that are not in their shortest form are found by writing the summary again.
class Decoder {
 public:
  explicit Decoder(std::string_view rest) : rest_(rest) {}

  bool finished() const { return good_ && rest_.empty(); }

  std::uint64_t head(Major major) {
    const std::uint8_t first = byte();
    if (first >> 5 != static_cast<unsigned>(major)) return fail();
    const std::uint8_t info = first & 31;
    if (info < 24) return info;
    if (info > 27) return fail();
    std::uint64_t value = 0;
    for (int i = 0; i < 1 << (info - 24); ++i) value = value << 8 | byte();
    return value;
  }
  std::uint64_t number(std::uint64_t limit) {
    const std::uint64_t value = head(Major::number);
    return value <= limit ? value : fail();
  }
  std::optional<std::uint64_t> optional(std::uint64_t limit) {
    if (!rest_.starts_with(null_byte)) return number(limit);
    rest_.remove_prefix(1);
    return std::nullopt;
  }
  std::string_view string(Major major) {
    const std::uint64_t size = head(major);
    if (size > rest_.size()) {
      fail();
      return "";
    }
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }
  Date date() {
    const auto value = parse_date(string(Major::text));
    if (!value) fail();
    return value.value_or(Date());
  }

 private:
  std::uint8_t byte() {
    if (rest_.empty()) return static_cast<std::uint8_t>(fail());
    const auto value = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }
  std::uint64_t fail() {
    good_ = false;
    rest_ = "";
    return 0;
  }

  std::string_view rest_;
  bool good_ = true;
};

std::optional<Summary> read_cbor(std::string_view cbor) {
  Decoder in(cbor);
  Summary s;
  if (in.head(Major::array) != fields || in.number(version) != version) return std::nullopt;
  s.number = in.string(Major::text);
  s.revision = static_cast<std::uint32_t>(in.number(UINT32_MAX));
  const std::string_view digest = in.string(Major::bytes);
  if (digest.size() != s.digest.size()) return std::nullopt;
  std::copy(digest.begin(), digest.end(), s.digest.begin());
  const auto grams = in.optional(static_cast<std::uint64_t>(mass_limit_g));
  if (grams) s.allocated = Mass::of_grams(static_cast<std::int64_t>(*grams));
  s.share = Share::of_ppm(static_cast<std::int32_t>(in.number(1'000'000)));
  s.period.from = in.date();
  s.period.to = in.date();
  s.log_index = in.optional(UINT64_MAX);
  if (!in.finished() || cbor_of(s) != cbor) return std::nullopt;
  return s;
}

std::string message_of(std::string_view cbor) {
  return std::string(purpose) + std::string(cbor);
}

}  // namespace

Summary summary_of(const CertificateContent& content, const tlog::Hash& digest, bool with_mass,
                   std::optional<std::uint64_t> log_index) {
  Summary summary{content.number, content.revision, digest, std::nullopt, content.totals.share, {},
                  log_index};
  if (with_mass) summary.allocated = content.totals.allocated;
  if (!content.periods.empty()) summary.period = content.periods.front();
  for (const certificate::Period& period : content.periods) {
    summary.period.from = std::min(summary.period.from, period.from);
    summary.period.to = std::max(summary.period.to, period.to);
  }
  return summary;
}

std::string summary_url(std::string_view web, const Summary& summary, const tlog::KeyPair& key) {
  std::string bytes = cbor_of(summary);
  const tlog::Signature signature = key.sign(as_bytes(message_of(bytes)));
  bytes.append(signature.begin(), signature.end());
  return std::string(web) + "/c/" + percent_encode(summary.number) + "/" +
         certificate::check_code(to_hex(summary.digest)) + "#" + to_base64url(as_bytes(bytes));
}

bool SignedSummary::holds(const tlog::PublicKey& key) const {
  return tlog::verify_signature(key, as_bytes(message), signature);
}

Result<SignedSummary> read_summary(std::string_view text) {
  const auto wrong = [](std::string what) { return json::invalid_at("summary", std::move(what)); };
  if (text.size() > longest_text) return wrong("range");
  const std::size_t hash = text.find('#');
  if (hash != std::string_view::npos) text.remove_prefix(hash + 1);
  const auto bytes = from_base64url(text);
  Result<SignedSummary> read;
  const std::size_t size = read->signature.size();
  if (!bytes || bytes->size() <= size) return wrong("base64url");
  const std::string_view cbor = std::string_view(*bytes).substr(0, bytes->size() - size);
  const auto summary = read_cbor(cbor);
  if (!summary) return wrong("cbor");
  read->summary = *summary;
  read->message = message_of(cbor);
  std::copy(bytes->end() - static_cast<std::ptrdiff_t>(size), bytes->end(),
            read->signature.begin());
  return read;
}

}  // namespace tenbin::credential
