#pragma once
// What all handlers stand on: one book, its office, and the outside.
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/desk.hpp"
#include "http/jobs.hpp"
#include "http/metrics.hpp"
#include "http/router.hpp"
#include "office/office.hpp"
#include "units/outside.hpp"

namespace tenbin::http {

struct Entrance;

// A file that somebody handed in to import and did not confirm (imports.cpp).
struct ImportDraft {
  std::string id;
  std::int64_t wrong_rows = 0;
};

struct Site {
  desk::Desk& desk;
  office::Office& office;
  const Outside& outside;
  Metrics& metrics;
  std::string key_path;          // of the book's key
  Entrance* entrance = nullptr;  // http/entrance.hpp
  Jobs* jobs = nullptr;          // none: whoever wishes for one is answered as others
  std::function<std::vector<ImportDraft>(std::string_view login)> import_drafts = {};
  bool mcp = false;  // http/mcp.hpp answers
};

// One page of routes each, named after its file.
void add_health(Router& router, Site& site);
void add_sessions(Router& router, Site& site);
void add_book(Router& router, Site& site);
void add_commands(Router& router, Site& site);
void add_plans(Router& router, Site& site);
void add_certificates(Router& router, Site& site);
void add_certificate_draft(Router& router, Site& site);
void add_badges(Router& router, Site& site);
void add_corrections(Router& router, Site& site);
// Of the routes that it finds in the table: add it behind them.
void add_approvals(Router& router, Site& site);
void add_imports(Router& router, Site& site);
void add_system(Router& router, Site& site);
void add_public_pages(Router& router, Site& site);
void add_lists(Router& router, Site& site);
void add_journal(Router& router, Site& site);
void add_overview(Router& router, Site& site);
void add_simulate(Router& router, Site& site);
void add_simulate_certificate(Router& router, Site& site);
void add_drafts(Router& router, Site& site);
void add_reservations(Router& router, Site& site);
void add_proposals(Router& router, Site& site);
void add_shares(Router& router, Site& site);
void add_upload_links(Router& router, Site& site);
void add_uploads(Router& router, Site& site);
void add_explain(Router& router, Site& site);
void add_flow(Router& router, Site& site);
void add_people(Router& router, Site& site);
void add_claims(Router& router, Site& site);
void add_verify(Router& router, Site& site);
void add_annual(Router& router, Site& site);
void add_workbooks(Router& router, Site& site);
void add_description(Router& router, Site& site);
void add_links(Router& router, Site& site);
void add_passkeys(Router& router, Site& site);
void add_oidc(Router& router, Site& site);
void add_calendar(Router& router, Site& site);
void add_webhooks(Router& router, Site& site);
void add_jobs(Router& router, Site& site);
// As add_approvals: behind the routes that its tools call.
void add_mcp(Router& router, Site& site);
void add_assets(Router& router, Site& site);

}  // namespace tenbin::http
