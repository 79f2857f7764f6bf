#pragma once
// POST /mcp: the book for programs that speak the Model Context Protocol (revision 2025-11-25; its
// JSON-RPC 2.0 over HTTP, one message a request, one JSON object as answer, no stream, no session).
// Off unless the setting `mcp` is on (http/settings.hpp): request.not_found.
//
// Only an API token opens it, never a cookie; and an Origin, which browsers send, must be the
// server's own address: request.forged. Each tool makes the call of a route (http/mcp_tools.hpp),
// so that rights, limits, access log and wording are those of the API. A tool reads, or leaves a
// draft that a person confirms on the screen; none posts. A token may call 120 tools a minute, then
// lookup.too_many {calls, seconds}.
//
// Whoever may speak here is answered by JSON-RPC: a message that is none -32700 or -32600 (with
// status 400), an unknown method -32601, an unknown tool or parameters of another form -32602. What
// a tool refuses is a result with isError and the problem of the API.
#include <string_view>

namespace tenbin::http {

inline constexpr std::string_view mcp_path = "/mcp";

}  // namespace tenbin::http
