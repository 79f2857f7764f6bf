#include "codec/canonical.hpp"

#include "codec/json_locate.hpp"
#include "codec/json_walk.hpp"

namespace tenbin::json {
namespace {

bool is_utf8(std::string_view text) {
  return simdjson::validate_utf8(text.data(), text.size());
}

// The first byte that is not part of valid UTF-8: the first bad line, then its first bad character.
std::size_t find_utf8_error(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos;
       end = text.find('\n', at)) {
    if (!is_utf8(text.substr(at, end - at))) break;
    at = end + 1;
  }
  while (at < text.size()) {
    std::size_t length = 1;
    while (length <= 4 && !is_utf8(text.substr(at, length))) ++length;
    if (length > 4) return at;
    at += length;
  }
  return at;
}

}  // namespace

Result<simdjson::dom::element> parse_text(simdjson::dom::parser& parser, std::string_view text,
                                          const Limits& limits) {
  if (text.size() > limits.bytes) return invalid_at("/", "json.size");
  if (text.starts_with("\xEF\xBB\xBF")) return invalid_at("1:1", "json.byte_order_mark");
  if (text.empty()) text = "";  // it may stand nowhere, and simdjson copies from where it stands
  simdjson::dom::element document;
  const simdjson::error_code error = parser.parse(text.data(), text.size()).get(document);
  if (error == simdjson::SUCCESS) {
    const auto surrogate = find_lone_surrogate(text);
    if (surrogate) return invalid_at(line_and_column(text, *surrogate), "json.surrogate");
    return document;
  }
  if (!is_utf8(text)) {
    return invalid_at(line_and_column(text, find_utf8_error(text)), "json.utf8");
  }
  if (const auto surrogate = find_lone_surrogate(text)) {
    return invalid_at(line_and_column(text, *surrogate), "json.surrogate");
  }
  const bool too_deep = error == simdjson::DEPTH_ERROR;
  if (const auto offset = find_error(text, too_deep ? limits.depth : simdjson::DEFAULT_MAX_DEPTH)) {
    return invalid_at(line_and_column(text, *offset), too_deep ? "json.depth" : "json");
  }
  return invalid_at("/", error == simdjson::NUMBER_ERROR ? "json.number" : "json");
}

Result<std::string> canonicalize(std::string_view json, const Limits& limits) {
  simdjson::dom::parser parser;
  const auto document = parse_text(parser, json, limits);
  if (!document) return tl::make_unexpected(document.error());
  std::string out;
  out.reserve(json.size() + 2 * writer_step);
  Writer writer(out);
  TENBIN_TRY(Walk(writer, limits).value(*document));
  return out;
}

}  // namespace tenbin::json
