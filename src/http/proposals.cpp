// Proposals: made by sales, and behind a link and a PIN shown to the customer and accepted. An
// acceptance reserves, and so is a work of the desk's writer (holds.hpp).
#include "engine/lookup.hpp"
#include "http/holds.hpp"
#include "http/lookups.hpp"
#include "http/names.hpp"
#include "http/offered.hpp"
#include "http/office_lists.hpp"
#include "http/parameters.hpp"
#include "http/proposal_page.hpp"
#include "http/public_facts.hpp"
#include "http/public_html.hpp"
#include "http/replies.hpp"

namespace tenbin::http {
namespace {

using office::Proposal;
using office::Right;

constexpr std::uint64_t small_body = 256U << 10;
constexpr std::uint64_t form_body = 16U << 10;
constexpr std::int64_t usual_days = 14;

// ---- for sales
void write_proposal(json::Writer& json, const Proposal& each, const office::MadeProposal* made) {
  const auto text_if = [&](bool there, const std::string& text) {
    there ? json.string(text) : json.null();
  };
  const bool accepted = each.state == office::ProposalState::accepted;
  json.begin_object().key("accepted_at");
  text_if(each.accepted.has_value(), each.accepted ? format_instant(*each.accepted) : "");
  json.key("accepted_by");
  text_if(accepted, each.accepted_by);
  json.key("allocated_kg").string(format_kg(each.about.mass)).key("comment");
  text_if(accepted, each.comment);
  json.key("customer").string(each.about.customer).key("days").integer(each.about.days);
  json.key("expires_at").string(format_instant(each.expires));
  json.key("hold_days").integer(each.about.hold_days);
  json.key("made_at").string(format_instant(each.made)).key("made_by").string(each.made_by);
  json.key("message").string(each.about.message);
  json.key("period").string(format_date(each.about.period));
  if (made != nullptr) json.key("pin").string(made->pin);
  json.key("proposal").string(std::to_string(each.id)).key("reservation");
  text_if(each.reservation.has_value(), std::to_string(each.reservation.value_or(0)));
  json.key("rows").raw(each.about.rows).key("seen").integer(each.seen);
  json.key("site").string(each.about.site).key("state").string(name_of(each.state));
  json.key("title").string(each.about.title);
  if (made != nullptr) json.key("url").string("/p/" + made->token);
  json.end_object();
}

Reply one_proposal(const Call& call, const Result<Proposal>& found,
                   const office::MadeProposal* made = nullptr) {
  if (!found) return problem_reply(call, found.error());
  std::string body;
  json::Writer json(body);
  write_proposal(json, *found, made);
  return json_reply(std::move(body), made == nullptr ? 200 : 201);
}

Result<office::NewProposal> read_wanted(const State& state, const json::Value& body) {
  TENBIN_TRY(body.only_keys(
      {"site", "period", "customer", "title", "message", "rows", "days", "hold_days"}));
  const auto offered = read_offered(state, body);
  if (!offered) return tl::make_unexpected(offered.error());
  if (offered->allocated() <= Mass()) return json::invalid_at("/rows", "array.size");
  const auto days = integer_in(body, "days", usual_days);
  if (!days) return tl::make_unexpected(days.error());
  const auto hold_days = integer_in(body, "hold_days", usual_days);
  if (!hold_days) return tl::make_unexpected(hold_days.error());
  return office::NewProposal{offered->site,
                             offered->period,
                             offered->customer,
                             text_or_empty(body, "title"),
                             text_or_empty(body, "message"),
                             rows_json(offered->rows, true),
                             offered->allocated(),
                             *days,
                             *hold_days};
}

Reply make(const Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  const auto wanted = site.desk.read([&](const State& state) { return read_wanted(state, *body); });
  if (!wanted) return problem_reply(call, wanted.error());
  const auto made = site.office.make_proposal(*wanted, *call.person);
  if (!made) return problem_reply(call, made.error());
  return one_proposal(call, made->about, &*made);
}

Reply list(const Site& site, const Call& call) {
  const auto page = page_parameters(call);
  if (!page) return problem_reply(call, page.error());
  office::ProposalFilter filter;
  filter.customer = call.request.parameter("customer");
  filter.made_by = owner_for(call);
  if (const std::string_view name = call.request.parameter("state"); !name.empty()) {
    filter.state = value_named<office::ProposalState>(name);
    if (!filter.state)
      return problem_reply(call,
                           not_one_of("state", name, "open accepted expired withdrawn").value());
  }
  const auto found = site.office.proposals(*page, filter);
  if (!found) return problem_reply(call, found.error());
  return json_reply(page_json(*found, [](json::Writer& json, const Proposal& each) {
    write_proposal(json, each, nullptr);
  }));
}

Reply withdraw(const Site& site, const Call& call) {
  const auto id = id_of(call, "proposal");
  if (!id) return problem_reply(call, id.error());
  return one_proposal(call, site.office.withdraw_proposal(*id, owner_for(call)));
}

// ---- for the customer
// The digits of a PIN, however they were typed (４８２１, 48-21).
std::string digits_of(std::string_view text) {
  constexpr std::string_view wide = "\xEF\xBC";  // of U+FF10 to U+FF19
  std::string digits;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] >= '0' && text[at] <= '9') digits += text[at];
    if (text.substr(at, 2) != wide || at + 2 >= text.size()) continue;
    const auto last = static_cast<unsigned char>(text[at + 2]);
    if (last >= 0x90 && last <= 0x99) digits += static_cast<char>('0' + (last - 0x90));
  }
  return digits;
}

std::int64_t seconds_of(const Problem& problem) {
  return read_id(fact_of(problem, "seconds")).value_or(0);
}

class ProposalPages {
 public:
  explicit ProposalPages(Site& site) : site_(site) {}

  Reply ask_pin(const Call& call) {
    if (auto waits = too_many(call)) return *std::move(waits);
    const auto stands = site_.office.proposal_stands(call.part("token"));
    return stands ? form_reply(pin_page(call.part("token"), "")) : refused(call, stands.error());
  }

  Reply show(const Call& call) {
    if (auto waits = too_many(call)) return *std::move(waits);
    const auto form = net::parse_query(call.request.body);
    const std::string pin = digits_of(value_of(form, "pin"));
    auto found = site_.office.open_proposal(call.part("token"), pin, true);
    if (!found) return refused(call, found.error());
    return page(call, pin, *std::move(found), "");
  }

  void accept(const std::shared_ptr<const Call>& call, const Respond& respond) {
    if (auto waits = too_many(*call)) return respond(*std::move(waits));
    const auto form = net::parse_query(call->request.body);
    const std::string pin = digits_of(value_of(form, "pin"));
    auto found = site_.office.open_proposal(call->part("token"), pin, false);
    if (!found) return respond(refused(*call, found.error()));
    if (found->state == office::ProposalState::accepted)
      return respond(page(*call, pin, *std::move(found), ""));
    office::Acceptance given{value_of(form, "name"), value_of(form, "comment"),
                             rows_json(rows_of_json(found->about.rows), false)};
    if (!office::check_acceptance(given))
      return respond(page(*call, pin, *std::move(found),
                          not_accepted(given.name.empty() ? "name" : "text"), 400));
    const auto done = std::make_shared<Result<Proposal>>();
    desk::Work work = [this, proposal = *found, given, done](Ledger& ledger) -> Result<void> {
      *done = accept_now(ledger.state(), proposal, given);
      return {};
    };
    const bool taken = site_.desk.post(
        std::move(work),
        [this, call, respond, pin, done, proposal = *found](const Result<void>& posted) {
          if (!posted) return respond(problem_reply(*call, posted.error()));
          if (*done) return respond(page(*call, pin, **done, ""));
          respond(not_done(*call, pin, proposal, done->error()));
        });
    if (!taken) respond(problem_reply(*call, {Code::request_busy, {}}));
  }

 private:
  static std::string value_of(const std::map<std::string, std::string, std::less<>>& form,
                              std::string_view key) {
    const auto found = form.find(key);
    return found == form.end() ? "" : found->second;
  }

  std::optional<Reply> too_many(const Call& call) {
    const std::int64_t wait = lookups_.wait_of(call.request.address, site_.outside.now());
    if (wait == 0) return std::nullopt;
    return wait_reply(call, wait);
  }

  // The page that a problem of the office makes, with the status of its code.
  static Reply refused(const Call& call, const Problem& problem) {
    const unsigned status = status_of(problem.code);
    const std::string_view token = call.part("token");
    if (problem.code == Code::proposal_pin) return form_reply(pin_page(token, wrong_pin()), status);
    if (problem.code == Code::proposal_expired) return form_reply(proposal_ended_page(), status);
    if (problem.code != Code::login_too_many) return problem_reply(call, problem);
    const std::int64_t seconds = seconds_of(problem);
    Reply reply = form_reply(pin_page(token, pins_locked(seconds)), status);
    reply.headers.emplace_back("Retry-After", std::to_string(seconds));
    return reply;
  }

  // Called by the desk's writer.
  Result<Proposal> accept_now(const State& state, const Proposal& proposal,
                              const office::Acceptance& given) const {
    const office::NewProposal& about = proposal.about;
    const auto offered = find_offered(state, about.site, about.period, about.customer);
    if (!offered) return tl::make_unexpected(offered.error());
    TENBIN_TRY(has_room(site_.office, state, *offered, about.mass));
    return site_.office.accept_proposal(proposal.id, given);
  }

  // An acceptance that was refused: what is left is said, and nothing else of the mill.
  Reply not_done(const Call& call, const std::string& pin, const Proposal& proposal,
                 const Problem& problem) {
    if (problem.code == Code::proposal_expired) return refused(call, problem);
    if (problem.code == Code::proposal_decided) {  // somebody else was as quick
      auto again = site_.office.open_proposal(call.part("token"), pin, false);
      return again ? page(call, pin, *std::move(again), "") : refused(call, again.error());
    }
    std::string notice = not_accepted("later");
    if (problem.code == Code::reservation_insufficient) {
      for (const Fact& fact : problem.facts) {
        const auto left = parse_mass(fact.value + " kg");
        if (fact.name == "have_kg" && left)
          notice = fits_no_longer(proposal.about.mass, left->mass);
      }
    }
    return page(call, pin, proposal, std::move(notice), status_of(problem.code));
  }

  Reply page(const Call& call, std::string pin, Proposal proposal, std::string notice,
             unsigned status = 200) {
    ShownProposal shown;
    shown.token = call.part("token");
    shown.pin = std::move(pin);
    shown.rows = rows_of_json(proposal.about.rows);
    shown.notice = std::move(notice);
    shown.proposal = std::move(proposal);
    site_.desk.read_ledger([&](const Ledger& ledger) { add_names(ledger, shown); });
    return form_reply(proposal_page(shown), status);
  }

  static void add_names(const Ledger& ledger, ShownProposal& shown) {
    const State& state = ledger.state();
    const office::NewProposal& about = shown.proposal.about;
    Records records(ledger);
    const Index site = find_site(state, about.site);
    if (site != no_index) shown.site = names_at<AddSite>(records, state.sites[site].seq);
    shown.site = or_id(std::move(shown.site), about.site);
    const Index customer = find_customer(state, about.customer);
    if (customer != no_index)
      shown.customer = names_at<AddCustomer>(records, state.customers[customer].seq);
    shown.customer = or_id(std::move(shown.customer), about.customer);
    for (const OfferedRow& row : shown.rows) {
      const Index product = find_product(state, row.product);
      certificate::Text names;
      if (product != no_index) names = names_at<AddProduct>(records, state.products[product].seq);
      shown.products.push_back(or_id(std::move(names), row.product));
    }
    const std::int32_t period = state.rulebook.period_of(about.period);
    shown.from = state.rulebook.first_day(period);
    shown.to = state.rulebook.last_day(period);
  }

  Site& site_;
  Lookups lookups_;
};

void add_pages(Router& router, Site& site) {
  const auto pages = std::make_shared<ProposalPages>(site);
  router.add({"GET", "/p/{token}", Anyone{}, Place::worker,
              [pages](const Call& call) { return pages->ask_pin(call); }});
  router.add({"POST", "/p/{token}", Anyone{}, Place::worker,
              [pages](const Call& call) { return pages->show(call); }, form_body});
  router.add({"POST", "/p/{token}/accept", Anyone{}, Place::worker,
              AnsweringLater([pages](const std::shared_ptr<const Call>& call,
                                     const Respond& respond) { pages->accept(call, respond); }),
              form_body});
}

}  // namespace

void add_proposals(Router& router, Site& site) {
  router.add({"GET", "/api/v1/proposals", Right::reserve, Place::worker,
              [&site](const Call& call) { return list(site, call); }});
  router.add({"POST", "/api/v1/proposals", Right::reserve, Place::worker,
              [&site](const Call& call) { return make(site, call); }, small_body});
  router.add({"DELETE", "/api/v1/proposals/{proposal}", Right::reserve, Place::worker,
              [&site](const Call& call) { return withdraw(site, call); }});
  add_pages(router, site);
}

}  // namespace tenbin::http
