#pragma once
// What a certificate would say and look like (見本). No key is asked for, and nothing of it can be
// taken for a certificate.
#include <string>

#include "certificate/content.hpp"
#include "paper/render.hpp"
#include "press/commands.hpp"

namespace tenbin::press {

struct Draft {
  std::string json;  // {"credential","draft","schema"}, without proof
  std::string pdf;   // marked as a sample across every page, without seal
};

// Issued in `trial`, which is opened to read and thrown away afterwards. Refusals as of issue
// (issue.hpp).
Result<Draft> draft(Ledger& trial, const IssueRequest& request, std::string_view actor);

// What it would say, its number the mark of a sample.
Result<CertificateContent> draft_content(Ledger& trial, const IssueRequest& request,
                                         std::string_view actor);

// A page of it, from 1, as a picture (PNG), and no more. input.invalid {field: page} as well.
Result<paper::Sheet> draft_page(Ledger& trial, const IssueRequest& request, std::string_view actor,
                                std::size_t page);

}  // namespace tenbin::press
