#pragma once
// Replies that all handlers share: JSON, and problems as RFC 9457 has them.
#include <string>

#include "base/problem.hpp"
#include "http/call.hpp"

namespace tenbin::http {

Reply json_reply(std::string json, unsigned status = 200);

// To be saved, never shown by the browser. Of the name what is not ASCII becomes "_".
Reply file_reply(std::string bytes, std::string_view type, std::string_view name);

// Empty where it has none of that name.
std::string_view fact_of(const Problem& problem, std::string_view name);

// The status of HTTP that goes with a code.
unsigned status_of(Code code);

// application/problem+json in the caller's language: type, title, status, detail, code, request_id,
// facts, and where a place in the body is known, errors with its pointer.
Reply problem_reply(const Call& call, const Problem& problem);
Reply problem_reply(const net::Request& request, Language language, const Problem& problem);

// "Accept-Language: en-GB, ja;q=0.5", or the parameter lang=; Japanese where neither is clear.
Language language_of(const net::Request& request);

}  // namespace tenbin::http
