// What the administrator wants to know at a glance.
#include <filesystem>

#include "codec/json_writer.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "service/certificate_keys.hpp"

namespace tenbin::http {

void add_system(Router& router, Site& site) {
  router.add({"GET", "/api/v1/system", office::Right::see_system, Place::worker,
              [&site](const Call& call) {
                std::error_code ignored;
                const auto bytes = std::filesystem::file_size(site.desk.path(), ignored);
                std::uint64_t size = 0;
                const auto key = site.desk.read_ledger([&](const Ledger& ledger) {
                  size = ledger.size();
                  return current_certificate_key(ledger);
                });
                if (!key) return problem_reply(call, key.error());
                std::string body;
                json::Writer json(body);
                json.begin_object().key("book").begin_object();
                json.key("bytes").integer(ignored ? 0 : static_cast<std::int64_t>(bytes));
                json.key("size").integer(static_cast<std::int64_t>(size));
                json.key("writable").boolean(site.desk.is_well()).end_object();
                json.key("key").begin_object().key("algorithm").string("Ed25519");
                json.key("id").string(*key).end_object();
                json.key("version").string(TENBIN_VERSION).end_object();
                return json_reply(std::move(body));
              }});
}

}  // namespace tenbin::http
