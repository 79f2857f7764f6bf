#pragma once
// `tenbin certificate draft`: what a certificate would say and look like. Nothing is posted, no key
// is asked for, and nothing of it can be taken for a certificate.
#include "cli/certificate_issue.hpp"

namespace tenbin::cli {

int draft_certificate(const Context& context, const IssueOptions& options);

}  // namespace tenbin::cli
