// Links for suppliers whose papers are missing: made, listed and revoked by the mill, and the page
// behind one, by which papers come in. What comes is read by nobody but the mill (uploads.cpp).
#include <algorithm>

#include "engine/lookup.hpp"
#include "http/lookups.hpp"
#include "http/names.hpp"
#include "http/office_lists.hpp"
#include "http/parameters.hpp"
#include "http/public_facts.hpp"
#include "http/public_html.hpp"
#include "http/replies.hpp"
#include "http/site.hpp"
#include "http/upload_page.hpp"
#include "net/multipart.hpp"

namespace tenbin::http {
namespace {

using office::Right;
using office::UploadLink;

constexpr std::uint64_t small_body = 16U << 10;
constexpr std::uint64_t form_body = office::largest_upload + (64U << 10);
constexpr std::size_t most_receipts = 50;  // a page stays under 20 KB

// ---- for the mill
void write_link(json::Writer& json, const UploadLink& each, std::string_view token) {
  json.begin_object().key("days").integer(each.about.days);
  json.key("expires_at").string(format_instant(each.expires));
  json.key("link").string(std::to_string(each.id));
  json.key("made_at").string(format_instant(each.made)).key("made_by").string(each.made_by);
  json.key("note").string(each.about.note).key("receipts").begin_array();
  for (const std::string& receipt : each.about.receipts) json.string(receipt);
  json.end_array().key("state").string(name_of(each.state));
  json.key("supplier").string(each.about.supplier).key("uploads").integer(each.uploads);
  json.key("url");
  token.empty() ? json.null() : json.string("/u/" + std::string(token));
  json.end_object();
}

Reply one_link(const Call& call, const Result<UploadLink>& found, std::string_view token = {}) {
  if (!found) return problem_reply(call, found.error());
  std::string body;
  json::Writer json(body);
  write_link(json, *found, token);
  return json_reply(std::move(body), token.empty() ? 200 : 201);
}

bool lacks_paper(const Receipt& receipt) {
  return receipt.metal_class == MetalClass::renewable && !receipt.reversed &&
         receipt.supplier_certificate == no_index;
}

// A receipt of the supplier that lacks its paper. reference.unknown, receipt.not_backable.
Result<std::string> receipt_named(const State& state, Index supplier, const json::Value& value) {
  const auto name = value.text();
  if (!name) return tl::make_unexpected(name.error());
  const Index index = find_receipt(state, *name);
  if (index == no_index || state.receipts[index].supplier != supplier)
    return problem(Code::reference_unknown, {{"kind", "receipt"}, {"id", std::string(*name)}});
  if (!lacks_paper(state.receipts[index]))
    return problem(Code::receipt_not_backable, {{"receipt", std::string(*name)}});
  return std::string(*name);
}

// Those that the body names, or else all that lack their papers, the oldest first.
Result<std::vector<std::string>> receipts_of(const State& state, Index supplier,
                                             const json::Value& body) {
  std::vector<std::string> receipts;
  if (body.find("receipts") == nullptr) {
    for (const Receipt& each : state.receipts)
      if (each.supplier == supplier && lacks_paper(each) && receipts.size() < most_receipts)
        receipts.emplace_back(state.texts.get(each.id));
    return receipts;
  }
  const auto named = body.array_of("receipts");
  if (!named) return tl::make_unexpected(named.error());
  if ((*named)->size() > most_receipts) return json::invalid_at("/receipts", "array.size");
  for (const json::Value& each : **named) {
    auto receipt = receipt_named(state, supplier, each);
    if (!receipt) return tl::make_unexpected(receipt.error());
    receipts.push_back(*std::move(receipt));
  }
  return receipts;
}

Result<office::NewUploadLink> read_wanted(const State& state, const Call& call) {
  const std::string supplier(call.part("supplier"));
  const Index index = find_supplier(state, supplier);
  if (index == no_index)
    return problem(Code::reference_unknown, {{"kind", "supplier"}, {"id", supplier}});
  const auto body = json::parse(call.request.body);
  if (!body) return tl::make_unexpected(body.error());
  TENBIN_TRY(body->only_keys({"days", "note", "receipts"}));
  auto receipts = receipts_of(state, index, *body);
  if (!receipts) return tl::make_unexpected(receipts.error());
  office::NewUploadLink wanted{supplier, *std::move(receipts), text_or_empty(*body, "note")};
  if (body->find("days") == nullptr) return wanted;
  const auto days = body->integer_of("days");
  if (!days) return tl::make_unexpected(days.error());
  wanted.days = *days;
  return wanted;
}

Reply make(const Site& site, const Call& call) {
  const auto wanted = site.desk.read([&](const State& state) { return read_wanted(state, call); });
  if (!wanted) return problem_reply(call, wanted.error());
  const auto made = site.office.make_upload_link(*wanted, *call.person);
  if (!made) return problem_reply(call, made.error());
  return one_link(call, made->about, made->token);
}

Reply list(const Site& site, const Call& call) {
  const auto page = page_parameters(call);
  if (!page) return problem_reply(call, page.error());
  const auto found = site.office.upload_links(*page, call.request.parameter("supplier"));
  if (!found) return problem_reply(call, found.error());
  return json_reply(page_json(
      *found, [](json::Writer& json, const UploadLink& each) { write_link(json, each, {}); }));
}

Reply revoke(const Site& site, const Call& call) {
  const auto id = id_of(call, "link");
  if (!id) return problem_reply(call, id.error());
  return one_link(call, site.office.revoke_upload_link(*id));
}

// ---- for the supplier
// Those that still lack their papers.
void add_receipts(const Ledger& ledger, Records& records, ShownUpload& shown) {
  const State& state = ledger.state();
  for (const std::string& id : shown.link.about.receipts) {
    const Index index = find_receipt(state, id);
    if (index == no_index || !lacks_paper(state.receipts[index])) continue;
    const Receipt& receipt = state.receipts[index];
    AskedReceipt asked{id, {}, receipt.date, receipt.mass};
    (void)records.with<Receive>(receipt.seq, [&](const Receive& command) {
      asked.delivery_note = std::string(command.delivery_note);
    });
    shown.receipts.push_back(std::move(asked));
  }
}

void add_from_book(const Ledger& ledger, ShownUpload& shown) {
  const State& state = ledger.state();
  Records records(ledger);
  add_receipts(ledger, records, shown);
  const Index supplier = find_supplier(state, shown.link.about.supplier);
  if (supplier != no_index)
    shown.supplier = names_at<AddSupplier>(records, state.suppliers[supplier].seq);
  shown.supplier = or_id(std::move(shown.supplier), shown.link.about.supplier);
  if (state.sites.empty()) return;
  // Who asks is the site that waits for papers, or the book's first.
  Index site = 0;
  if (!shown.receipts.empty())
    site = state.receipts[find_receipt(state, shown.receipts.front().receipt)].site;
  shown.site = or_id(names_at<AddSite>(records, state.sites[site].seq),
                     state.texts.get(state.sites[site].id));
}

// "180", "1,800.5 t", "180000 kg"; nothing for what is no mass above zero.
std::optional<Mass> mass_of(std::string text) {
  std::erase(text, ',');
  auto parsed = parse_mass(text);
  if (!parsed) parsed = parse_mass(text + " t");
  if (!parsed || parsed->mass <= Mass()) return std::nullopt;
  return parsed->mass;
}

// The last part of a path, as old browsers send one; a name that is none is left out.
std::string base_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  return path.empty() ? "-" : std::string(path);
}

std::string_view part_of(const std::vector<net::FormPart>& form, std::string_view name) {
  const auto found =
      std::find_if(form.begin(), form.end(), [&](const auto& part) { return part.name == name; });
  return found == form.end() ? std::string_view{} : found->content;
}

// What is wrong with the form, as the page says it.
std::string_view wrong_of(const Problem& problem) {
  if (problem.code == Code::upload_kind) return "wrong.file";
  if (problem.code == Code::upload_full) return "wrong.full";
  for (const Fact& fact : problem.facts) {
    if (fact.name != "field") continue;
    if (fact.value == "file") return "wrong.file";
    return fact.value == "number" ? "wrong.number" : "wrong.dates";
  }
  return "wrong.form";
}

class UploadPages {
 public:
  explicit UploadPages(Site& site) : site_(site) {}

  Reply show(const Call& call) {
    if (const std::int64_t wait = wait_of(call); wait > 0) return wait_reply(call, wait);
    return page(call, {}, {}, 200);
  }

  Reply take(const Call& call) {
    if (const std::int64_t wait = wait_of(call); wait > 0) return wait_reply(call, wait);
    const auto stands = site_.office.upload_link_of(call.part("token"));
    if (!stands) return refused(call, stands.error());
    const auto form = net::parse_form(call.request.header("content-type"), call.request.body);
    if (!form) return page(call, {}, "wrong.form", 400);
    const FilledForm filled{std::string(part_of(*form, "number")),
                            std::string(part_of(*form, "from")), std::string(part_of(*form, "to")),
                            std::string(part_of(*form, "mass_t"))};
    return take_filled(call, *form, filled);
  }

 private:
  std::int64_t wait_of(const Call& call) {
    return lookups_.wait_of(call.request.address, site_.outside.now());
  }

  Reply take_filled(const Call& call, const std::vector<net::FormPart>& form,
                    const FilledForm& filled) {
    const auto from = parse_date(filled.from);
    const auto to = parse_date(filled.to);
    if (!from || !to) return page(call, filled, "wrong.dates", 400);
    office::NewUpload upload{{}, {}, filled.number, *from, *to, {}};
    if (!filled.mass.empty()) {
      upload.mass = mass_of(filled.mass);
      if (!upload.mass) return page(call, filled, "wrong.mass", 400);
    }
    for (const net::FormPart& part : form) {
      if (part.name != "file" || !part.file_name) continue;
      upload.file = base_name(*part.file_name);
      upload.bytes = part.content;
    }
    const auto added = site_.office.add_upload(call.part("token"), upload);
    if (added) return page(call, {}, "thanks", 200);
    if (added.error().code == Code::upload_expired || status_of(added.error().code) >= 500)
      return refused(call, added.error());
    return page(call, filled, wrong_of(added.error()), status_of(added.error().code));
  }

  static Reply refused(const Call& call, const Problem& problem) {
    if (problem.code != Code::upload_expired) return problem_reply(call, problem);
    return form_reply(upload_ended_page(call.language), status_of(problem.code));
  }

  Reply page(const Call& call, const FilledForm& filled, std::string_view said, unsigned status) {
    auto link = site_.office.upload_link_of(call.part("token"));
    if (!link) return refused(call, link.error());
    auto came = site_.office.uploads({}, {{}, {}, link->id});
    if (!came) return problem_reply(call, came.error());
    ShownUpload shown;
    shown.link = *std::move(link);
    shown.token = call.part("token");
    shown.came = std::move(came->items);
    shown.filled = filled;
    shown.said = said;
    site_.desk.read_ledger([&](const Ledger& ledger) { add_from_book(ledger, shown); });
    return form_reply(upload_page(call.language, shown), status);
  }

  Site& site_;
  Lookups lookups_;
};

}  // namespace

void add_upload_links(Router& router, Site& site) {
  router.add({"POST", "/api/v1/suppliers/{supplier}/upload-links", Right::post_receipts,
              Place::worker, [&site](const Call& call) { return make(site, call); }, small_body});
  router.add({"GET", "/api/v1/upload-links", Right::post_receipts, Place::worker,
              [&site](const Call& call) { return list(site, call); }});
  router.add({"DELETE", "/api/v1/upload-links/{link}", Right::post_receipts, Place::worker,
              [&site](const Call& call) { return revoke(site, call); }});
  const auto pages = std::make_shared<UploadPages>(site);
  router.add({"GET", "/u/{token}", Anyone{}, Place::worker,
              [pages](const Call& call) { return pages->show(call); }});
  router.add({"POST", "/u/{token}", Anyone{}, Place::worker,
              [pages](const Call& call) { return pages->take(call); }, form_body});
}

}  // namespace tenbin::http
