#pragma once
// Who may do what: one table, role by right (design/ux.md section 10). A person has one role or
// several; the rights are their union. What a right covers is narrowed further by who reads: a
// customer sees only what is their own, sales simulate within the manager's cap.
#include <optional>
#include <string_view>

#include "base/problem.hpp"
#include "office/enum_set.hpp"

namespace tenbin::office {

enum class Role : std::uint8_t { clerk, manager, sales, procurement, verifier, customer, admin };

enum class Right : std::uint8_t {
  see_balance,
  see_receipts,
  see_production,
  see_shipments,
  see_masters,
  see_certificates,
  see_journal,
  see_access_log,
  post_receipts,
  post_production,
  post_shipments,
  post_masters,
  import_files,  // each command of the file needs its own right as well
  simulate,
  reserve,
  draft_allocation,  // asks for an approval; posts nothing
  allocate,
  issue,
  draft_close,  // as draft_allocation
  close,
  correct,  // takes back an entry of an open period
  adjust,   // corrects a closed period in an open one
  record_verification,
  approve,
  see_money,       // all of it: cost, margin, other customers
  see_own_margin,  // of own customers
  see_cost,
  manage_people,
  manage_keys,
  see_system,
  make_tokens,  // for oneself
  invite        // a customer, by a link
};

// What an API token is made for.
enum class Scope : std::uint8_t { read, import, allocate, issue, verify };

using Roles = EnumSet<Role>;
using Rights = EnumSet<Right>;
using Scopes = EnumSet<Scope>;

Rights rights_of(Role role);
Rights rights_of(Roles roles);
bool may(Role role, Right right);

// What a scope opens. A token has the rights of its scopes as far as its owner has them.
Rights rights_of(Scopes scopes);

// right.missing {right} where the right is not among them.
Result<void> require(Rights rights, Right right);

// The right that a command of the command language needs, by the name in its `do`; nothing for a
// name that is no command.
std::optional<Right> right_of_command(std::string_view do_name);

// The right that lets who lacks that one ask for the command instead.
std::optional<Right> draft_right_of_command(std::string_view do_name);

}  // namespace tenbin::office

namespace tenbin {

template <>
struct EnumNames<office::Role> {
  static constexpr std::array<std::string_view, 7> names{
      "clerk", "manager", "sales", "procurement", "verifier", "customer", "admin"};
};
template <>
struct EnumNames<office::Right> {
  static constexpr std::array<std::string_view, 32> names{"see_balance",
                                                          "see_receipts",
                                                          "see_production",
                                                          "see_shipments",
                                                          "see_masters",
                                                          "see_certificates",
                                                          "see_journal",
                                                          "see_access_log",
                                                          "post_receipts",
                                                          "post_production",
                                                          "post_shipments",
                                                          "post_masters",
                                                          "import_files",
                                                          "simulate",
                                                          "reserve",
                                                          "draft_allocation",
                                                          "allocate",
                                                          "issue",
                                                          "draft_close",
                                                          "close",
                                                          "correct",
                                                          "adjust",
                                                          "record_verification",
                                                          "approve",
                                                          "see_money",
                                                          "see_own_margin",
                                                          "see_cost",
                                                          "manage_people",
                                                          "manage_keys",
                                                          "see_system",
                                                          "make_tokens",
                                                          "invite"};
};
template <>
struct EnumNames<office::Scope> {
  static constexpr std::array<std::string_view, 5> names{"read", "import", "allocate", "issue",
                                                         "verify"};
};

}  // namespace tenbin
