#include "http/serve.hpp"

#include <atomic>

#include "http/announcer.hpp"
#include "http/entrance.hpp"
#include "http/factors.hpp"
#include "http/log_publisher.hpp"
#include "http/proxy.hpp"
#include "net/server.hpp"

namespace tenbin::http {
namespace {

// Names requests: eight random hex digits for the process, then a number.
std::function<std::string()> names_of(const Outside& outside) {
  std::array<std::uint8_t, 4> start{};
  outside.fill_random(start);
  const auto next = std::make_shared<std::atomic<std::uint64_t>>(0);
  return [prefix = to_hex(start), next] { return prefix + "-" + std::to_string(++*next); };
}

}  // namespace

Router routes_of(Site& site) {
  Router router;
  add_health(router, site);
  add_sessions(router, site);
  add_book(router, site);
  add_commands(router, site);
  add_plans(router, site);
  add_certificate_draft(router, site);
  add_badges(router, site);
  add_corrections(router, site);
  add_certificates(router, site);  // a file of another name is none
  add_uploads(router, site);
  add_imports(router, site);
  add_approvals(router, site);  // after the routes that it asks again
  add_system(router, site);
  add_public_pages(router, site);
  add_lists(router, site);
  add_factors(router, site);
  add_journal(router, site);
  add_overview(router, site);
  add_simulate(router, site);
  add_simulate_certificate(router, site);
  add_drafts(router, site);
  add_reservations(router, site);
  add_proposals(router, site);
  add_shares(router, site);
  add_upload_links(router, site);
  add_explain(router, site);
  add_flow(router, site);
  add_people(router, site);
  add_claims(router, site);
  add_verify(router, site);
  add_annual(router, site);
  add_workbooks(router, site);
  add_description(router, site);
  add_links(router, site);
  add_passkeys(router, site);
  add_oidc(router, site);
  add_calendar(router, site);
  add_webhooks(router, site);
  add_jobs(router, site);
  add_mcp(router, site);  // after the routes that its tools call
  add_assets(router, site);  // last: it takes every address that is left
  return router;
}

std::string office_path_of(const std::string& book) {
  return book + "-office";
}

Result<void> serve(const Serving& serving) {
  auto desk = desk::Desk::open(serving.book, serving.wait, serving.outside);
  if (!desk) return tl::make_unexpected(desk.error());
  auto office = office::Office::open(office_path_of(serving.book), serving.outside);
  if (!office) return tl::make_unexpected(office.error());
  Metrics metrics;
  Entrance entrance(serving.settings, serving.book, serving.outside);
  Jobs jobs(serving.outside);
  Site site{**desk, **office, serving.outside, metrics, serving.key_path, &entrance, &jobs};
  site.mcp = serving.settings.mcp;
  const auto setup = (*office)->setup_token();
  if (!setup) return tl::make_unexpected(setup.error());
  const LogPublisher publisher(site, serving.key_path);
  Dispatcher dispatcher(routes_of(site), site, serving.settings.workers, serving.log);
  net::ServerOptions options;
  options.address = serving.settings.listen;
  options.certificate = serving.settings.tls_certificate;
  options.key = serving.settings.tls_key;
  options.threads = serving.settings.threads;
  options.body_limit = [&](std::string_view method, std::string_view path) {
    return dispatcher.body_limit(method, path);
  };
  options.too_large = [&](net::Request head, std::uint64_t limit) {
    look_behind(serving.settings.proxy, head);
    return dispatcher.too_large(std::move(head), limit);
  };
  options.next_id = names_of(serving.outside);
  auto server = net::Server::listen(options);
  if (!server) return tl::make_unexpected(server.error());
  const std::string address =
      (options.certificate.empty() ? "http://" : "https://") + server->address();
  if (entrance.address.empty()) entrance.address = address_here(address);
  const Announcer announcer(site);
  serving.listening(address, *setup ? address + "/setup#" + **setup : "");
  server->run([&](net::Request request, net::Respond respond) {
    look_behind(serving.settings.proxy, request);
    dispatcher(std::move(request), std::move(respond));
  });
  jobs.finish();
  dispatcher.finish();
  (*desk)->finish();  // after a forced stop postings may wait still; they answer to what is above
  entrance.finish();
  return {};
}

}  // namespace tenbin::http
