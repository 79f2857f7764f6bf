#include "correction/letters.hpp"

#include "message/message.hpp"

namespace tenbin::correction {
namespace {

using Facts = std::vector<Fact>;

std::string say(Language language, std::string_view key, const Facts& facts = {}) {
  return message(language, "letter." + std::string(key), facts);
}

std::string tonnes(Mass mass) {
  return message(Language::en, "letter.tonnes", {{"mass_kg", format_kg(mass)}});
}

void append_row(std::string& out, std::string_view label, std::string_view before,
                std::string_view after) {
  out += "| ";
  out += label;
  out += " | ";
  out += before;
  out += " | ";
  out += after;
  out += " |\n";
}

void append_table(std::string& out, Language language, const Notice& notice) {
  const certificate::Content& was = notice.before;
  const auto* is = notice.after ? &*notice.after : nullptr;
  const auto row = [&](std::string_view key, const auto& value_of) {
    append_row(out, say(language, "row." + std::string(key)), value_of(was),
               is == nullptr ? say(language, "gone") : value_of(*is));
  };
  append_row(out, say(language, "row.item"), say(language, "row.before"),
             say(language, "row.after"));
  out += "|---|---|---|\n";
  row("revision", [&](const auto& content) {
    return say(language, "revision", {{"revision", std::to_string(content.revision)}});
  });
  row("mass", [](const auto& content) { return tonnes(content.totals.mass); });
  row("allocated", [](const auto& content) { return tonnes(content.totals.allocated); });
  row("share", [](const auto& content) { return format_percent(content.totals.share) + " %"; });
  row("emissions",
      [](const auto& content) { return content.totals.with_allocation.value_or("–") + " kgCO2e"; });
}

}  // namespace

std::string letter(Language language, const Notice& notice) {
  const certificate::Content& was = notice.before;
  const std::string_view outcome = notice.after ? "replaced" : "revoked";
  const Facts facts = {{"certificate", was.number},
                       {"customer", was.recipient.name.in(language)},
                       {"issuer", was.issuer.name.in(language)},
                       {"date", format_date(notice.date)},
                       {"reason", notice.reason}};
  std::string out = "# " + say(language, "title") + "\n\n";
  for (const std::string_view key : {"to", "head", "from"})
    out += say(language, key, facts) + "\n\n";
  out += say(language, "lead." + std::string(outcome), facts) + "\n\n";
  append_table(out, language, notice);
  out += "\n" + say(language, "why", facts) + "\n\n";
  out += say(language, "restate." + std::string(outcome), facts) + "\n";
  return out;
}

}  // namespace tenbin::correction
