#pragma once
// Postings over HTTP: how they are made repeatable, tried, posted and answered.
//
// A client names a posting by its header Idempotency-Key; it becomes the command_id, which the
// journal keeps for ever: the same key with the same body answers the first outcome again, with
// another it is command.id_reused. A command that brings its own command_id keeps it.
#include <memory>
#include <string>
#include <vector>

#include "codec/json_value.hpp"
#include "http/site.hpp"

namespace tenbin::http {

// The command as canonical JSON.
std::string with_command_id(const json::Value& command, std::string_view id);

// {"results":[{"outcome":{…},"seq":12,"status":"accepted"},…],"size":n}, or the refusal with the
// pointer of the command that was refused, or 503 request.busy.
void post(const Site& site, const std::shared_ptr<const Call>& call, desk::Posting posting,
          const Respond& respond);

// The same for commands that may take credits: not those that are held for others (holds.hpp).
// `turned`: the reservations that become these allocations.
void post_beside_holds(const Site& site, const std::shared_ptr<const Call>& call,
                       desk::Posting posting, std::vector<std::int64_t> turned,
                       const Respond& respond);

// A dry run: the commands are submitted to a copy of the book in memory that is thrown away. The
// answer is that of post() with "dry_run":true and the balances of the sites before and after.
Reply try_commands(const Site& site, const Call& call, const std::vector<json::Value>& commands);

}  // namespace tenbin::http
