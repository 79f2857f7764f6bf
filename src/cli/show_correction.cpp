#include "cli/show_correction.hpp"

#include <algorithm>

#include "cli/tables.hpp"
#include "codec/json_writer.hpp"
#include "engine/certificates.hpp"
#include "message/message.hpp"

namespace tenbin::cli {
namespace {

using namespace correction;

std::string_view account_of(const State& book, const Loss& loss) {
  return book.texts.get(book.accounts[loss.account].name);
}

std::string_view number_of(const State& book, const Hit& hit) {
  return book.texts.get(book.certificates[hit.certificate].number);
}

std::string_view customer_of(const State& book, const Hit& hit) {
  return book.texts.get(book.customers[book.certificates[hit.certificate].customer].id);
}

Mass covered_by(const Loss& loss, Mass part) {
  return std::min(loss.mass, part);
}

void write_figures(json::Writer& writer, std::string_view key, const Figures& figures) {
  writer.key(key).begin_object();
  writer.key("allocated_kg").string(format_kg(figures.allocated));
  writer.key("balance_kg").string(format_kg(figures.balance));
  writer.key("entitlement_kg").string(format_kg(figures.entitlement)).end_object();
}

void write_ids(json::Writer& writer, std::string_view key, const State& book,
               const std::vector<Index>& allocations) {
  writer.key(key).begin_array();
  for (const Index index : allocations) writer.string(book.texts.get(book.allocations[index].id));
  writer.end_array();
}

void write_balances(json::Writer& writer, const Assessment& assessment) {
  writer.key("balances").begin_array();
  for (const Difference& row : assessment.differences) {
    writer.begin_object().key("account").string(row.account);
    write_figures(writer, "after", row.after);
    write_figures(writer, "before", row.before);
    writer.key("period").string(format_date(row.period)).key("site").string(row.site).end_object();
  }
  writer.end_array();
}

void write_hits(json::Writer& writer, const State& book, const Assessment& assessment) {
  writer.key("certificates").begin_array();
  for (const Hit& hit : assessment.hits) {
    std::vector<Index> all = hit.keeps;
    all.insert(all.end(), hit.drops.begin(), hit.drops.end());
    writer.begin_object().key("action").string(hit.keeps.empty() ? "revoke" : "replace");
    writer.key("allocated_after_kg").string(format_kg(mass_of(book, hit.keeps)));
    writer.key("allocated_before_kg").string(format_kg(mass_of(book, all)));
    writer.key("certificate").string(number_of(book, hit));
    writer.key("customer").string(customer_of(book, hit));
    write_ids(writer, "drops", book, hit.drops);
    write_ids(writer, "keeps", book, hit.keeps);
    writer.end_object();
  }
  writer.end_array();
}

void write_losses(json::Writer& writer, const State& book, const Assessment& assessment) {
  writer.key("losses").begin_array();
  for (const Loss& loss : assessment.losses) {
    writer.begin_object().key("a_carried_over_kg");
    writer.string(format_kg(covered_by(loss, loss.carried_over))).key("account");
    writer.string(account_of(book, loss)).key("b_unallocated_kg");
    writer.string(format_kg(covered_by(loss, loss.unallocated))).key("c_renewable_input_kg");
    loss.renewable_input ? writer.string(format_kg(*loss.renewable_input)) : writer.null();
    writer.key("mass_kg").string(format_kg(loss.mass));
    writer.key("missing_kg").string(format_kg(loss.missing)).end_object();
  }
  writer.end_array();
}

// The cures that are enough, in their order.
std::vector<std::string_view> enough(const Assessment& assessment) {
  std::vector<std::string_view> cures;
  if (!assessment.states_line) {
    const auto all = [&](const auto& covers) {
      return std::all_of(assessment.losses.begin(), assessment.losses.end(), covers);
    };
    if (all([](const Loss& loss) { return loss.carried_over >= loss.mass; })) cures.push_back("a");
    if (all([](const Loss& loss) { return loss.carried_over + loss.unallocated >= loss.mass; }))
      cures.push_back("b");
    if (assessment.missing() == Mass()) cures.push_back("c");
  }
  if (assessment.d_is_enough) cures.push_back("d");
  return cures;
}

}  // namespace

std::string correction_json(const Context& context, const State& book, const Change& change,
                            const Assessment& assessment) {
  std::string out;
  json::Writer writer(out);
  writer.begin_object();
  write_balances(writer, assessment);
  writer.key("becomes");
  change.becomes.empty() ? writer.null() : writer.raw(change.becomes);
  write_hits(writer, book, assessment);
  writer.key("conflicts").begin_array();
  for (const Conflict& conflict : assessment.conflicts) {
    writer.begin_object().key("detail").string(sentence_of(context.language, conflict.problem));
    writer.key("error").string(code_text(conflict.problem.code));
    writer.key("seq").integer(static_cast<std::int64_t>(conflict.seq)).end_object();
  }
  writer.end_array().key("cosmetic").boolean(change.cosmetic).key("deadline");
  writer.string(format_date(assessment.deadline));
  write_ids(writer, "drops", book, assessment.drops);
  writer.key("enough").begin_array();
  for (const std::string_view cure : enough(assessment)) writer.string(cure);
  writer.end_array().key("entry").integer(static_cast<std::int64_t>(change.seq));
  write_losses(writer, book, assessment);
  writer.key("period_status").string(change.closed ? "closed" : "open");
  writer.key("schema").string("tenbin/correction/1").key("was").raw(change.was).end_object();
  return out + "\n";
}

std::string correction_text(const Context& context, const State& book, const Change& change,
                            const Assessment& assessment) {
  const auto line = [&](std::string_view key, const std::vector<Fact>& facts = {}) {
    return say(context, "correct." + std::string(key), facts) + "\n";
  };
  std::string out = line("was", {{"command", change.was}});
  out += change.becomes.empty() ? line("void") : line("becomes", {{"command", change.becomes}});
  if (change.cosmetic) return out + line("cosmetic");
  Table table;
  for (const std::string_view key : {"period", "account"})
    table.column(say(context, "balance." + std::string(key)), Table::Align::left);
  for (const std::string_view key : {"entitlement", "allocated", "balance"})
    table.column(say(context, "balance." + std::string(key)), Table::Align::right);
  const auto arrow = [](Mass before, Mass after) { return show_t(before) + " → " + show_t(after); };
  for (const Difference& row : assessment.differences)
    table.row({format_date(row.period), row.account,
               arrow(row.before.entitlement, row.after.entitlement),
               arrow(row.before.allocated, row.after.allocated),
               arrow(row.before.balance, row.after.balance)});
  out += assessment.differences.empty() ? line("same_balances") : table.text();
  for (const Conflict& conflict : assessment.conflicts)
    out += line("conflict", {{"entry", std::to_string(conflict.seq)},
                             {"problem", sentence_of(context.language, conflict.problem)}});
  for (const Loss& loss : assessment.losses) {
    out += line("loss", {{"account", std::string(account_of(book, loss))},
                         {"mass_kg", format_kg(loss.mass)}});
    out += line("a", {{"mass_kg", format_kg(covered_by(loss, loss.carried_over))}});
    out += line("b", {{"mass_kg", format_kg(covered_by(loss, loss.unallocated))}});
    out += loss.renewable_input ? line("c", {{"more_kg", format_kg(*loss.renewable_input)},
                                             {"date", format_date(assessment.deadline)}})
                                : line("c_impossible");
  }
  out += line("d", {{"count", std::to_string(assessment.hits.size())}});
  for (const Hit& hit : assessment.hits)
    out += line(hit.keeps.empty() ? "revoke" : "replace",
                {{"certificate", std::string(number_of(book, hit))},
                 {"customer", std::string(customer_of(book, hit))},
                 {"mass_kg", format_kg(mass_of(book, hit.drops))}});
  std::string cures;
  for (const std::string_view cure : enough(assessment))
    cures += (cures.empty() ? "" : ", ") + std::string(cure);
  return out + (cures.empty() ? line("none_enough") : line("enough", {{"cures", cures}}));
}

}  // namespace tenbin::cli
