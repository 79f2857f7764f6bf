// What strangers reach without an account: the page of a certificate, did.json, the status lists,
// the log as static files, and verify.html.
#include "certificate/check_code.hpp"
#include "credential/did.hpp"
#include "credential/status_list.hpp"
#include "credential/web.hpp"
#include "embedded/public_files.hpp"
#include "engine/attest.hpp"
#include "engine/lookup.hpp"
#include "http/kept_pages.hpp"
#include "http/log_publisher.hpp"
#include "http/lookups.hpp"
#include "http/public_facts.hpp"
#include "http/public_html.hpp"
#include "http/public_page.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "press/certificate_keys_file.hpp"
#include "press/log_key_file.hpp"
#include "press/seal_file.hpp"
#include "service/attesting.hpp"
#include "service/certificate_records.hpp"
#include "service/certify.hpp"
#include "service/log_folder.hpp"
#include "service/public_names.hpp"

namespace tenbin::http {
namespace {

// Of the name of a file that was downloaded: "MB-2026-000123-8.pdf".
std::string_view certificate_number(std::string_view name) {
  for (const std::string_view end : {".pdf", ".json", ".jwt"}) {
    if (name.ends_with(end)) name.remove_suffix(end.size());
  }
  return name;
}

Result<PublicCertificate> public_certificate(const Ledger& ledger, Index attested, Instant now) {
  const State& state = ledger.state();
  const Attestation& attestation = state.attestations[attested];
  const Certificate& certificate = state.certificates[attestation.certificate];
  PublicCertificate page;
  page.number = state.texts.get(certificate.number);
  page.path = public_path(state, attested);
  page.revision = attestation.revision;
  page.latest = certificate.revision;
  page.log_entry = attestation.seq;
  page.log_size = ledger.size();
  page.digest_hex = to_hex(attestation.digest);
  page.as_of = moment(now);
  if (certificate.revoked) {
    TENBIN_TRY(mark_revoked(ledger, certificate, page));
  } else if (is_withdrawn(state, attested)) {
    page.state = PublicState::replaced;
    page.since = certificate.date;
    const Index latest = find_attestation(state, attestation.certificate, certificate.revision);
    if (latest != no_index) page.latest_path = public_path(state, latest);
  } else {
    auto document = certificate_document(ledger, attestation.certificate);
    if (!document) return tl::make_unexpected(document.error());
    if (to_hex(tlog::sha256(as_bytes(document->text))) != page.digest_hex)
      return problem(Code::book_corrupt, {{"place", "document"}});
    page.content = std::move(document->content);
  }
  return page;
}

// The hashes by which a content security policy lets the inline parts of that kind run, and no
// others.
std::string hashes_of(std::string_view page, std::string_view tag) {
  const std::string opening = "<" + std::string(tag);
  const std::string closing = "</" + std::string(tag) + ">";
  std::string hashes;
  for (std::size_t at = page.find(opening); at != std::string_view::npos;
       at = page.find(opening, at)) {
    const std::size_t from = page.find('>', at) + 1;
    const std::size_t end = page.find(closing, from);
    if (end == std::string_view::npos) break;
    const auto hash = tlog::sha256(as_bytes(page.substr(from, end - from)));
    hashes += " 'sha256-" + to_base64(hash) + "'";
    at = end;
  }
  return hashes;
}

// verify.html works without a server; here it may ask servers of issuers what they publish.
Reply verify_page() {
  const std::string_view page = embedded::public_files()[1].bytes;
  static const std::string policy =
      "default-src 'none'; img-src data: blob:; connect-src 'self' https:; base-uri 'none'; "
      "form-action 'none'; frame-ancestors 'none'; script-src" +
      hashes_of(page, "script") + "; style-src" + hashes_of(page, "style");
  Reply reply{200, "text/html; charset=utf-8"};
  reply.fixed = page;
  reply.headers = {{"Content-Security-Policy", policy}, {"Cache-Control", "no-cache"}};
  return reply;
}

class PublicPages {
 public:
  explicit PublicPages(Site& site) : site_(site), names_(site.outside) {}

  Reply form(const Call& call) const {
    return html_reply(check_form(call.language, certificate_number(call.part("number")), false));
  }
  // Of the form's own address: to the page, or the form once more.
  Reply check(const Call& call) {
    if (auto refused = too_many(call)) return *std::move(refused);
    return look_up(call, call.request.parameter("number"), call.request.parameter("code"));
  }
  // What needs neither the ledger nor its lock: that there were too many look-ups, or a page that
  // is kept.
  std::optional<Reply> at_hand(const Call& call) {
    if (auto refused = too_many(call)) return refused;
    const auto page = kept_.find({site_.desk.size(), site_.outside.now()},
                                 {call.language, name_of(call.part("number"), call.part("code"))});
    return page ? std::optional(html_reply(*page)) : std::nullopt;
  }
  // Behind at_hand, which has counted it.
  Reply certificate(const Call& call) {
    return look_up(call, call.part("number"), call.part("code"));
  }
  // The same for programs.
  Reply certificate_for_programs(const Call& call) {
    if (auto refused = too_many(call)) return *std::move(refused);
    const Instant now = site_.outside.now();
    const PublicName name = name_of(call.part("number"), call.part("code"));
    const auto found =
        site_.desk.read_ledger([&](const Ledger& ledger) -> Result<PublicCertificate> {
          const Index attested = names_.find(ledger.state(), name);
          if (attested == no_index)
            return problem(Code::request_not_found, {{"path", call.request.path}});
          return public_certificate(ledger, attested, now);
        });
    return found ? json_reply(certificate_json(*found)) : problem_reply(call, found.error());
  }
  Reply did(const Call& call) const {
    auto did = site_.desk.read_ledger(
        [&](const Ledger& ledger) { return press::did_with_seals(site_.desk.path(), ledger); });
    if (!did) return problem_reply(call, did.error());
    return {200, "application/did+json", credential::did_json(*did), {}, open_to_all()};
  }
  Reply status_list(const Call& call) const {
    const auto list = parse_number(call.part("list"));
    auto text = site_.desk.read_ledger([&](const Ledger& ledger) -> Result<std::string> {
      const auto lists = 1 + ledger.state().attestations.size() / credential::status_list_bits;
      if (!list || *list >= lists)
        return problem(Code::request_not_found, {{"path", call.request.path}});
      return signed_list(ledger, *list);
    });
    if (!text) return problem_reply(call, text.error());
    return {200, "application/vc", *std::move(text), {}, open_to_all()};
  }

  // A file of the published log: the checkpoint, a tile. Names of others are none.
  Reply log_file(const Call& call) const {
    const std::string_view path = call.part("path");
    const bool plain = path.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789./") ==
                           std::string_view::npos &&
                       path.find("..") == std::string_view::npos;
    const bool known = plain && (path == "checkpoint" || path.starts_with("tile/"));
    const auto folder = open_log_folder(log_folder_of(site_.desk.path()));
    if (!folder) return problem_reply(call, folder.error());
    auto bytes = known ? (*folder)->read(std::string(path)) : std::optional<std::string>{};
    if (!bytes) return problem_reply(call, bytes.error());
    if (!*bytes)
      return problem_reply(call, {Code::request_not_found, {{"path", call.request.path}}});
    Reply reply{200,
                path == "checkpoint" ? "text/plain; charset=utf-8" : "application/octet-stream",
                **std::move(bytes)};
    reply.headers = open_to_all();
    return reply;
  }

 private:
  static net::Headers open_to_all() {
    return {{"Access-Control-Allow-Origin", "*"}, {"Cache-Control", "public, max-age=60"}};
  }
  static std::optional<std::uint64_t> parse_number(std::string_view text) {
    if (text.empty() || text.size() > 9) return std::nullopt;
    std::uint64_t number = 0;
    for (const char c : text) {
      if (c < '0' || c > '9') return std::nullopt;
      number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number;
  }

  std::optional<Reply> too_many(const Call& call) {
    const std::int64_t wait = lookups_.wait_of(call.request.address, site_.outside.now());
    return wait > 0 ? std::optional(wait_reply(call, wait)) : std::nullopt;
  }
  // Of a code as people type it.
  PublicName name_of(std::string_view number, std::string_view code) const {
    return names_.name_of(number, certificate::read_check_code(code));
  }

  // One look-up by number and code together: up to the answer, a wrong number and a wrong code go
  // the same way (service/public_names.hpp).
  Reply look_up(const Call& call, std::string_view number, std::string_view code) {
    const Instant now = site_.outside.now();
    const PublicName name = name_of(number, code);
    std::string path;
    const auto found = site_.desk.read_ledger([&](const Ledger& ledger) -> Result<KeptPages::Page> {
      const Index attested = names_.find(ledger.state(), name);
      if (attested == no_index) return KeptPages::Page();
      auto page = public_certificate(ledger, attested, now);
      if (!page) return tl::make_unexpected(page.error());
      auto made = std::make_shared<const std::string>(certificate_page(call.language, *page));
      kept_.keep({ledger.size(), now}, {call.language, name}, made);
      path = page->path;
      return made;
    });
    if (!found) return problem_reply(call, found.error());
    if (*found == nullptr) return html_reply(check_form(call.language, number, true));
    if (call.request.path != "/check") return html_reply(**found);
    Reply reply{
        303};  // to the page's own address, which can be kept and read in the other language
    reply.headers = {
        {"Location", path + (call.language == Language::en ? "?lang=en" : "?lang=ja")}};
    return reply;
  }

  Result<std::string> signed_list(const Ledger& ledger, std::uint64_t list) const {
    const auto web = web_of_book(ledger.book());
    if (!web) return tl::make_unexpected(web.error());
    const auto log_key = press::read_log_key(site_.key_path, ledger.book());
    if (!log_key) return tl::make_unexpected(log_key.error());
    const auto keyring = press::read_keyring(site_.desk.path(), *log_key);
    if (!keyring) return tl::make_unexpected(keyring.error());
    const auto key = press::signing_key(site_.desk.path(), ledger, *keyring);
    if (!key) return tl::make_unexpected(key.error());
    return signed_status_list(ledger.state(), *web, list, site_.outside.now(), *key);
  }

  Site& site_;
  PublicNames names_;
  Lookups lookups_;
  KeptPages kept_;
};

}  // namespace

void add_public_pages(Router& router, Site& site) {
  const auto pages = std::make_shared<PublicPages>(site);
  const auto get = [&](std::string_view pattern, Answering answer) {
    router.add({"GET", pattern, Anyone{}, Place::worker, std::move(answer)});
  };
  for (const std::string_view form : {"/c/{number}", "/cert/{number}"}) {
    router.add({"GET", form, Anyone{}, Place::network,
                [pages](const Call& call) { return pages->form(call); }});
  }
  Route certificate{"GET", "/c/{number}/{code}", Anyone{}, Place::worker,
                    [pages](const Call& call) { return pages->certificate(call); }};
  certificate.at_hand = [pages](const Call& call) { return pages->at_hand(call); };
  router.add(std::move(certificate));
  Route check{"GET", "/check", Anyone{}, Place::worker,
              [pages](const Call& call) { return pages->check(call); }};
  check.at_hand = [pages](const Call& call) {
    const bool asks = call.request.parameter("number").empty();
    return asks ? std::optional(pages->form(call)) : std::nullopt;
  };
  router.add(std::move(check));
  get("/c/{number}/{code}/json",
      [pages](const Call& call) { return pages->certificate_for_programs(call); });
  get("/.well-known/did.json", [pages](const Call& call) { return pages->did(call); });
  get("/status/{list}", [pages](const Call& call) { return pages->status_list(call); });
  get("/log/{path*}", [pages](const Call& call) { return pages->log_file(call); });
  router.add(
      {"GET", "/verify.html", Anyone{}, Place::network, [](const Call&) { return verify_page(); }});
  router.add({"GET", public_style_path(), Anyone{}, Place::network, [](const Call&) {
                Reply reply{200, "text/css; charset=utf-8"};
                reply.fixed = public_style();
                reply.headers = {{"Cache-Control", "public, max-age=31536000, immutable"}};
                return reply;
              }});
}

}  // namespace tenbin::http
