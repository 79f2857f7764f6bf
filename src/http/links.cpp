// Magic links: a letter that lets a customer in, once.
#include "codec/json_writer.hpp"
#include "engine/lookup.hpp"
#include "http/entrance.hpp"
#include "http/parameters.hpp"
#include "http/public_html.hpp"
#include "http/replies.hpp"
#include "http/sessions.hpp"
#include "http/site.hpp"
#include "message/message.hpp"
#include "office/forms.hpp"
#include "service/certify.hpp"

namespace tenbin::http {
namespace {

using office::Right;

constexpr std::uint64_t small_body = 4096;
constexpr std::int64_t minutes = 15;
constexpr std::string_view purpose = "portal";

mail::Letter letter_of(const Entrance& entrance, const office::Invitation& invitation,
                       const std::string& token, Language language) {
  mail::Letter letter;
  letter.to = invitation.email;
  letter.subject = message(language, "mail.link.subject");
  letter.text =
      message(language, "mail.link.opens") + "\n\n" + entrance.address + "/enter/" + token +
      "?lang=" + std::string(name_of(language)) + "\n\n" +
      message(language, "mail.link.once", {{"minutes", std::to_string(invitation.minutes)}}) +
      "\n" + message(language, "mail.link.stranger") + "\n";
  return letter;
}

// Whether a link would let this e-mail in: nobody yet, or a customer of that number.
Result<void> check_invited(const Site& site, const office::Invitation& invitation) {
  const auto person = site.office.person(invitation.email);
  if (!person) {
    if (person.error().code == Code::reference_unknown) return {};
    return tl::make_unexpected(person.error());
  }
  if (person->roles == office::Roles{office::Role::customer} && person->active &&
      person->customer == invitation.customer)
    return {};
  return problem(Code::person_exists, {{"login", invitation.email}});
}

Reply invite(const Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  if (const auto known = body->only_keys({"customer", "email"}); !known)
    return problem_reply(call, known.error());
  const office::Invitation invitation{text_or_empty(*body, "customer"),
                                      office::lower_case(text_or_empty(*body, "email")),
                                      std::string(purpose), minutes};
  const auto language = site.desk.read_ledger([&](const Ledger& ledger) -> Result<Language> {
    const Index customer = find_customer(ledger.state(), invitation.customer);
    if (customer != no_index) return language_of_customer(ledger, customer);
    return problem(Code::reference_unknown, {{"kind", "customer"}, {"id", invitation.customer}});
  });
  if (!language) return problem_reply(call, language.error());
  if (const auto free = check_invited(site, invitation); !free)
    return problem_reply(call, free.error());
  const auto token = site.office.invite(invitation);
  if (!token) return problem_reply(call, token.error());
  const auto sent =
      site.entrance->mailer.send(letter_of(*site.entrance, invitation, *token, *language));
  if (!sent) return problem_reply(call, sent.error());
  return json_reply(sent_json(*sent), 201);
}

// Nobody waits for this: whether the e-mail is known must not be seen, not even by the time it
// takes. What the server does not take lies in the outbox.
void send_again(const Site& site, const std::string& email) {
  const auto person = site.office.person(email);
  if (!person || !person->active || person->roles != office::Roles{office::Role::customer}) return;
  const office::Invitation invitation{person->customer, email, std::string(purpose), minutes};
  const auto token = site.office.invite(invitation);
  if (!token) return;
  const mail::Letter letter = letter_of(*site.entrance, invitation, *token, person->language);
  if (!site.entrance->mailer.send(letter)) (void)site.entrance->mailer.drop(letter);
}

Reply wish(const Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  const std::string email = office::lower_case(text_or_empty(*body, "email"));
  if (!office::is_email(email)) return Reply{202};
  Entrance& entrance = *site.entrance;
  {
    const std::lock_guard lock(entrance.wishes_mutex);
    const auto counted = entrance.wishes.begin(email, call.request.address, site.outside.now());
    if (!counted) return problem_reply(call, counted.error());
  }
  if (!entrance.background.post([&site, email] { send_again(site, email); }))
    return problem_reply(call, {Code::request_busy, {}});
  return Reply{202};
}

// A page with one button: a scanner of mail that opens every link does not use it up.
Reply enter_page(const Call& call) {
  Page page(call.language, message(call.language, "public.enter.title"));
  page.text("h1", page.say("enter.title")).text("p", page.say("enter.once"));
  page.raw("<form method=\"post\"><button>").raw(page.say("enter.enter")).raw("</button></form>");
  Reply reply = form_reply(page.end());
  // The address is a secret until the button is pressed.
  reply.headers.emplace_back("Referrer-Policy", "no-referrer");
  return reply;
}

Reply enter_by_form(const Site& site, const Call& call) {
  const auto entered = site.office.enter(call.part("token"), call.request.address);
  if (!entered) return problem_page(call, entered.error());
  return session_redirect(call, entered->signed_in);
}

Reply enter(const Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  const auto entered = site.office.enter(text_or_empty(*body, "token"), call.request.address);
  if (!entered) return problem_reply(call, entered.error());
  return session_reply(call, entered->signed_in);
}

}  // namespace

void add_links(Router& router, Site& site) {
  router.add({"POST", "/api/v1/links", Right::invite, Place::worker,
              [&site](const Call& call) { return invite(site, call); }, small_body});
  router.add({"POST", "/api/v1/session/link", Anyone{}, Place::worker,
              [&site](const Call& call) { return wish(site, call); }, small_body});
  router.add({"POST", "/api/v1/session/enter", Anyone{}, Place::worker,
              [&site](const Call& call) { return enter(site, call); }, small_body});
  router.add({"GET", "/enter/{token}", Anyone{}, Place::network,
              [](const Call& call) { return enter_page(call); }});
  router.add({"POST", "/enter/{token}", Anyone{}, Place::worker,
              [&site](const Call& call) { return enter_by_form(site, call); }, small_body});
}

}  // namespace tenbin::http
