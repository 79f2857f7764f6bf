// /healthz: the process answers. /readyz: the book can be read and the last posting found its disk
// working. /metrics: for Prometheus.
#include "http/replies.hpp"
#include "http/site.hpp"

namespace tenbin::http {

void add_health(Router& router, Site& site) {
  router.add({"GET", "/healthz", Anyone{}, Place::network, [](const Call&) {
                return Reply{200, "text/plain; charset=utf-8", "ok\n"};
              }});
  router.add({"GET", "/readyz", Anyone{}, Place::network, [&site](const Call&) {
                const bool well = site.desk.is_well();
                return Reply{well ? 200U : 503U, "text/plain; charset=utf-8",
                             well ? "ready\n" : "the book cannot be written\n"};
              }});
  router.add(
      {"GET", "/metrics", Anyone{}, Place::worker, [&site](const Call&) {
         const auto size = site.desk.read([](const State& state) { return state.size(); });
         return Reply{
             200, "text/plain; version=0.0.4",
             site.metrics.text(
                 {{"tenbin_book_records", "Records of the journal.", static_cast<double>(size)},
                  {"tenbin_postings_waiting", "Postings in the queue of the writer.",
                   static_cast<double>(site.desk.waiting())},
                  {"tenbin_book_writable", "1: the last posting found the disk working.",
                   site.desk.is_well() ? 1.0 : 0.0}})};
       }});
}

}  // namespace tenbin::http
