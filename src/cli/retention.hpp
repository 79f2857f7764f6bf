#pragma once
// Which of the dated copies of a book stay: the newest of each of the last days, weeks (from
// Monday) and months that have any, as many as are asked for.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "units/instant.hpp"

namespace tenbin::cli {

struct Retention {
  std::size_t days = 0;
  std::size_t weeks = 0;
  std::size_t months = 0;
};

// "7/4/12": days, weeks, months; each at most 1000, and one of them at least 1.
std::optional<Retention> parse_retention(std::string_view text);

// "mill-20261130T090000Z.tenbin": the file of a copy of the book "…/mill.tenbin" that was made
// then.
std::string copy_name(const std::string& book, Instant at);
// When the copy of that name was made; nothing for any other file.
std::optional<Instant> copy_made_at(const std::string& book, std::string_view name);

// Those that stay, in no order. `made`: of every copy there is, the newest first. The newest
// always stays.
std::vector<Instant> kept_copies(const std::vector<Instant>& made, const Retention& retention);

}  // namespace tenbin::cli
