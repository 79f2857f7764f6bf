#pragma once
// The tools of POST /mcp (http/mcp.hpp). A tool is a row of one table: its name, its parameters and
// the call that it makes; its texts are "mcp.tool.<name>" and "mcp.parameter.<name>" of the
// catalogue. What the call answers is handed on as it is, as text and as structuredContent: the
// texts in it are those of the book, data and nothing else.
#include <optional>
#include <string>
#include <string_view>

#include "codec/json_value.hpp"
#include "http/inside.hpp"

namespace tenbin::http {

// The result of tools/list.
std::string mcp_tools_json(Language language);

// The result of tools/call; nothing where there is no such tool. `arguments` is an object: what the
// tool does not know, what it lacks, and what has another form is refused as input.invalid.
std::optional<std::string> call_tool(const Inside& inside, const Call& call, std::string_view tool,
                                     const json::Value& arguments);

// The result where the call is refused before it reaches a tool.
std::string tool_refusal(const Call& call, const Problem& problem);

}  // namespace tenbin::http
