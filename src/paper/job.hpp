#pragma once
// What every page of one certificate needs to know.
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "certificate/content.hpp"
#include "certificate/wording.hpp"
#include "paper/canvas.hpp"
#include "paper/flow.hpp"
#include "paper/render.hpp"

namespace tenbin::paper {

using certificate::Content;

// The pages of one language.
struct Job {
  const Print& print;
  const Content& content;  // that of the print
  Language language;
  bool sealed;
  std::size_t first_page = 1;

  std::string_view label(std::string_view name) const { return certificate::label(language, name); }
  std::string sentence(std::string_view name,
                       std::initializer_list<certificate::Slot> slots) const {
    return certificate::sentence(language, name, slots);
  }
  std::string date(Date date) const { return certificate::show_date(language, date); }
  std::string days(const certificate::Period& period) const {
    return date(period.from) + std::string(label("until")) + date(period.to);
  }
  // kg CO2e a kg, rounded up to 3 decimals.
  static std::string per_kg(const certificate::Emissions& emissions) {
    return emissions ? certificate::show_rounded_up(*emissions, 3) : "—";
  }
  // "Label: value" in the manner of the language.
  std::string pair(std::string_view name, std::string_view value) const {
    return std::string(label(name)) + (language == Language::ja ? "：" : ": ") + std::string(value);
  }
};

// "40 lines"
std::string count_of_lines(const Job& job, std::size_t count);

// "5 of this and n more": the first `most` joined by commas.
std::string joined(const Job& job, const std::vector<std::string>& texts, std::size_t most);

// Page 1: the certificate.
void draw_front(Canvas& canvas, const Job& job);
// The pages after it: lines, balance, sources, conditions, terms.
Flow make_details(Canvas& canvas, const Job& job);
void add_conditions(Flow& flow, Canvas& canvas, const Job& job);
// Head and foot of the pages after the first, and the foot of the first.
void draw_details_head(Canvas& canvas, const Job& job);
void draw_foot(Canvas& canvas, const Job& job, std::size_t page, std::size_t pages);

inline constexpr double details_top = 32.0;
inline constexpr double details_bottom = 276.0;

}  // namespace tenbin::paper
