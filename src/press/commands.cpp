#include "press/commands.hpp"

#include "codec/json_writer.hpp"
#include "engine/lookup.hpp"
#include "service/approval_note.hpp"
#include "service/certify.hpp"

namespace tenbin::press {
namespace {

void write_allocations(json::Writer& writer, const std::vector<std::string>& allocations) {
  if (allocations.empty()) return;
  writer.key("allocations").begin_array();
  for (const std::string& id : allocations) writer.string(id);
  writer.end_array();
}

void write_id(json::Writer& writer, const Mark& mark) {
  if (!mark.command_id.empty()) writer.key("command_id").string(mark.command_id);
}
void write_note(json::Writer& writer, const std::string& note) {
  if (!note.empty()) writer.key("note").string(note);
}

Result<void> post(Ledger& ledger, std::string command, std::string_view actor) {
  const Answer answer = ledger.submit_text(std::move(command), actor);
  if (answer.status == Answer::Status::rejected) return tl::make_unexpected(answer.problem);
  return {};
}

}  // namespace

Result<Index> customer_named(const State& state, const std::string& id) {
  const Index customer = find_customer(state, id);
  if (customer == no_index)
    return problem(Code::reference_unknown, {{"kind", "customer"}, {"id", id}});
  return customer;
}

Result<Index> certificate_named(const State& state, const std::string& number) {
  const Index index = find_certificate(state, number);
  if (index == no_index)
    return problem(Code::reference_unknown, {{"kind", "certificate"}, {"id", number}});
  return index;
}

Result<Language> language_for(const Ledger& ledger, const IssueRequest& request, Index customer) {
  if (request.language) return *request.language;
  return language_of_customer(ledger, customer);
}

Result<Index> post_issue(Ledger& ledger, const IssueRequest& request, Language language,
                         std::string_view actor) {
  const bool by_dates = request.allocations.empty();
  std::string text;
  json::Writer writer(text);
  writer.begin_object();
  write_allocations(writer, request.allocations);
  if (!request.number.empty()) writer.key("certificate").string(request.number);
  write_id(writer, request.mark);
  writer.key("customer").string(request.customer).key("date").string(request.date);
  writer.key("do").string("issue_certificate");
  if (by_dates && !request.from.empty()) writer.key("from").string(request.from);
  writer.key("language").string(name_of(language));
  write_note(writer, request.mark.note);
  if (by_dates && !request.to.empty()) writer.key("to").string(request.to);
  writer.end_object();
  TENBIN_TRY(post(ledger, std::move(text), actor));
  return static_cast<Index>(ledger.state().certificates.size() - 1);
}

Result<Index> post_replace(Ledger& ledger, const ReplaceRequest& request, std::string_view actor) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object();
  write_allocations(writer, request.allocations);
  writer.key("certificate").string(request.number);
  write_id(writer, request.mark);
  writer.key("date").string(request.date).key("do").string("replace_certificate");
  write_note(writer, request.mark.note);
  writer.key("reason").string(request.reason).end_object();
  TENBIN_TRY(post(ledger, std::move(text), actor));
  return certificate_named(ledger.state(), request.number);
}

Result<Index> post_revoke(Ledger& ledger, const RevokeRequest& request, std::string_view actor) {
  std::string text;
  json::Writer writer(text);
  writer.begin_object();
  writer.key("certificate").string(request.number);
  write_id(writer, request.mark);
  writer.key("date").string(request.date).key("do").string("revoke_certificate");
  const std::string reason_class =
      request.reason_class.empty() ? "" : "class:" + request.reason_class;
  write_note(writer, with_mark(reason_class, request.mark.note));
  writer.key("reason").string(request.reason).end_object();
  TENBIN_TRY(post(ledger, std::move(text), actor));
  return certificate_named(ledger.state(), request.number);
}

}  // namespace tenbin::press
