// POST /api/v1/verify: the bytes of a certificate (PDF, JSON or vc+jwt) held against this book. No
// other server is asked: what would need one is `not_checked`.
#include "codec/json_writer.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "press/seal_file.hpp"
#include "verify/certificate.hpp"

namespace tenbin::http {
namespace {

Reply verify_body(const Site& site, const Call& call) {
  verify::Trust trust;
  auto seals = press::seals_beside(site.desk.path());
  if (!seals) return problem_reply(call, seals.error());
  trust.book_seals = *std::move(seals);
  verify::OnlineOptions online;
  online.offline = true;
  const auto result = site.desk.read_ledger([&](const Ledger& ledger) {
    return verify::verify_certificate(call.request.body, trust, &ledger, online, site.outside);
  });
  if (!result) return problem_reply(call, result.error());
  std::string body;
  json::Writer json(body);
  result->write_json(json, std::string(call.request.parameter("file")), call.language);
  return json_reply(std::move(body));
}

}  // namespace

void add_verify(Router& router, Site& site) {
  router.add({"POST", "/api/v1/verify", SignedIn{}, Place::worker,
              Answering([&site](const Call& call) { return verify_body(site, call); }),
              std::uint64_t{16} << 20});
}

}  // namespace tenbin::http
