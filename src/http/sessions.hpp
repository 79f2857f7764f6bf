#pragma once
// The answer to everyone who has just come in, whichever way.
#include "http/call.hpp"

namespace tenbin::http {

// Of Set-Cookie; `ends`: the browser forgets it.
std::string session_cookie_of(const Call& call, std::string_view token, bool ends = false);

// Who is signed in and what they may do, with the cookie.
Reply session_reply(const Call& call, const office::SignedIn& signed_in);
// The cookie and the way to the application, for a browser that followed a link or a form.
Reply session_redirect(const Call& call, const office::SignedIn& signed_in, unsigned status = 303);
// A page with the sentence of a problem, for the same browser.
Reply problem_page(const Call& call, const Problem& problem);

}  // namespace tenbin::http
