#include "paper/pades.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>

#include "paper/archive.hpp"
#include "paper/cms.hpp"
#include "paper/open_pdf.hpp"
#include "paper/qpdf.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::paper {
namespace {

constexpr std::string_view contents_mark = "/Contents <";
constexpr std::size_t largest_room = 16'000;  // a string of PDF/A holds 32,767 bytes

// Where the bytes of the signature stand: `open` at '<', `close` behind '>'.
struct Gap {
  std::size_t open = 0;
  std::size_t close = 0;
};

std::string digest_of(std::string_view pdf, Gap gap) {
  std::string covered(pdf.substr(0, gap.open));
  covered += pdf.substr(gap.close);
  const auto digest = tlog::sha256(as_bytes(covered));
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// The one place of a text; npos when there is none or another.
std::size_t only_place_of(std::string_view text, std::string_view in) {
  const std::size_t at = in.find(text);
  if (at == std::string_view::npos || in.find(text, at + 1) != std::string_view::npos)
    return std::string_view::npos;
  return at;
}

// "[ 0 123 456 789 ]" as wide as the open one.
std::string byte_range(Gap gap, std::size_t size) {
  const std::string known =
      fmt::format("/ByteRange [ 0 {} {} {}", gap.open, gap.close, size - gap.close);
  return fmt::format("{:<{}}]", known, sizeof(open_byte_range) - 2);
}

// The gap of the empty field.
std::optional<Gap> empty_gap(std::string_view pdf) {
  const std::size_t range = only_place_of(open_byte_range, pdf);
  if (range == std::string_view::npos) return std::nullopt;
  const std::size_t object = pdf.rfind("endobj", range);
  const std::size_t end = pdf.find("endobj", range);
  const std::size_t at = pdf.find(contents_mark, object == std::string_view::npos ? 0 : object);
  if (at == std::string_view::npos || at > end) return std::nullopt;
  const std::size_t open = at + contents_mark.size() - 1;
  const std::size_t close = pdf.find('>', open);
  const std::string_view hex = pdf.substr(open + 1, close - open - 1);
  if (close > end || hex.find_first_not_of('0') != std::string_view::npos) return std::nullopt;
  return Gap{open, close + 1};
}

// The value of the only signature field, reached as a reader does.
Result<QPDFObjectHandle> signature_of(QPDF& pdf) {
  try {
    QPDFObjectHandle fields = pdf.getRoot().getKey("/AcroForm").getKey("/Fields");
    if (!fields.isArray() || fields.getArrayNItems() != 1) return malformed_pdf("seal.missing");
    QPDFObjectHandle field = fields.getArrayItem(0);
    QPDFObjectHandle value = field.getKey("/V");
    if (!field.getKey("/FT").isNameAndEquals("/Sig") || !value.isDictionaryOfType("/Sig"))
      return malformed_pdf("seal.missing");
    return value;
  } catch (const std::exception&) {
    return malformed_pdf("seal.missing");
  }
}

// The gap that the byte range leaves, when it is the whole file but the hex string of /Contents.
std::optional<Gap> gap_of(QPDFObjectHandle signature, std::string_view pdf) {
  QPDFObjectHandle range = signature.getKey("/ByteRange");
  if (!range.isArray() || range.getArrayNItems() != 4) return std::nullopt;
  std::array<std::size_t, 4> numbers{};
  for (int i = 0; i < 4; ++i) {
    long long number = 0;
    if (!range.getArrayItem(i).getValueAsInt(number) || number < 0) return std::nullopt;
    numbers.at(static_cast<std::size_t>(i)) = static_cast<std::size_t>(number);
  }
  const auto [start, open, close, rest] = numbers;
  if (start != 0 || open >= close || close > pdf.size() || rest != pdf.size() - close)
    return std::nullopt;
  if (pdf[open] != '<' || pdf[close - 1] != '>' || close - open < 2) return std::nullopt;
  return Gap{open, close};
}

// The CMS in the gap, when that is written as we do: lower-case hex, then zeros, and what the
// dictionary holds.
std::optional<std::string> cms_in(std::string_view pdf, Gap gap, QPDFObjectHandle signature) {
  const auto bytes = from_hex(pdf.substr(gap.open + 1, gap.close - gap.open - 2));
  QPDFObjectHandle contents = signature.getKey("/Contents");
  if (!bytes || bytes->size() < 4 || bytes->size() > largest_room) return std::nullopt;
  if (!contents.isString() || contents.getStringValue() != *bytes) return std::nullopt;
  const auto octet = [&](std::size_t i) { return static_cast<std::uint8_t>((*bytes)[i]); };
  if (octet(0) != 0x30 || octet(1) != 0x82) return std::nullopt;
  const std::size_t size = 4 + (std::size_t{octet(2)} << 8 | octet(3));
  if (size > bytes->size() || bytes->find_first_not_of('\0', size) != std::string::npos)
    return std::nullopt;
  return bytes->substr(0, size);
}

// Whether a text stands in the file that belongs to a seal: one changed byte cannot hide them all.
bool has_marks(std::string_view pdf) {
  constexpr std::array<std::string_view, 4> marks{"/ByteRange", "/SubFilter", "/AcroForm",
                                                  "/ETSI.CAdES"};
  return std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) {
    return pdf.find(mark) != std::string_view::npos;
  });
}

// "D:20260810000000Z" as "2026-08-10T00:00:00Z"; empty for any other form.
std::string time_of(const std::string& date) {
  if (date.size() != 17 || !date.starts_with("D:") || !date.ends_with('Z')) return "";
  const std::string_view d = std::string_view(date).substr(2, 14);
  if (d.find_first_not_of("0123456789") != std::string_view::npos) return "";
  return fmt::format("{}-{}-{}T{}:{}:{}Z", d.substr(0, 4), d.substr(4, 2), d.substr(6, 2),
                     d.substr(8, 2), d.substr(10, 2), d.substr(12, 2));
}

void check_signature(QPDFObjectHandle signature, std::string_view pdf, PdfSignature& found) {
  const auto wrong = [&](const char* reason) { found.reason = reason; };
  QPDFObjectHandle time = signature.getKey("/M");
  found.time = time.isString() ? time_of(time.getStringValue()) : "";
  if (!signature.getKey("/SubFilter").isNameAndEquals("/ETSI.CAdES.detached")) return wrong("form");
  const auto gap = gap_of(signature, pdf);
  if (!gap) return wrong("byte_range");
  found.covers_whole_file = true;
  const auto cms = cms_in(pdf, *gap, signature);
  if (!cms) return wrong("form");
  const auto parts = parts_of(*cms, digest_of(pdf, *gap));
  if (!parts) return wrong("does_not_match");
  const CertificateFacts facts = facts_of(parts->certificates.front());
  found.subject = facts.subject;
  found.fingerprint = fingerprint_of(parts->certificates.front());
  found.key = multikey_of(parts->certificates.front());
  if (!is_signed(*parts)) return wrong("does_not_match");
  if (!parts->token.empty()) {
    found.timestamp = read_timestamp(parts->token, parts->signature);
    if (!found.timestamp) return wrong("timestamp");
  }
  found.intact = true;
  found.in_validity =
      !found.time.empty() && facts.not_before <= found.time && found.time <= facts.not_after;
  if (!found.in_validity) wrong("validity");
}

}  // namespace

std::size_t room_for(const SealKey& key, bool timestamped) {
  std::size_t room = timestamped ? 9'216 : 1'024;
  for (const std::string& certificate : key.certificates()) room += certificate.size();
  return std::min(room, largest_room);
}

Result<std::string> seal_pdf(std::string pdf, const SealKey& key, const AskTimestamp& ask) {
  const auto gap = empty_gap(pdf);
  if (!gap) return malformed_pdf("seal.missing");
  pdf.replace(pdf.find(open_byte_range), sizeof(open_byte_range) - 1, byte_range(*gap, pdf.size()));
  CmsParts parts{key.certificates(), digest_of(pdf, *gap), "", ""};
  parts.signature = key.sign(as_bytes(signed_attributes(parts.certificates, parts.digest)));
  if (ask) {
    auto token = timestamp_token(parts.signature, ask);
    if (!token) return tl::make_unexpected(std::move(token.error()));
    parts.token = *std::move(token);
  }
  const std::string cms = to_hex(as_bytes(cms_of(parts)));
  if (cms.empty() || cms.size() > gap->close - gap->open - 2) return malformed_pdf("seal.room");
  pdf.replace(gap->open + 1, cms.size(), cms);
  return pdf;
}

PdfSignature verify_pdf_signature(std::string_view bytes) {
  PdfSignature found;
  const auto pdf = open_pdf(bytes);
  if (!pdf) {
    found.reason = "form";
    return found;
  }
  const auto signature = signature_of(**pdf);
  if (!signature) {
    found.reason = "missing";
    found.unsealed = !has_marks(bytes);
    return found;
  }
  found.present = true;
  try {
    check_signature(*signature, bytes, found);
  } catch (const std::exception&) {
    found.reason = "form";
    found.intact = false;
  }
  return found;
}

}  // namespace tenbin::paper
