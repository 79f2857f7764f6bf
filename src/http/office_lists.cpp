#include "http/office_lists.hpp"

#include <charconv>

#include "http/parameters.hpp"

namespace tenbin::http {

std::optional<std::int64_t> read_id(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (bad != std::errc{} || end != text.data() + text.size() || id < 1) return std::nullopt;
  return id;
}

Result<std::int64_t> id_of(const Call& call, std::string_view kind) {
  if (const auto id = read_id(call.part(kind))) return *id;
  return problem(Code::reference_unknown,
                 {{"kind", std::string(kind)}, {"id", std::string(call.part(kind))}});
}

Result<office::PageRequest> page_parameters(const Call& call) {
  const auto limit = limit_parameter(call);
  if (!limit) return tl::make_unexpected(limit.error());
  const auto before = cursor_parameter(call, 0);
  if (!before) return tl::make_unexpected(before.error());
  office::PageRequest page;
  page.limit = static_cast<std::int64_t>(*limit);
  if (*before > 0) page.before = static_cast<std::int64_t>(*before);
  return page;
}

}  // namespace tenbin::http
