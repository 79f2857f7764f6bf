#pragma once
// `tenbin certificate issue`, and how a command of our own making is posted.
#include <string>
#include <string_view>
#include <vector>

#include "cli/context.hpp"

namespace tenbin::cli {

struct IssueOptions {
  std::string book;
  std::string customer;
  std::string date;
  std::vector<std::string> allocations;
  std::string from;
  std::string to;
  std::string number;
  std::string language;
  std::string folder = ".";
  std::string timestamp;  // command
  bool all = false;       // every customer with uncertified allocations between from and to
  bool qr_without_mass = false;
  bool json = false;
};

int issue_certificates(const Context& context, const IssueOptions& options);

// The command as JSON.
std::string issue_command(const IssueOptions& options, std::string_view customer,
                          const std::vector<std::string>& allocations, Language language);

}  // namespace tenbin::cli
