#pragma once
// Commands as POST /api/v1/commands posts them, for other routes that post some.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_value.hpp"
#include "http/site.hpp"

namespace tenbin::http {

// What is called again when the commands need a second person and one approves them.
struct Again {
  std::string_view route;  // its pattern
  std::string body;
};

// Each with the right that it needs, beside what is held for customers, and by two people where one
// alone may not (202). `key`: their command_id. Without `again` the commands themselves are posted
// when they are approved.
void post_commands(const Site& site, const std::shared_ptr<const Call>& call,
                   const std::vector<json::Value>& commands, std::string_view key,
                   const std::optional<Again>& again, const Respond& respond);

}  // namespace tenbin::http
