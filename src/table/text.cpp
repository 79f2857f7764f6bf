#include "table/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/check.hpp"

namespace tenbin::table {
namespace {

constexpr char32_t not_a_character = 0xFFFFFFFF;

// The character at `at`, which moves behind it; the table of RFC 3629 section 4.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at++);
  if (first < 0x80) return first;
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4 || text.size() - at < more) return not_a_character;
  char32_t character = first & (0x3Fu >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if ((byte(at) & 0xC0) != 0x80) return not_a_character;
    character = character << 6 | (byte(at++) & 0x3F);
  }
  constexpr char32_t least[] = {0, 0x80, 0x800, 0x10000};
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (character < least[more] || character > 0x10FFFF || surrogate) return not_a_character;
  return character;
}

constexpr const char* cp932_converter = "ibm-943_P15A-2003";

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const char* name) {
  UErrorCode error = U_ZERO_ERROR;
  Converter converter(ucnv_open(name, &error));
  TENBIN_CHECK(U_SUCCESS(error));
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &error);
  TENBIN_CHECK(U_SUCCESS(error));
  return converter;
}

const char* converter_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf16le:
      return "UTF-16LE";
    case Encoding::cp932:
      return cp932_converter;
    case Encoding::euc_jp:
      return "EUC-JP";
    case Encoding::iso_2022_jp:
      return "ISO-2022-JP";
    case Encoding::automatic:
    case Encoding::utf8:
      break;
  }
  return "UTF-8";
}

// Nothing when the bytes are not valid in that encoding.
std::optional<std::string> convert(std::string_view bytes, Encoding encoding) {
  const Converter converter = open_converter(converter_name(encoding));
  std::string out;
  out.reserve(bytes.size() * 3 / 2);
  UChar units[4096];
  const char* at = bytes.data();
  const char* const stop = at + bytes.size();
  std::int32_t kept = 0;  // a first half of a pair whose second half comes next
  for (bool more = true; more;) {
    UErrorCode error = U_ZERO_ERROR;
    UChar* filled = units + kept;
    ucnv_toUnicode(converter.get(), &filled, units + 4096, &at, stop, nullptr, 1, &error);
    more = error == U_BUFFER_OVERFLOW_ERROR;
    if (U_FAILURE(error) && !more) return std::nullopt;
    const auto size = static_cast<std::int32_t>(filled - units);
    kept = more && U16_IS_LEAD(filled[-1]) ? 1 : 0;
    icu::UnicodeString(false, units, size - kept).toUTF8String(out);
    if (kept == 1) units[0] = filled[-1];
  }
  if (!is_valid_utf8(out)) return std::nullopt;
  return out;
}

// How Japanese a text reads: kana and kanji of daily use against half-width kana and private
// characters.
long naturalness(std::string_view text) {
  long score = 0;
  for (const char32_t c : characters(text)) {
    if (c >= 0x3041 && c <= 0x30FC) score += 2;  // kana
    if (c >= 0x4E00 && c <= 0x9FFF) score += 1;  // kanji
    if (c >= 0xFF61 && c <= 0xFF9F) score -= 2;  // half-width kana
    if (c >= 0xE000 && c <= 0xF8FF) score -= 4;  // private use
  }
  return score;
}

Result<Decoded> unclear(std::string_view looks_like) {
  return problem(Code::import_encoding_unclear, {{"looks_like", std::string(looks_like)}});
}

Result<Decoded> decode_as(std::string_view bytes, Encoding encoding) {
  auto text = convert(bytes, encoding);
  if (!text) return unclear("unknown");
  return Decoded{std::move(*text), encoding};
}

Result<Decoded> decode_japanese(std::string_view bytes) {
  auto cp932 = convert(bytes, Encoding::cp932);
  constexpr std::size_t sample = 100'000;
  std::string_view head = bytes.substr(0, sample);
  head =
      head.substr(0, head.rfind('\n') == std::string_view::npos ? head.size() : head.rfind('\n'));
  const auto euc = convert(head, Encoding::euc_jp);
  if (!cp932) return unclear(euc ? "euc_jp" : "unknown");
  if (euc && naturalness(*euc) > naturalness(std::string_view(*cp932).substr(0, sample)))
    return unclear("euc_jp");
  return Decoded{std::move(*cp932), Encoding::cp932};
}

// The character that Windows has where others write another one for the same thing.
char16_t windows_twin(char32_t c) {
  switch (c) {
    case 0x301C:
      return 0xFF5E;  // wave dash
    case 0x2212:
      return 0xFF0D;  // minus
    case 0x2016:
      return 0x2225;  // parallel
    case 0x2014:
      return 0x2015;  // dash
    case 0x00A2:
      return 0xFFE0;
    case 0x00A3:
      return 0xFFE1;
    case 0x00AC:
      return 0xFFE2;
    case 0x00A6:
      return 0xFFE4;
    default:
      return 0;
  }
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) >= 0; });
}

bool is_hyphen(char32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D || c == 0x2500;
}

bool is_left_out(char32_t c) {
  return c <= ' ' || c == '_' || c == '*' || c == 0x203B || c == 0x30FB || c == 0xB7 ||
         u_isUWhiteSpace(static_cast<UChar32>(c)) || c == 0xFEFF || c == 0x200B;
}

}  // namespace

void append_utf8(char32_t character, std::string& out) {
  const auto put = [&](char32_t bits) {
    out += static_cast<char>(static_cast<unsigned char>(bits));
  };
  if (character < 0x80) return put(character);
  if (character < 0x800) {
    put(0xC0 | character >> 6);
  } else if (character < 0x10000) {
    put(0xE0 | character >> 12);
    put(0x80 | (character >> 6 & 0x3F));
  } else {
    put(0xF0 | character >> 18);
    put(0x80 | (character >> 12 & 0x3F));
    put(0x80 | (character >> 6 & 0x3F));
  }
  put(0x80 | (character & 0x3F));
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (next_character(text, at) == not_a_character) return false;
  return true;
}

std::vector<char32_t> characters(std::string_view text) {
  std::vector<char32_t> result;
  for (std::size_t at = 0; at < text.size();) result.push_back(next_character(text, at));
  return result;
}

Result<Decoded> decode(std::string bytes, Encoding wanted) {
  const std::string_view view = bytes;
  const bool utf8_mark = view.starts_with("\xEF\xBB\xBF");
  if (wanted == Encoding::automatic && view.starts_with("\xFF\xFE")) wanted = Encoding::utf16le;
  if (wanted == Encoding::utf16le)
    return decode_as(view.substr(view.starts_with("\xFF\xFE") ? 2 : 0), wanted);
  if (wanted == Encoding::utf8 || wanted == Encoding::automatic) {
    const bool escapes = view.find("\x1B$") != std::string_view::npos;
    if (is_valid_utf8(view) && !(escapes && wanted == Encoding::automatic)) {
      if (utf8_mark) bytes.erase(0, 3);
      return Decoded{std::move(bytes), Encoding::utf8};
    }
    if (escapes) return unclear("iso_2022_jp");
    if (utf8_mark || wanted == Encoding::utf8) return unclear("unknown");
    return decode_japanese(view);
  }
  return decode_as(view, wanted);
}

std::string_view encoding_name(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
      return "utf8";
    case Encoding::utf16le:
      return "utf16le";
    case Encoding::cp932:
      return "cp932";
    case Encoding::euc_jp:
      return "euc_jp";
    case Encoding::iso_2022_jp:
      return "iso_2022_jp";
    case Encoding::automatic:
      break;
  }
  return "automatic";
}

Encoded encode_cp932(std::string_view text) {
  const Converter converter = open_converter(cp932_converter);
  Encoded result;
  for (const char32_t c : characters(text)) {
    if (c < 0x80) {
      result.bytes += static_cast<char>(c);
      continue;
    }
    const char16_t twin = windows_twin(c);
    const icu::UnicodeString unit(static_cast<UChar32>(twin != 0 ? twin : c));
    char bytes[8];
    UErrorCode error = U_ZERO_ERROR;
    const std::int32_t size = ucnv_fromUChars(converter.get(), bytes, sizeof bytes,
                                              unit.getBuffer(), unit.length(), &error);
    if (U_SUCCESS(error) && size > 0) {
      result.bytes.append(bytes, static_cast<std::size_t>(size));
      continue;
    }
    std::string character;
    append_utf8(c, character);
    result.bytes += '?';
    if (std::find(result.missing.begin(), result.missing.end(), character) == result.missing.end())
      result.missing.push_back(character);
  }
  return result;
}

std::string nfkc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(error);
  TENBIN_CHECK(U_SUCCESS(error));
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string out;
  normalizer->normalize(source, error).toUTF8String(out);
  TENBIN_CHECK(U_SUCCESS(error));
  return out;
}

std::string fold(std::string_view text) {
  std::string out;
  for (const char32_t c : characters(nfkc(text))) {
    if (is_left_out(c)) continue;
    if (is_hyphen(c)) {
      out += '-';
      continue;
    }
    append_utf8(static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)),
                out);
  }
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view ideographic = "\xE3\x80\x80";
  constexpr std::string_view no_break = "\xC2\xA0";
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  for (;;) {
    if (!text.empty() && blank(text.front())) {
      text.remove_prefix(1);
    } else if (!text.empty() && blank(text.back())) {
      text.remove_suffix(1);
    } else if (text.starts_with(ideographic)) {
      text.remove_prefix(3);
    } else if (text.ends_with(ideographic)) {
      text.remove_suffix(3);
    } else if (text.starts_with(no_break)) {
      text.remove_prefix(2);
    } else if (text.ends_with(no_break)) {
      text.remove_suffix(2);
    } else {
      return text;
    }
  }
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (const char32_t c : characters(text)) {
    const int kind = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
    width += kind == U_EA_WIDE || kind == U_EA_FULLWIDTH ? 2 : 1;
  }
  return width;
}

}  // namespace tenbin::table
