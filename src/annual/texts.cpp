// Sentences of the pack: what may be said, and how to check it. Each comes from the catalogue.
#include "annual/annual.hpp"
#include "certificate/wording.hpp"
#include "message/message.hpp"
#include "units/decimal.hpp"

namespace tenbin::annual {
namespace {

using certificate::show_t;

std::string say(Language language, std::string_view key, const std::vector<Fact>& facts = {}) {
  return message(language, "annual." + std::string(key), facts);
}

// What the firm may say of its year: C4, or without emissions where the book gives none.
std::string year_sentence(const AnnualPack& pack, Language language) {
  const certificate::Totals& totals = pack.year.totals;
  if (!totals.with_allocation || !totals.without_allocation) {
    return say(language, "sourced",
               {{"year", year_name(language, pack.year)}, {"mass", show_t(totals.allocated)}});
  }
  return certificate::sentence(language, "claim.c4",
                               {{"F", year_name(language, pack.year)},
                                {"A", show_t(totals.allocated)},
                                {"X", show_tonnes(totals.with_allocation)},
                                {"Y", show_tonnes(totals.without_allocation)}});
}

bool all_verified(const certificate::Year& year) {
  for (const certificate::CertificateOfYear& each : year.certificates) {
    if (!each.verified) return false;
  }
  return true;
}

}  // namespace

std::string show_tonnes(const certificate::Emissions& kilograms) {
  if (!kilograms) return "—";
  const auto decimal = parse_decimal(*kilograms, true);
  TENBIN_CHECK(decimal);
  return certificate::show_rounded_up(format_decimal(decimal->digits, decimal->places + 3), 3);
}

std::string reason_name(Language language, std::string_view reason_class) {
  for (const std::string_view known : {"error", "supplier", "request", "other"}) {
    if (reason_class == known) return say(language, "reason." + std::string(known));
  }
  return "—";
}

std::string show_moment(Language language, Instant at) {
  constexpr std::int64_t japan_ms = 9 * 3'600'000;
  const std::string text = format_instant({at.ms + japan_ms});
  const auto date = parse_date(text.substr(0, 10));
  TENBIN_CHECK(date);
  return say(language, "moment",
             {{"day", certificate::show_date(language, *date)}, {"time", text.substr(11, 5)}});
}

std::string year_name(Language language, const certificate::Year& year) {
  const std::string first = format_date(year.from);
  if (first.substr(5, 2) == "04")
    return say(language, "fiscal_year", {{"year", first.substr(0, 4)}});
  return certificate::show_date(language, year.from) +
         std::string(certificate::label(language, "until")) +
         certificate::show_date(language, year.to);
}

std::string snippets_of(const AnnualPack& pack, Language language) {
  const certificate::Year& year = pack.year;
  const auto heading = [&](std::string_view key) {
    return "\n## " + say(language, "head." + std::string(key)) + "\n\n";
  };
  std::string text =
      "# " + say(language, "snippets") + "\n\n" + say(language, "snippets_use") + "\n";
  text += heading("report") + year_sentence(pack, language) + "\n";
  if (!all_verified(year)) text += std::string(certificate::label(language, "claim.c5")) + "\n";
  text += std::string(certificate::label(language, "claim.c6")) + "\n";
  text += heading("note") + say(language, "note") + "\n";
  text += heading("footnote") +
          say(language, "footnote",
              {{"mass", show_t(year.totals.allocated)},
               {"percent", certificate::show_percent(year.totals.share)}}) +
          "\n";
  text += heading("question") + say(language, "answer") + "\n";
  text += heading("disclosure") +
          say(language, "disclosure",
              {{"with", show_tonnes(year.totals.with_allocation)},
               {"without", show_tonnes(year.totals.without_allocation)}}) +
          "\n";
  return text;
}

std::string how_to_check(const AnnualPack& pack) {
  std::string text;
  for (const Language language : {Language::ja, Language::en}) {
    text += say(language, "check.file") + "\r\n" + say(language, "check.command") + "\r\n";
    if (!pack.web.empty()) text += say(language, "check.web", {{"web", pack.web}}) + "\r\n";
    text += say(language, "check.manifest") + "\r\n\r\n";
  }
  return text;
}

}  // namespace tenbin::annual
