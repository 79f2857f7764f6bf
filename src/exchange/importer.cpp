#include "exchange/importer.hpp"

#include <algorithm>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "engine/lookup.hpp"
#include "engine/reverse.hpp"
#include "exchange/batches.hpp"
#include "exchange/book_rows.hpp"
#include "message/message.hpp"
#include "service/approval_note.hpp"

namespace tenbin::exchange {
namespace {

constexpr std::size_t batch_digits = 12;

bool has_batch(const State& state, std::string_view batch) {
  return std::any_of(
      state.commands.begin(), state.commands.end(),
      [&](const CommandRecord& command) { return batch_of(state.texts.get(command.id)) == batch; });
}

template <class Entities, class Get>
KnownCodes codes_of(const State& state, const Entities& entities, Get get) {
  std::vector<std::string> codes;
  codes.reserve(entities.size());
  for (const auto& entity : entities) codes.emplace_back(state.texts.get(get(entity)));
  return KnownCodes(std::move(codes));
}

KnownThings known_things(const State& state) {
  const auto id = [](const auto& entity) { return entity.id; };
  KnownThings known;
  known.sites = codes_of(state, state.sites, id);
  known.suppliers = codes_of(state, state.suppliers, id);
  known.customers = codes_of(state, state.customers, id);
  known.products = codes_of(state, state.products, id);
  known.supplier_certificates = codes_of(state, state.supplier_certificates, id);
  return known;
}

// Corrections whose new row the book refuses, by row.
using Refused = std::map<std::uint32_t, Fault>;

class Importer {
 public:
  // The rows of `refused` are not posted.
  Importer(Ledger& ledger, const FoundTable& found, const ImportRequest& request, Refused refused)
      : ledger_(ledger),
        request_(request),
        kind_(found.columns.kind),
        book_rows_(ledger, kind_),
        refused_(std::move(refused)) {
    const auto& columns = info(kind_).columns;
    has_factors_ = std::any_of(columns.begin(), columns.end(), [](const Column& column) {
      return column.type == ColumnType::factor;
    });
    const std::string stem = request.file_sha256.substr(0, batch_digits);
    plan_.batch = stem;
    for (int n = 2; has_batch(ledger.state(), plan_.batch); ++n) {
      plan_.known_file = true;
      plan_.batch = stem + "-" + std::to_string(n);
    }
  }

  // Rows are kept until all are read: suppliers that only they name are added before the first of
  // them.
  Result<void> read(const table::Table& table, const FoundTable& found) {
    ImportOptions options;
    options.default_site = request_.default_site;
    if (options.default_site.empty() && ledger_.state().sites.size() == 1)
      options.default_site = ledger_.state().texts.get(ledger_.state().sites.front().id);
    options.default_unit = request_.default_unit;
    options.known = known_things(ledger_.state());
    bool stopped = false;
    const auto summary = import_rows(table, found, options, [&](ImportedRow&& row) {
      rows_.push_back(std::move(row));
      stopped = request_.progress && !request_.progress(rows_.size());
      return !stopped;
    });
    if (!summary) return tl::make_unexpected(summary.error());
    if (stopped) return problem(Code::interrupted);
    plan_.rows = summary->rows;
    plan_.mass = summary->mass;
    plan_.notices = summary->notices;
    plan_.suppliers.assign(summary->unknown_suppliers.begin(), summary->unknown_suppliers.end());
    return {};
  }

  Result<ImportPlan> post() {
    for (const std::string& supplier : plan_.suppliers) TENBIN_TRY(add_supplier(supplier));
    for (const ImportedRow& row : rows_) {
      const auto outcome = take(row);
      if (!outcome) return tl::make_unexpected(outcome.error());
      ++plan_.counts[*outcome];
      plan_.notices.insert(plan_.notices.end(), row.notices.begin(), row.notices.end());
      if (request_.progress && !request_.progress(rows_.size())) return problem(Code::interrupted);
    }
    return std::move(plan_);
  }

  // Those that were given, and those that were reversed in vain.
  const Refused& refused() const { return refused_; }

 private:
  Result<RowOutcome> take(const ImportedRow& row) {
    if (!row.problems.empty()) {
      for (const Fault& fault : row.problems) note_fault(row.number, fault);
      return RowOutcome::error;
    }
    if (row.repeats != 0) return RowOutcome::same;
    if (row.reverses) return take_reversal(row);
    const BookRow in_book = book_rows_.find(row);
    if (!in_book.known) return submit(row, row.command, "");
    if (in_book.live) {
      const auto same = book_rows_.same_content(row.command, in_book.seq);
      if (!same) return tl::make_unexpected(same.error());
      if (*same) return RowOutcome::same;
      TENBIN_TRY(note_change(row, in_book));
      const bool posting =
          kind_ == Kind::receipts || kind_ == Kind::production || kind_ == Kind::shipments;
      if (!request_.corrections || !posting) return RowOutcome::changed;
      return correct(row, in_book);
    }
    // Reversed before, such as by the undoing of a batch: it comes in again under the next
    // revision.
    const auto command = book_rows_.with_id(row.command, in_book.next_id);
    if (!command) return tl::make_unexpected(command.error());
    return submit(row, *command, "");
  }

  Result<void> note_change(const ImportedRow& row, const BookRow& in_book) {
    constexpr std::size_t most_shown = 100;
    plan_.changes.push_back({row.number, row.key, {}});
    if (plan_.changes.size() > most_shown) return {};
    const auto record = ledger_.record(in_book.seq);
    if (!record) return tl::make_unexpected(record.error());
    const auto command = book_rows_.with_id(row.command, in_book.next_id);
    if (!command) return tl::make_unexpected(command.error());
    auto cells = changed_cells(info(kind_), *record, *command);
    if (!cells) return tl::make_unexpected(cells.error());
    plan_.changes.back().cells = *std::move(cells);
    return {};
  }

  Result<RowOutcome> correct(const ImportedRow& row, const BookRow& in_book) {
    if (const auto known = refused_.find(row.number); known != refused_.end()) {
      note_fault(row.number, known->second);
      return RowOutcome::error;
    }
    const auto command = book_rows_.with_id(row.command, in_book.next_id);
    if (!command) return tl::make_unexpected(command.error());
    const std::string reason = request_.reason.empty() ? "import: " + row.key : request_.reason;
    const auto reversed =
        submit(row, reverse_command(in_book.seq, date_of(row.command), reason), ":reverse");
    if (!reversed || *reversed == RowOutcome::error) return reversed;
    const auto posted = submit(row, *command, "");
    if (posted && *posted == RowOutcome::error) refused_.emplace(row.number, plan_.problems.back());
    return posted && *posted == RowOutcome::fresh ? Result<RowOutcome>(RowOutcome::changed)
                                                  : posted;
  }

  Result<RowOutcome> take_reversal(const ImportedRow& row) {
    const State& state = ledger_.state();
    const Index line =
        find_line(state, row.reverses->shipment, static_cast<std::int32_t>(row.reverses->line));
    if (line == no_index) {
      note_fault(row.number, {Problem{Code::reference_unknown,
                                      {{"kind", "shipment"},
                                       {"id", row.reverses->shipment},
                                       {"line", std::to_string(row.reverses->line)}}},
                              std::nullopt});
      return RowOutcome::error;
    }
    if (state.lines[line].reversed) return RowOutcome::same;
    return submit(row,
                  reverse_command(state.lines[line].seq, format_date(row.reverses->date),
                                  row.reverses->reason),
                  "");
  }

  static std::string reverse_command(std::uint64_t entry, std::string_view date,
                                     std::string_view reason) {
    std::string out;
    json::Writer(out)
        .begin_object()
        .key("date")
        .string(date)
        .key("do")
        .string("reverse")
        .key("entry")
        .integer(static_cast<std::int64_t>(entry))
        .key("reason")
        .string(reason.empty() ? "-" : reason)
        .end_object();
    return out;
  }

  // The date of a command of ours: canonical, so "date" stands once, as it is written here.
  static std::string date_of(const std::string& command) {
    const std::size_t at = command.find("\"date\":\"");
    TENBIN_CHECK(at != std::string::npos);
    return command.substr(at + 8, 10);
  }

  Result<void> add_supplier(const std::string& supplier) {
    std::string command;
    json::Writer(command)
        .begin_object()
        .key("do")
        .string("add_supplier")
        .key("supplier")
        .string(supplier)
        .end_object();
    const Answer answer = submit_text(command, "supplier:" + supplier);
    if (answer.status == Answer::Status::rejected) return tl::make_unexpected(answer.problem);
    return {};
  }

  Result<RowOutcome> submit(const ImportedRow& row, const std::string& command,
                            std::string_view suffix) {
    std::string id = std::to_string(row.number);
    if (request_.mended_rows.contains(row.number)) id += ":mended";
    const Answer answer = submit_text(marked(command), id.append(suffix));
    if (answer.status == Answer::Status::accepted) return RowOutcome::fresh;
    if (answer.status == Answer::Status::repeated) return RowOutcome::same;
    Fault fault{answer.problem, std::nullopt};
    fault.problem.facts.push_back({"row", std::to_string(row.number)});
    note_fault(row.number, fault);
    return RowOutcome::error;
  }

  // A command with an emission factor is told of, and says who approved it.
  std::string marked(const std::string& command) {
    if (!has_factors_) return command;
    const auto parsed = json::parse(command);
    TENBIN_CHECK(parsed.has_value());
    if (!registers_factor(*parsed)) return command;
    plan_.factors.push_back(command);
    if (request_.approval.empty()) return command;
    const json::Value* const note = parsed->find("note");
    return json::write_canonical(json::with_member(
        *parsed, "note",
        with_mark(note == nullptr ? "" : note->text().value_or(""), request_.approval)));
  }

  // "{" command_id, then the rest: ids first is allowed to commands, which need no order.
  Answer submit_text(const std::string& command, const std::string& id) {
    std::string line = "{\"command_id\":";
    std::string quoted;
    json::Writer(quoted).string(std::string(import_id_prefix) + plan_.batch + ":" + id);
    line += quoted + "," + command.substr(1);
    const Answer answer = ledger_.submit_text(std::move(line), request_.actor);
    if (answer.status == Answer::Status::accepted) ++plan_.posted;
    return answer;
  }

  void note_fault(std::uint32_t row, const Fault& fault) {
    RowFault in_words = to_row_fault(sentence_of(request_.language, fault.problem));
    if (fault.place) in_words.places.push_back(*fault.place);
    const auto [at, is_new] = plan_.faults.try_emplace(row, in_words);
    if (!is_new) merge(at->second, in_words);
    plan_.problems.push_back(fault);
  }

  Ledger& ledger_;
  const ImportRequest& request_;
  Kind kind_;
  bool has_factors_;  // its table has a column for them
  BookRows book_rows_;
  ImportPlan plan_;
  std::vector<ImportedRow> rows_;
  Refused refused_;
};

template <class Entities, class MassOf>
ControlTotal total_of(const Entities& entities, MassOf mass_of) {
  ControlTotal total;
  for (const auto& entity : entities) {
    if (entity.reversed) continue;
    ++total.rows;
    total.mass += mass_of(entity);
  }
  return total;
}

}  // namespace

Result<ImportPlan> import_table(Ledger& ledger, const table::Table& table, const FoundTable& found,
                                const ImportRequest& request) {
  // Again, without the corrections that were refused when their old rows had been reversed already:
  // what is refused changes nothing.
  for (Refused refused;;) {
    Importer importer(ledger, found, request, refused);
    TENBIN_TRY(importer.read(table, found));
    auto plan = importer.post();
    if (!plan || importer.refused().size() == refused.size()) return plan;
    refused = importer.refused();
    TENBIN_TRY(ledger.start_again());
  }
}

Result<std::size_t> undo_import(Ledger& ledger, std::string_view batch, std::string_view actor,
                                Date today) {
  std::vector<std::uint64_t> seqs;
  bool found = false;
  for (const CommandRecord& command : ledger.state().commands) {
    if (batch_of(ledger.state().texts.get(command.id)) != batch) continue;
    found = true;
    if (is_reversible(ledger.state().entries[command.seq - 1].kind)) seqs.push_back(command.seq);
  }
  if (!found) return problem(Code::import_unknown_batch, {{"batch", std::string(batch)}});
  std::size_t undone = 0;
  for (auto seq = seqs.rbegin(); seq != seqs.rend(); ++seq) {
    std::string line;
    json::Writer(line)
        .begin_object()
        .key("date")
        .string(format_date(today))
        .key("do")
        .string("reverse")
        .key("entry")
        .integer(static_cast<std::int64_t>(*seq))
        .key("reason")
        .string("undo of import " + std::string(batch))
        .end_object();
    const Answer answer = ledger.submit_text(std::move(line), actor);
    if (answer.status == Answer::Status::accepted) ++undone;
    if (answer.status == Answer::Status::rejected &&
        answer.problem.code != Code::entry_already_reversed)
      return tl::make_unexpected(answer.problem);
  }
  return undone;
}

ControlTotal control_total(const State& state, Kind kind) {
  switch (kind) {
    case Kind::receipts:
      return total_of(state.receipts, [](const Receipt& receipt) { return receipt.mass; });
    case Kind::production:
      return total_of(state.runs, [](const Run& run) { return run.output; });
    case Kind::shipments:
      return total_of(state.lines, [](const Line& line) { return line.mass; });
    case Kind::customers:
      return {state.customers.size(), Mass()};
    case Kind::products:
      return {state.products.size(), Mass()};
    case Kind::supplier_certificates: {
      ControlTotal total;
      for (const SupplierCertificate& paper : state.supplier_certificates) {
        ++total.rows;
        total.mass += paper.mass;
      }
      return total;
    }
  }
  TENBIN_CHECK(false);
}

}  // namespace tenbin::exchange
