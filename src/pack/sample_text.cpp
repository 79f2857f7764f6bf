// sample.json and sample.csv of sample.hpp.
#include <set>

#include "codec/json_writer.hpp"
#include "pack/sample.hpp"
#include "pack/trail.hpp"

namespace tenbin::pack {
namespace {

void write_seqs(json::Writer& writer, std::string_view key, const std::set<std::uint32_t>& seqs) {
  writer.key(key).begin_array();
  for (const std::uint32_t seq : seqs) writer.integer(seq);
  writer.end_array();
}

void write_credit(json::Writer& writer, const Rulebook& rulebook, const Credit& credit) {
  writer.key("account").string(credit.first);
  if (credit.second) {
    writer.key("period").string(format_date(rulebook.first_day(*credit.second)));
  } else {
    writer.key("period").null();
  }
}

void write_trail(json::Writer& writer, const Rulebook& rulebook, const Trail& trail) {
  writer.begin_object();
  write_seqs(writer, "allocations", trail.allocations);
  write_seqs(writer, "certificates", trail.certificates);
  write_seqs(writer, "charges", trail.charges);
  writer.key("credits").begin_array();
  for (const Credit& credit : trail.credits) {
    writer.begin_object();
    write_credit(writer, rulebook, credit);
    writer.end_object();
  }
  writer.end_array();
  write_seqs(writer, "lines", trail.lines);
  write_seqs(writer, "receipts", trail.receipts);
  write_seqs(writer, "supplier_certificates", trail.supplier_certificates);
  writer.end_object();
}

std::string kg(std::int64_t grams) {
  return format_kg(Mass::of_grams(grams));
}

}  // namespace

std::string sample_json(const Replay& replay, const Sample& sample) {
  const Rulebook& rulebook = replay.state.rulebook;
  const Trails trails(replay);
  std::vector<Trail> found;
  std::set<Credit> credits;
  for (const SampledItem& item : sample.drawn) {
    found.push_back(trails.of(replay.postings[item.posting]));
    credits.insert(found.back().credits.begin(), found.back().credits.end());
  }
  std::string out;
  json::Writer writer(out);
  writer.begin_object().key("credits").begin_array();
  for (const Credit& credit : credits) {
    const CreditBook book = trails.of(credit);
    writer.begin_object();
    writer.key("account").string(credit.first);
    write_seqs(writer, "allocations", book.allocations);
    write_seqs(writer, "inputs", book.inputs);
    writer.key("period");
    credit.second ? writer.string(format_date(rulebook.first_day(*credit.second))) : writer.null();
    writer.end_object();
  }
  writer.end_array().key("interval_kg").string(kg(sample.interval_g));
  writer.key("items").begin_array();
  for (std::size_t i = 0; i < found.size(); ++i) {
    const SampledItem& item = sample.drawn[i];
    const Posting& posting = replay.postings[item.posting];
    writer.begin_object().key("certain").boolean(item.certain);
    writer.key("date").string(format_date(posting.date));
    writer.key("do").string(kind_text(posting.kind));
    writer.key("hits").integer(item.hits);
    writer.key("id").string(posting_id(replay, posting));
    writer.key("mass_kg").string(format_kg(posting.mass));
    writer.key("seq").integer(posting.seq).key("trail");
    write_trail(writer, rulebook, found[i]);
    writer.end_object();
  }
  writer.end_array();
  writer.key("period").string(format_date(rulebook.first_day(sample.period)));
  writer.key("population").integer(static_cast<std::int64_t>(sample.items));
  writer.key("population_kg").string(kg(sample.total_g));
  writer.key("schema").string("tenbin/sample/1");
  writer.key("seed").string(sample.seed);
  writer.key("site").string(sample.site);
  writer.key("start_kg").string(kg(sample.start_g));
  writer.key("wanted").integer(sample.wanted).end_object();
  out += '\n';
  return out;
}

std::string sample_csv(const Replay& replay, const Sample& sample) {
  const auto quoted = [](std::string text) {
    // A text that a spreadsheet would take for a formula stays text.
    if (!text.empty() && std::string_view("=+-@\t").find(text.front()) != std::string_view::npos)
      text.insert(0, 1, '\'');
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
  };
  std::string out =
      "\xEF\xBB\xBF"
      "seq,do,id,date,mass_kg,hits,certain\r\n";
  for (const SampledItem& item : sample.drawn) {
    const Posting& posting = replay.postings[item.posting];
    out += std::to_string(posting.seq) + "," + std::string(kind_text(posting.kind)) + "," +
           quoted(posting_id(replay, posting)) + "," + format_date(posting.date) + "," +
           format_kg(posting.mass) + "," + std::to_string(item.hits) + "," +
           (item.certain ? "yes" : "no") + "\r\n";
  }
  return out;
}

}  // namespace tenbin::pack
