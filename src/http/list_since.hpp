#pragma once
// The parameter updated_since of the lists: which rows a record since that moment made, reversed,
// named or put on a certificate. The journal knows; the rows themselves keep no time.
#include <optional>
#include <string>
#include <unordered_set>

#include "http/lists.hpp"

namespace tenbin::http {

struct Since {
  std::uint32_t first = 0;                    // of the records since then, in the order of the book
  std::unordered_set<std::uint32_t> entries;  // that they reverse
  std::unordered_set<std::string> named;      // ids and numbers in them
};

// Nothing when it is not given; input.invalid. Where very much was posted since, `first` is 1: all
// rows, rather than one too few.
Result<std::optional<Since>> since_parameter(const Site& site, const Call& call);

bool changed_since(const Since& since, const Row& row);

}  // namespace tenbin::http
