#pragma once
// What waits at a site for whoever reads, in all its periods: only what they may do themselves,
// each with the address where it is done, which names the site and the oldest period that it is
// about.
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_writer.hpp"
#include "http/holds.hpp"
#include "http/site.hpp"
#include "office/upkeep.hpp"

namespace tenbin::http {

// late: it is overdue or wrong; soon: it will be; other: whenever there is time.
enum class Urgency : std::uint8_t { late, soon, other };

struct Todo {
  std::string_view code;
  std::string href;
  std::int64_t count = 0;
  std::optional<Mass> mass = {};
  std::optional<std::int64_t> days = {};  // left, or since
  Urgency urgency = Urgency::other;
};

// What waits outside of the book, as far as the reader may do it.
struct Waiting {
  Holds reservations;  // that are open or expired; all of the site
  std::int64_t uploads = 0;
  std::int64_t approvals = 0;
  std::optional<office::UpkeepDone> backup = {};
  std::vector<ImportDraft> imports = {};
};
Result<Waiting> waiting_at(const Site& site, const Call& call, std::string_view name);

// The most urgent first.
std::vector<Todo> todos_of(const State& state, Index site, const Call& call, Instant now,
                           const Waiting& waiting);

void write_todos(json::Writer& json, const std::vector<Todo>& todos);

}  // namespace tenbin::http

namespace tenbin {

template <>
struct EnumNames<http::Urgency> {
  static constexpr std::array<std::string_view, 3> names{"late", "soon", "other"};
};

}  // namespace tenbin
