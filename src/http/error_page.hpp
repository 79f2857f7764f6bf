#pragma once
// GET /docs/errors: every code that an answer can carry, with its sentences, what HTTP says with
// it, and whether the same request is worth sending again. The `type` of a problem (RFC 9457)
// points here, at #code. No script; the same for everyone.
#include <string>

#include "domain/kinds.hpp"

namespace tenbin::http {

// Made once.
const std::string& error_page(Language language);

}  // namespace tenbin::http
