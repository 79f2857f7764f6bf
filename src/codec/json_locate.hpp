#pragma once
// Inside codec only: where a text stops being JSON. simdjson is fast because it does not keep this;
// so the text that it has refused is read once more, slowly.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tenbin::json {

// The first byte at which no JSON text (RFC 8259) goes on as this one does; its size when it only
// ends too early; nothing when it is JSON. Nesting beyond `depth` counts as an error.
std::optional<std::size_t> find_error(std::string_view text, std::size_t depth);

// The first escape \uD800 to \uDFFF that is not half of a pair.
std::optional<std::size_t> find_lone_surrogate(std::string_view text);

// "line:column", both from 1, the column in bytes.
std::string line_and_column(std::string_view text, std::size_t offset);

}  // namespace tenbin::json
