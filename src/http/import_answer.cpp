#include "http/import_answer.hpp"

#include "codec/json_writer.hpp"
#include "http/import_reading.hpp"
#include "http/replies.hpp"
#include "message/message.hpp"

namespace tenbin::http {
namespace {

using exchange::ImportPlan;
using exchange::RowOutcome;

void write_problem(json::Writer& json, const Call& call, const exchange::FoundTable& found,
                   const exchange::Fault& fault) {
  const Problem& problem = fault.problem;
  const exchange::RowFault said = exchange::to_row_fault(sentence_of(call.language, problem));
  const std::string_view column = fact_of(problem, "column");
  const std::string_view row = fact_of(problem, "row");
  json.begin_object().key("code").string(code_text(problem.code));
  json.key("column").string(column).key("remedy").string(said.remedy);
  json.key("row").raw(row.empty() ? "0" : row);
  if (const std::string_view code = fact_of(problem, "suggestion"); !code.empty())
    json.key("suggestion").string(code);
  json.key("value");
  if (fault.place && exchange::place_of(found, column) == fault.place) {
    json.string(fault.typed);
  } else {
    json.null();
  }
  json.key("what").string(said.what).end_object();
}

// The heading as the file has it; that of the template for a column that it lacks.
std::string_view heading_of(const exchange::FoundTable& found, const exchange::Column& column) {
  for (const exchange::FoundColumn& each : found.columns.columns)
    if (each.column == &column) return each.heading;
  return column.heading;
}

void write_changes(json::Writer& json, const TriedImport& tried) {
  json.begin_array();
  for (const ImportPlan::Change& change : tried.plan.changes) {
    for (const exchange::ChangedCell& cell : change.cells) {
      json.begin_object().key("after").string(cell.after).key("before").string(cell.before);
      json.key("column").string(heading_of(tried.found, *cell.column));
      json.key("key").string(change.key).key("row").integer(change.row).end_object();
    }
  }
  json.end_array();
}

void write_counts(json::Writer& json, const ImportPlan& plan) {
  const auto number = [&](std::string_view name, RowOutcome outcome) {
    const auto found = plan.counts.find(outcome);
    json.key(name).integer(found == plan.counts.end() ? 0
                                                      : static_cast<std::int64_t>(found->second));
  };
  json.begin_object();
  number("changed", RowOutcome::changed);
  number("error", RowOutcome::error);
  number("new", RowOutcome::fresh);
  number("same", RowOutcome::same);
  json.end_object();
}

void write_mended(json::Writer& json, const std::vector<exchange::MendedCell>& mended) {
  json.begin_array();
  for (const exchange::MendedCell& cell : mended) {
    json.begin_object().key("column").string(cell.column);
    json.key("row").integer(cell.row).key("value").string(cell.value);
    json.key("was").string(cell.was).end_object();
  }
  json.end_array();
}

}  // namespace

office::Right right_of(exchange::Kind kind) {
  return office::right_of_command(exchange::info(kind).command).value();
}

std::string answer_of(const Call& call, std::string_view id, std::string_view file,
                      const TriedImport& tried, const std::vector<exchange::MendedCell>& mended) {
  constexpr std::size_t most = 1000;  // all problems are in the workbook of errors
  const ImportPlan& plan = tried.plan;
  std::string body;
  json::Writer json(body);
  json.begin_object().key("changes");
  write_changes(json, tried);
  json.key("counts");
  write_counts(json, plan);
  json.key("effect").begin_object();
  json.key("balance_after_kg").string(format_kg(tried.after));
  json.key("balance_before_kg").string(format_kg(tried.before)).end_object();
  json.key("encoding");
  write_encoding(json, tried.encoding);
  json.key("file").string(file).key("form").string(tried.form).key("import").string(id);
  json.key("kind").string(exchange::info(tried.found.columns.kind).name);
  json.key("known_file").boolean(plan.known_file).key("mass_kg").string(format_kg(plan.mass));
  json.key("mended");
  write_mended(json, mended);
  json.key("notices").begin_array();
  if (plan.known_file) json.string(sentence_of(call.language, {Code::import_already_done, {}}));
  for (const exchange::Fault& notice : plan.notices)
    json.string(sentence_of(call.language, notice.problem));
  json.end_array().key("problems").begin_array();
  for (std::size_t i = 0; i < plan.problems.size() && i < most; ++i)
    write_problem(json, call, tried.found, plan.problems[i]);
  json.end_array();
  json.key("rows").integer(static_cast<std::int64_t>(plan.rows));
  json.key("suppliers_added").begin_array();
  for (const std::string& supplier : plan.suppliers) json.string(supplier);
  json.end_array().end_object();
  return body;
}

}  // namespace tenbin::http
