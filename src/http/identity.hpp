#pragma once
// Who asks: by the cookie of a session or an API token.
#include <optional>

#include "base/problem.hpp"
#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "http/call.hpp"

namespace tenbin::http {

inline constexpr std::string_view session_cookie = "tenbin_session";

// Whether the request carries an API token, good or not.
bool has_token(const Call& call);

// Fills person, rights and session of the call; session.expired, token.invalid.
std::optional<Problem> identify(Call& call, office::Office& office);

// Whether the caller is still who signed in, by the members password and code: what guards an
// account is not changed in a browser that somebody left open. As a sign-in refuses.
Result<void> prove_again(const Call& call, office::Office& office, const json::Value& body);

// A person as JSON; never the password.
void write_person(json::Writer& json, const office::Person& person);

// Who read or did what, for the office's access log.
void note_access(office::Office& office, const Call& call, unsigned status);

}  // namespace tenbin::http
