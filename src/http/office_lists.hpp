#pragma once
// What the routes over the office's things have in common: ids in addresses, pages of lists.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "codec/json_writer.hpp"
#include "http/call.hpp"
#include "http/lists.hpp"

namespace tenbin::http {

// "12" as a number; nothing for what is no id.
std::optional<std::int64_t> read_id(std::string_view text);
// The part of the address as an id; reference.unknown {kind, id}.
Result<std::int64_t> id_of(const Call& call, std::string_view kind);

// limit and cursor.
Result<office::PageRequest> page_parameters(const Call& call);

// {"items":[…],"next":…} with each item as `write` writes it.
template <class T, class Write>
std::string page_json(const office::Page<T>& page, Write&& write) {
  std::string body;
  json::Writer json(body);
  json.begin_object().key("items").begin_array();
  for (const T& each : page.items) write(json, each);
  json.end_array().key("next");
  page.next ? json.string(cursor_of(static_cast<std::size_t>(*page.next))) : json.null();
  json.end_object();
  return body;
}

}  // namespace tenbin::http
