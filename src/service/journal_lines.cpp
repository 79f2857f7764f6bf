#include "service/journal_lines.hpp"

#include "codec/json_value.hpp"

namespace tenbin {

Result<std::string> outcome_in(std::string_view record) {
  const auto parsed = json::parse(record);
  if (!parsed) return tl::make_unexpected(parsed.error());
  const auto event = parsed->at("event");
  if (!event) return tl::make_unexpected(event.error());
  const json::Value* outcome = (*event)->find("outcome");
  return outcome == nullptr ? std::string() : json::write_canonical(*outcome);
}

}  // namespace tenbin
