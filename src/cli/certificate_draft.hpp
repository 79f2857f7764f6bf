#pragma once
// `tenbin certificate draft`: what a certificate would say and look like; nothing is posted.
#include "cli/certificate_issue.hpp"

namespace tenbin::cli {

int draft_certificate(const Context& context, const IssueOptions& options);

}  // namespace tenbin::cli
