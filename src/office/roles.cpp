#include "office/roles.hpp"

#include <array>

namespace tenbin::office {
namespace {

struct Row {
  Right right;
  Roles roles;
};

using enum Role;

// The order is that of the enum, which the check below holds.
constexpr std::array<Row, Rights::size_of_enum> table = {{
    {Right::see_balance, {clerk, manager, sales, procurement, verifier}},
    {Right::see_receipts, {clerk, manager, procurement, verifier}},
    {Right::see_production, {clerk, manager, verifier}},
    {Right::see_shipments, {clerk, manager, sales, verifier}},
    {Right::see_masters, {clerk, manager, sales, procurement, verifier}},
    {Right::see_certificates, {manager, sales, verifier, customer}},
    {Right::see_journal, {manager, verifier}},
    {Right::see_access_log, {manager, verifier, admin}},
    {Right::post_receipts, {clerk, manager, procurement}},
    {Right::post_production, {clerk, manager}},
    {Right::post_shipments, {clerk, manager}},
    {Right::post_masters, {clerk, manager}},
    {Right::import_files, {clerk, manager, procurement}},
    {Right::simulate, {clerk, manager, sales, procurement, verifier}},
    {Right::reserve, {manager, sales, procurement}},
    {Right::draft_allocation, {manager, sales}},
    {Right::allocate, {manager}},
    {Right::issue, {manager}},
    {Right::draft_close, {clerk, manager}},
    {Right::close, {manager}},
    {Right::correct, {clerk, manager}},
    {Right::adjust, {manager}},
    {Right::record_verification, {verifier}},
    {Right::approve, {manager}},
    {Right::see_money, {manager}},
    {Right::see_own_margin, {manager, sales}},
    {Right::see_cost, {manager, procurement}},
    {Right::manage_people, {admin}},
    {Right::manage_keys, {admin}},
    {Right::see_system, {admin}},
    {Right::make_tokens, {clerk, manager, sales, procurement, verifier, admin}},
    {Right::invite, {manager, sales}},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (table[i].right != static_cast<Right>(i)) return false;
  return true;
}
static_assert(in_order());

struct ScopeRow {
  Scope scope;
  Rights rights;
};

constexpr std::array<ScopeRow, Scopes::size_of_enum> scopes_table = {{
    {Scope::read,
     {Right::see_balance, Right::see_receipts, Right::see_production, Right::see_shipments,
      Right::see_masters, Right::see_certificates, Right::see_journal, Right::see_access_log,
      Right::see_money, Right::see_own_margin, Right::see_cost, Right::see_system,
      Right::simulate}},
    {Scope::import,
     {Right::import_files, Right::post_receipts, Right::post_production, Right::post_shipments,
      Right::post_masters, Right::correct}},
    {Scope::allocate, {Right::simulate, Right::reserve, Right::draft_allocation, Right::allocate}},
    {Scope::issue, {Right::issue}},
    {Scope::verify, {Right::see_certificates}},
}};

struct CommandRow {
  std::string_view name;
  Right right;
};

constexpr std::array<CommandRow, 22> commands = {{
    {"add_site", Right::post_masters},
    {"add_supplier", Right::post_masters},
    {"add_customer", Right::post_masters},
    {"add_product", Right::post_masters},
    {"register_supplier_certificate", Right::post_receipts},
    {"receive", Right::post_receipts},
    {"back_receipt", Right::post_receipts},
    {"charge", Right::post_production},
    {"produce", Right::post_production},
    {"ship", Right::post_shipments},
    {"allocate", Right::allocate},
    {"release", Right::allocate},
    {"transfer", Right::allocate},
    {"issue_certificate", Right::issue},
    {"replace_certificate", Right::issue},
    {"revoke_certificate", Right::issue},
    {"attest_certificate", Right::issue},
    {"register_key", Right::manage_keys},
    {"close_period", Right::close},
    {"reverse", Right::correct},
    {"adjust", Right::adjust},
    {"record_verification", Right::record_verification},
}};

}  // namespace

bool may(Role role, Right right) {
  return table[static_cast<std::size_t>(right)].roles.has(role);
}

Rights rights_of(Role role) {
  Rights rights;
  for (const Row& row : table)
    if (row.roles.has(role)) rights.add(row.right);
  return rights;
}

Rights rights_of(Roles roles) {
  Rights rights;
  for (Role role : roles.values()) rights = rights | rights_of(role);
  return rights;
}

Rights rights_of(Scopes scopes) {
  Rights rights;
  for (const ScopeRow& row : scopes_table)
    if (scopes.has(row.scope)) rights = rights | row.rights;
  return rights;
}

Result<void> require(Rights rights, Right right) {
  if (rights.has(right)) return {};
  return problem(Code::right_missing, {{"right", std::string(name_of(right))}});
}

std::optional<Right> right_of_command(std::string_view do_name) {
  for (const CommandRow& row : commands)
    if (row.name == do_name) return row.right;
  return std::nullopt;
}

std::optional<Right> draft_right_of_command(std::string_view do_name) {
  if (do_name == "allocate") return Right::draft_allocation;
  if (do_name == "close_period") return Right::draft_close;
  return std::nullopt;
}

}  // namespace tenbin::office
