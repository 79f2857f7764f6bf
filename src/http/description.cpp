// GET /api/openapi.yaml: what the API takes and answers, for programs. GET /api/docs: the same for
// people, one page without a script that tools/api_docs.py makes of it. GET /docs/errors: what the
// codes of its refusals mean (error_page.hpp).
#include "embedded/api.hpp"
#include "http/error_page.hpp"
#include "http/public_html.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"

namespace tenbin::http {
namespace {

std::string docs_page() {
  std::string page(embedded::api().back().bytes);
  const std::string_view place = "{style}";
  if (const auto at = page.find(place); at != std::string::npos)
    page.replace(at, place.size(), public_style_path());
  return page;
}

// A page that does nothing; `page` lives as long as the server.
Reply page_reply(std::string_view page) {
  Reply reply{200, "text/html; charset=utf-8"};
  reply.fixed = page;
  reply.headers = {{"Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
                    "frame-ancestors 'none'"}};
  return reply;
}

}  // namespace

void add_description(Router& router, Site&) {
  router.add({"GET", "/api/openapi.yaml", Anyone{}, Place::network, [](const Call&) {
                Reply reply{200, "application/yaml; charset=utf-8"};
                reply.fixed = embedded::api().front().bytes;
                return reply;
              }});
  router.add({"GET", "/api/docs", Anyone{}, Place::network, [](const Call&) {
                static const std::string page = docs_page();
                return page_reply(page);
              }});
  router.add({"GET", "/docs/errors", Anyone{}, Place::network, [](const Call& call) {
                Reply reply = page_reply(error_page(language_of(call.request)));
                reply.headers.emplace_back("Vary", "Accept-Language");
                return reply;
              }});
}

}  // namespace tenbin::http
