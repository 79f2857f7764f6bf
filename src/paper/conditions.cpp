// D: what the rulebook chose, what of it this certificate used, and what the footprints stand on.
#include "paper/job.hpp"

namespace tenbin::paper {
namespace {

using certificate::RulebookNote;
using certificate::show_t;

constexpr std::size_t most_named = 6;  // vintages and accounts

// Residual and mean intensity of the periods, where table B has no column for them.
void add_intensities(Flow& flow, Canvas& canvas, const Job& job) {
  for (const certificate::PeriodBalance& balance : job.content.balances) {
    if (!balance.tonnage) continue;
    const std::string values =
        job.sentence("d.intensities.text", {{"residual", job.per_kg(balance.residual_per_kg)},
                                            {"average", job.per_kg(balance.average_per_kg)},
                                            {"from", format_date(balance.period.from)},
                                            {"to", format_date(balance.period.to)}});
    add_entry(flow, canvas, job.label("d.intensities"), values);
  }
}

std::string carry_over_rule(const Job& job) {
  const auto& periods = job.content.rulebook.carry_over_periods;
  if (!periods) return std::string(job.label("d.carry_over.unlimited"));
  if (*periods == 0) return std::string(job.label("d.carry_over.never"));
  return job.sentence("d.carry_over.limited", {{"n", std::to_string(*periods)}});
}

// The rule, and with its vintage what was used of it.
std::string carry_over_text(const Job& job) {
  const RulebookNote& rules = job.content.rulebook;
  std::vector<std::string> used;
  for (const certificate::CarriedOver& carried : rules.carried_over)
    used.push_back(job.sentence("d.carry_over.vintage", {{"period", job.days(carried.vintage)},
                                                         {"t", show_t(carried.mass)}}));
  const std::string use =
      !used.empty()
          ? job.sentence("d.carry_over.used", {{"vintages", joined(job, used, most_named)}})
          : std::string(job.label(rules.carry_over_used ? "d.carry_over.yes" : "d.carry_over.no"));
  return carry_over_rule(job) + (job.language == Language::ja ? "" : " ") + use;
}

std::string transfer_text(const Job& job) {
  const RulebookNote& rules = job.content.rulebook;
  std::vector<std::string> used;
  for (const certificate::TransferredIn& moved : rules.transferred_in)
    used.push_back(job.sentence("d.transfer.account", {{"account", moved.account},
                                                       {"period", job.days(moved.vintage)},
                                                       {"t", show_t(moved.mass)}}));
  if (!used.empty())
    return job.sentence("d.transfer.used", {{"accounts", joined(job, used, most_named)}});
  return std::string(
      job.label(rules.cross_site_transfer ? "d.transfer.unused" : "d.transfer.never"));
}

std::string rulebook_text(const Job& job) {
  const RulebookNote& rules = job.content.rulebook;
  const std::string title = rules.title.in(job.language);
  const bool ja = job.language == Language::ja;
  return title.empty() ? rules.id : title + (ja ? "（" : " (") + rules.id + (ja ? "）" : ")");
}

}  // namespace

void add_conditions(Flow& flow, Canvas& canvas, const Job& job) {
  const RulebookNote& rules = job.content.rulebook;
  const certificate::Conditions& conditions = job.content.conditions;
  const auto entry = [&](std::string_view name, std::string_view text) {
    add_entry(flow, canvas, job.label(name), text);
  };
  const auto factor = [](EmissionFactor value) {
    return certificate::show_rounded_up(format_emission_factor(value), 3);
  };
  add_heading(flow, canvas, job.label("d"));
  entry("d.model", job.label("d.model.text"));
  entry("d.rulebook", rulebook_text(job));
  entry("d.method", certificate::method_text(job.language, job.content.rulebook));
  entry("d.boundary",
        job.sentence("d.boundary.text", {{"site", job.content.issuer.site.in(job.language)}}));
  entry("d.period", job.sentence("d.period.text", {{"n", std::to_string(rules.period_months)}}));
  entry("d.carry_over", carry_over_text(job));
  entry("d.transfer", transfer_text(job));
  entry("d.verification", job.label(rules.verification_by_period ? "d.verification.required"
                                                                 : "d.verification.free"));
  entry("d.scope", job.label("d.scope.text"));
  entry("d.defaults",
        job.sentence("d.defaults.text", {{"conventional", factor(conditions.default_conventional)},
                                         {"recycled", factor(conditions.default_recycled)}}));
  entry("d.mixed", job.label(conditions.mixed_emissions == certificate::MixedEmissions::weighted
                                 ? "d.mixed.weighted"
                                 : "d.mixed.worst"));
  entry("d.residual", job.label("d.residual.text"));
  add_intensities(flow, canvas, job);
  entry("d.rounding", job.label("d.rounding.text"));
  entry("d.offsets", job.label("d.offsets.text"));
}

}  // namespace tenbin::paper
