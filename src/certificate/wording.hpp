#pragma once
// The words of a certificate. Every one comes from the catalogue (i18n/parts/certificate.*.json);
// a claim is a sentence of the catalogue whose slots {M}, {A}, {P} are filled with numbers of the
// content, never anything else (design/ux.md section 4.3, design/domain-rules.md section 6.2).
//
// Printed numbers never flatter: masses in t are cut to 3 decimals, shares to 0.1 %, emissions are
// rounded up.
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "certificate/content.hpp"

namespace tenbin::certificate {

// The text of "certificate.<key>"; the key must exist (TENBIN_CHECK).
std::string_view label(Language language, std::string_view key);
bool has_label(std::string_view key);

struct Slot {
  std::string_view name;
  std::string value;
};
// The same with {name} replaced by its value.
std::string sentence(Language language, std::string_view key, std::initializer_list<Slot> slots);

struct Claim {
  std::string code;  // "C1"
  Text text;
  bool operator==(const Claim&) const = default;
};

// What the certificate says: C1, or C2 where the whole mass is covered; C6 always; C5 where there
// is no verification.
struct Claims {
  Claim allocation;
  Claim physical;
  std::optional<Claim> unverified;
  bool operator==(const Claims&) const = default;
};
Claims claims_of(const Content& content);

// How the entitlement follows from the input.
std::string method_text(Language language, const RulebookNote& rules);

// Who approved that it was issued.
std::string_view show_approval(Language language, Approval approval);

std::string show_t(Mass mass);                        // "1,234.500"
std::string show_percent(Share share);                // "12.5", cut to one decimal
std::string show_date(Language language, Date date);  // "2026年8月10日", "10 August 2026"
std::string show_era(Date date);                      // "令和8年"; empty before 2019-05-01
// Groups the digits of a decimal: "1225000.000" -> "1,225,000.000".
std::string show_grouped(std::string_view decimal);
// A decimal with `places` decimals, rounded up: ("12.4500001", 3) -> "12.451".
std::string show_rounded_up(std::string_view decimal, int places);

}  // namespace tenbin::certificate
