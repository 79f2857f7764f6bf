#pragma once
// The pages of a proposal (design/ux.md section 1.2): what a customer sees behind a link and a PIN,
// in Japanese and English at once, without JavaScript. Of the mill they say its name and nothing
// else: no cost, no balance, nobody else's name.
#include <string>
#include <string_view>
#include <vector>

#include "certificate/content.hpp"
#include "http/offered.hpp"
#include "office/proposals.hpp"

namespace tenbin::http {

struct ShownProposal {
  office::Proposal proposal;
  std::string token;
  std::string pin;
  certificate::Text site;
  certificate::Text customer;
  std::vector<OfferedRow> rows;
  std::vector<certificate::Text> products;  // of each row
  Date from;
  Date to;
  std::string notice;  // HTML: what was wrong with an acceptance; may be empty
};

std::string proposal_page(const ShownProposal& shown);
// Asks for the PIN. `notice`: HTML, may be empty.
std::string pin_page(std::string_view token, std::string_view notice);
// There is no such proposal, or no longer.
std::string proposal_ended_page();

// Notices.
std::string wrong_pin();
std::string pins_locked(std::int64_t seconds);
std::string fits_no_longer(Mass wanted, Mass left);
std::string not_accepted(std::string_view why);  // "name", "text" or "later"

}  // namespace tenbin::http
