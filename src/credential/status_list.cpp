#include "credential/status_list.hpp"

#include <zlib.h>

#include "base/check.hpp"
#include "codec/json_writer.hpp"
#include "credential/credential.hpp"
#include "credential/time.hpp"
#include "credential/web.hpp"

namespace tenbin::credential {
namespace {

using json::Value;

constexpr std::size_t list_bytes = status_list_bits / 8;
constexpr std::size_t longest_text = std::size_t{64} << 10;  // packed, no list is longer
constexpr int gzip_window = 15 + 16;

unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

// zlib writes no time and no name into the header, so the same bits give the same bytes.
std::string gzip(std::string bytes) {
  z_stream stream{};
  TENBIN_CHECK(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, 8,
                            Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = bytes_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = bytes_of(packed);
  stream.avail_out = static_cast<uInt>(packed.size());
  const int status = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  TENBIN_CHECK(status == Z_STREAM_END);
  return packed;
}

// Nothing unless it unpacks to exactly `size` bytes, with nothing behind: never more room than
// that.
std::optional<std::string> gunzip(std::string packed, std::size_t size) {
  z_stream stream{};
  if (inflateInit2(&stream, gzip_window) != Z_OK) return std::nullopt;
  std::string bytes(size + 1, '\0');
  stream.next_in = bytes_of(packed);
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = bytes_of(bytes);
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int status = inflate(&stream, Z_FINISH);
  const bool good = status == Z_STREAM_END && stream.total_out == size && stream.avail_in == 0;
  inflateEnd(&stream);
  if (!good) return std::nullopt;
  bytes.resize(size);
  return bytes;
}

std::string body_of(const std::string& url, std::string_view issuer, std::string_view encoded,
                    std::string_view as_of) {
  std::string out;
  json::Writer w(out);
  w.begin_object().key("@context").begin_array().string(credentials_context).end_array();
  w.key("credentialSubject").begin_object().key("encodedList").string(encoded);
  w.key("id").string(url + "#list").key("statusPurpose").string("revocation");
  w.key("type").string("BitstringStatusList").end_object();
  w.key("id").string(url).key("issuer").string(issuer);
  w.key("type").begin_array().string("VerifiableCredential");
  w.string("BitstringStatusListCredential").end_array();
  w.key("validFrom").string(as_of).end_object();
  return out;
}

}  // namespace

StatusBits::StatusBits() : bytes_(list_bytes, '\0') {}

void StatusBits::set(std::uint64_t index) {
  TENBIN_CHECK(index < status_list_bits);
  const auto byte = static_cast<unsigned char>(bytes_[index / 8]);
  bytes_[index / 8] = static_cast<char>(byte | (0x80U >> (index % 8)));
}

bool StatusBits::test(std::uint64_t index) const {
  TENBIN_CHECK(index < status_list_bits);
  return (static_cast<unsigned char>(bytes_[index / 8]) & (0x80U >> (index % 8))) != 0;
}

std::string StatusBits::encode() const {
  return "u" + to_base64url(as_bytes(gzip(bytes_)));
}

Result<StatusBits> StatusBits::decode(std::string_view text) {
  const auto wrong = [](std::string what) {
    return json::invalid_at("/credentialSubject/encodedList", std::move(what));
  };
  if (!text.starts_with('u') || text.size() > longest_text) return wrong("range");
  auto packed = from_base64url(text.substr(1));
  if (!packed) return wrong("base64url");
  auto bytes = gunzip(std::move(*packed), list_bytes);
  if (!bytes) return wrong("gzip");
  StatusBits bits;
  bits.bytes_ = std::move(*bytes);
  return bits;
}

std::string status_list_json(const StatusListOf& list, const StatusBits& bits) {
  return body_of(status_list_url(list.web, list.number), did_of(list.web), bits.encode(),
                 format_time(list.as_of));
}

Result<StatusList> read_status_list(const json::Object& body) {
  const Value value(body, "/");
  const auto url = value.text_of("id");
  if (!url) return tl::make_unexpected(url.error());
  const auto issuer = value.text_of("issuer");
  if (!issuer) return tl::make_unexpected(issuer.error());
  const auto from = value.text_of("validFrom");
  if (!from) return tl::make_unexpected(from.error());
  const auto as_of = parse_time(*from);
  if (!as_of) return json::invalid_at("/validFrom", "date");
  const auto subject = value.at("credentialSubject");
  if (!subject) return tl::make_unexpected(subject.error());
  const auto encoded = (*subject)->text_of("encodedList");
  if (!encoded) return tl::make_unexpected(encoded.error());
  const std::string right = body_of(std::string(*url), *issuer, *encoded, *from);
  if (json::write_canonical(value) != right) return json::invalid_at("/", "choice");
  auto bits = StatusBits::decode(*encoded);
  if (!bits) return tl::make_unexpected(bits.error());
  return StatusList{std::string(*url), std::string(*issuer), *as_of, std::move(*bits)};
}

Result<SignedStatusList> read_signed_status_list(std::string_view text) {
  const auto parsed = json::parse(text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  auto secured = split_proofs(*parsed);
  if (!secured) return tl::make_unexpected(secured.error());
  auto list = read_status_list(secured->body);
  if (!list) return tl::make_unexpected(list.error());
  return SignedStatusList{*std::move(list), std::move(secured->proofs)};
}

}  // namespace tenbin::credential
