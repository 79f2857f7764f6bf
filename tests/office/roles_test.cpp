// The matrix of design/ux.md section 10, written out once more from the document and not from the
// code: one line a role, every right that it has, and by that every right that it has not.
#include "office/roles.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "domain/commands.hpp"

namespace tenbin::office {
namespace {

using Names = std::set<std::string>;

const std::map<std::string, Names>& matrix() {
  static const std::map<std::string, Names> rows = {
      // receipts, production, shipments and masters done; simulations seen; a close drafted
      {"clerk",
       {"see_balance", "see_receipts", "see_production", "see_shipments", "see_masters",
        "post_receipts", "post_production", "post_shipments", "post_masters", "import_files",
        "simulate", "correct", "draft_close", "make_tokens"}},
      // all of the ledger, and approving; cost, margin and other customers seen
      {"manager", {"see_balance",     "see_receipts",   "see_production",
                   "see_shipments",   "see_masters",    "see_certificates",
                   "see_journal",     "see_access_log", "post_receipts",
                   "post_production", "post_shipments", "post_masters",
                   "import_files",    "correct",        "adjust",
                   "simulate",        "reserve",        "draft_allocation",
                   "allocate",        "issue",          "draft_close",
                   "close",           "approve",        "see_money",
                   "see_own_margin",  "see_cost",       "make_tokens",
                   "invite"}},
      // shipments and masters seen, simulations and reservations, allocations drafted, own margin
      {"sales",
       {"see_balance", "see_shipments", "see_masters", "see_certificates", "simulate", "reserve",
        "draft_allocation", "see_own_margin", "make_tokens", "invite"}},
      // receipts, simulations, cost
      {"procurement",
       {"see_balance", "see_receipts", "see_masters", "post_receipts", "import_files", "simulate",
        "reserve", "see_cost", "make_tokens"}},
      // sees all masses and simulations; the only thing written is the statement
      {"verifier",
       {"see_balance", "see_receipts", "see_production", "see_shipments", "see_masters",
        "see_certificates", "see_journal", "see_access_log", "simulate", "record_verification",
        "make_tokens"}},
      {"customer", {"see_certificates"}},
      // users, keys, backup; never a row of the ledger
      {"admin", {"manage_people", "manage_keys", "see_system", "see_access_log", "make_tokens"}},
  };
  return rows;
}

TEST(Roles, every_role_and_right_as_the_document_has_it) {
  ASSERT_EQ(matrix().size(), EnumNames<Role>::names.size());
  for (const auto& [role_name, rights] : matrix()) {
    const auto role = value_named<Role>(role_name);
    ASSERT_TRUE(role);
    for (std::string_view right_name : EnumNames<Right>::names) {
      const Right right = *value_named<Right>(right_name);
      const bool wanted = rights.contains(std::string(right_name));
      EXPECT_EQ(may(*role, right), wanted) << role_name << " " << right_name;
      EXPECT_EQ(rights_of(*role).has(right), wanted);
    }
    for (const std::string& right : rights) EXPECT_TRUE(value_named<Right>(right)) << right;
  }
}

TEST(Roles, an_admin_posts_nothing_and_a_customer_only_looks) {
  for (std::string_view name :
       {"receive", "produce", "ship", "allocate", "issue_certificate", "close_period", "reverse"}) {
    EXPECT_FALSE(may(Role::admin, *right_of_command(name))) << name;
    EXPECT_FALSE(may(Role::customer, *right_of_command(name))) << name;
    EXPECT_FALSE(may(Role::verifier, *right_of_command(name))) << name;
    EXPECT_FALSE(may(Role::sales, *right_of_command(name))) << name;
    EXPECT_TRUE(may(Role::manager, *right_of_command(name))) << name;
  }
}

TEST(Roles, several_roles_have_the_rights_of_each) {
  const Rights both = rights_of(Roles{Role::manager, Role::admin});
  EXPECT_TRUE(both.has(Right::close));
  EXPECT_TRUE(both.has(Right::manage_people));
  EXPECT_FALSE(both.has(Right::record_verification));
  EXPECT_TRUE(rights_of(Roles{}).empty());
}

TEST(Roles, sets_as_text_and_back) {
  EXPECT_EQ(to_text(Roles{Role::admin, Role::manager}), "manager admin");
  EXPECT_EQ(set_of_text<Role>("manager admin"), (Roles{Role::manager, Role::admin}));
  EXPECT_EQ(set_of_text<Role>(""), Roles{});
  EXPECT_FALSE(set_of_text<Role>("manager king"));
  EXPECT_EQ(set_of_text<Right>(to_text(Rights::all())), Rights::all());
}

// As contract section 6 groups them, with the three commands that came later.
TEST(Roles, every_command_has_a_right) {
  const std::map<std::string, std::string> wanted = {
      {"add_site", "post_masters"},
      {"add_supplier", "post_masters"},
      {"add_customer", "post_masters"},
      {"add_product", "post_masters"},
      {"register_supplier_certificate", "post_receipts"},
      {"receive", "post_receipts"},
      {"back_receipt", "post_receipts"},
      {"charge", "post_production"},
      {"produce", "post_production"},
      {"ship", "post_shipments"},
      {"allocate", "allocate"},
      {"release", "allocate"},
      {"transfer", "allocate"},
      {"issue_certificate", "issue"},
      {"replace_certificate", "issue"},
      {"revoke_certificate", "issue"},
      {"attest_certificate", "issue"},
      {"register_key", "manage_keys"},
      {"close_period", "close"},
      {"reverse", "correct"},
      {"adjust", "adjust"},
      {"record_verification", "record_verification"},
  };
  EXPECT_EQ(std::variant_size_v<Command>, wanted.size());
  [&]<std::size_t... at>(std::index_sequence<at...>) {
    const auto check = [&](std::string_view name) {
      const auto right = right_of_command(name);
      ASSERT_TRUE(right) << name;
      EXPECT_EQ(name_of(*right), wanted.at(std::string(name))) << name;
    };
    (check(std::variant_alternative_t<at, Command>::name), ...);
  }
  (std::make_index_sequence<std::variant_size_v<Command>>());
  EXPECT_FALSE(right_of_command("delete_everything"));
  EXPECT_FALSE(right_of_command(""));
}

TEST(Roles, scopes_read_or_do_and_none_manages_people) {
  Rights all;
  for (std::string_view name : EnumNames<Scope>::names)
    all = all | rights_of(Scopes{*value_named<Scope>(name)});
  for (Right right : {Right::manage_people, Right::manage_keys, Right::make_tokens, Right::approve,
                      Right::close, Right::adjust, Right::record_verification})
    EXPECT_FALSE(all.has(right)) << name_of(right);
  for (Right right : rights_of(Scopes{Scope::read}).values())
    EXPECT_TRUE(name_of(right).starts_with("see_") || right == Right::simulate) << name_of(right);
  EXPECT_TRUE(rights_of(Scopes{Scope::import}).has(Right::post_receipts));
  EXPECT_TRUE(rights_of(Scopes{Scope::allocate}).has(Right::allocate));
  EXPECT_FALSE(rights_of(Scopes{Scope::allocate}).has(Right::issue));
  EXPECT_TRUE(rights_of(Scopes{Scope::issue}).has(Right::issue));
  EXPECT_TRUE(rights_of(Scopes{Scope::verify}).has(Right::see_certificates));
}

TEST(Roles, a_missing_right_is_named) {
  EXPECT_TRUE(require(rights_of(Role::manager), Right::close));
  const auto refused = require(rights_of(Role::clerk), Right::close);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error(), (Problem{Code::right_missing, {{"right", "close"}}}));
}

}  // namespace
}  // namespace tenbin::office
