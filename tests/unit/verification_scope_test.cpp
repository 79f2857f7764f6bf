// What a certificate may cite: each condition alone, on books of two sites.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "codec/command_reader.hpp"
#include "engine/engine.hpp"
#include "report/verification_scope.hpp"
#include "rulebook/read_rulebook.hpp"

namespace tenbin {
namespace {

constexpr const char* rules =
    R"({"id":"two-sites","title":{"ja":"二拠点","en":"Two sites"},"method":"input_share",)"
    R"("input_event":"receipt","period":{"months":3,"starts":"2026-04-01"},)"
    R"("deficit":{"mode":"never"},"carry_over":{"periods":4},"account_by":"class",)"
    R"("cross_site_transfer":true,"default_factors":{"conventional":"15.1 kgCO2e/kg"}})";

// Commands in the order of their posting; each must be accepted.
class Book {
 public:
  Book() : state_(*read_rulebook(rules)) {
    for (const char* site : {"A", "B"}) post("add_site", "'site':'" + std::string(site) + "'");
    post("add_supplier", "'supplier':'S'");
    post("add_customer", "'customer':'C'");
    post("add_product", "'product':'P'");
    post("register_supplier_certificate",
         "'supplier_certificate':'SC','supplier':'S','valid_from':'2026-04-01','valid_to':"
         "'2027-03-31','smelter':'M','country':'NO','power_source':'hydro','mass':'900 t',"
         "'emission_factor':'4 kgCO2e/kg','emission_boundary':'gate','chain_model':'segregated'");
    for (const std::string site : {"A", "B"}) {
      post("receive", "'receipt':'R" + site + "','date':'2026-07-01','site':'" + site +
                          "','supplier':'S','material':'ingot','class':'renewable',"
                          "'mass':'100 t','supplier_certificate':'SC'");
      post("produce", "'run':'P" + site + "','date':'2026-07-02','site':'" + site +
                          "','product':'P','output':'100 t'");
    }
  }

  void post(const std::string& name, std::string fields) {
    for (char& c : fields) c = c == '\'' ? '"' : c;
    std::string line = R"({"do":")" + name + R"(",)" + fields + "}";
    const std::size_t size = line.size();
    line.resize(size + read_ahead);
    CommandReader reader;
    const auto envelope = reader.read(std::string_view(line).substr(0, size));
    ASSERT_TRUE(envelope) << line;
    const auto decision = decide(state_, *envelope);
    ASSERT_TRUE(decision) << line;
    apply(state_, *envelope, std::get<Event>(*decision));
  }

  void ship(const std::string& id, const std::string& date, const std::string& site = "A") {
    post("ship", "'shipment':'" + id + "','line':1,'date':'" + date + "','site':'" + site +
                     "','customer':'C','product':'P','mass':'10 t'");
  }
  void allocate(const std::string& id, const std::string& date) {
    post("allocate", "'allocation':'" + id + "','date':'" + date + "','shipment':'" + id +
                         "','line':1,'share':'10 %'");
  }
  void close(const std::string& period, const std::string& date, const std::string& site = "A") {
    post("close_period", "'site':'" + site + "','period':'" + period + "','date':'" + date + "'");
  }
  void verify(const std::string& from, const std::string& to, const std::string& site = "A") {
    post("record_verification", "'site':'" + site + "','from':'" + from + "','to':'" + to +
                                    "','verifier':'V','kind':'verification','level':'limited',"
                                    "'criteria':'C','statement':'1','date':'2026-10-01'");
  }

  // Of all allocations together, by the newest statement.
  std::string wrong() const {
    const VerificationEntry& entry = state_.verifications.back();
    return wrong(seen_before(entry));
  }
  std::string wrong(std::uint64_t seen) const {
    std::vector<Index> all;
    for (Index i = 0; i < state_.allocations.size(); ++i) all.push_back(i);
    return not_covered(state_, stated_by(state_, all), state_.verifications.back(), seen);
  }
  const State& state() const { return state_; }

 private:
  State state_;
};

void close_two(Book& book) {
  book.close("2026-04-01", "2026-06-30");
  book.close("2026-07-01", "2026-09-30");
}

Book allocated() {
  Book book;
  book.ship("1", "2026-07-10");
  book.allocate("1", "2026-07-11");
  return book;
}

TEST(VerificationScope, holds_what_was_closed_and_seen) {
  Book book = allocated();
  close_two(book);
  const std::uint64_t closed = book.state().size();
  book.verify("2026-07-01", "2026-09-30");
  EXPECT_EQ(book.wrong(), "");
  EXPECT_EQ(book.wrong(closed), "");
  EXPECT_EQ(book.wrong(closed - 1), "open_period 2026-07-01");
  EXPECT_EQ(book.wrong(closed - 3), "posted_after");
  EXPECT_TRUE(covers_period(book.state(), book.state().verifications[0], 0, 1, closed));
  EXPECT_FALSE(covers_period(book.state(), book.state().verifications[0], 0, 1, closed - 1));
  EXPECT_FALSE(covers_period(book.state(), book.state().verifications[0], 0, 0, closed));
  EXPECT_FALSE(covers_period(book.state(), book.state().verifications[0], 1, 1, closed));
}

TEST(VerificationScope, days_and_sites) {
  Book book = allocated();
  close_two(book);
  book.verify("2026-07-11", "2026-09-30");
  EXPECT_EQ(book.wrong(), "out_of_scope");
  book.verify("2026-07-02", "2026-09-30");
  EXPECT_EQ(book.wrong(), "out_of_scope 2026-07-01");
  book.verify("2026-07-01", "2026-09-30", "B");
  EXPECT_EQ(book.wrong(), "another_site");
  book.ship("2", "2026-07-10", "B");
  book.allocate("2", "2026-07-11");
  book.verify("2026-07-01", "2026-09-30");
  EXPECT_EQ(book.wrong(), "another_site");
}

TEST(VerificationScope, carried_over) {
  Book book;
  close_two(book);
  book.ship("1", "2026-10-10");
  book.allocate("1", "2026-10-11");
  book.close("2026-10-01", "2026-12-31");
  book.verify("2026-10-01", "2026-12-31");
  EXPECT_EQ(book.wrong(), "carried_over 2026-07-01");
  book.verify("2026-07-01", "2026-12-31");
  EXPECT_EQ(book.wrong(), "");
}

TEST(VerificationScope, an_allocation_in_a_later_period_than_its_shipment) {
  Book book;
  book.ship("1", "2026-07-10");
  close_two(book);
  book.allocate("1", "2026-10-11");
  book.verify("2026-07-01", "2026-09-30");
  EXPECT_EQ(book.wrong(), "out_of_scope 2026-10-01");
  book.verify("2026-07-01", "2026-12-31");
  EXPECT_EQ(book.wrong(), "open_period 2026-10-01");
}

TEST(VerificationScope, transferred_in) {
  Book book = allocated();
  book.post("transfer",
            "'transfer':'T','date':'2026-07-20','from':'B','to':'A','account':'B/renewable',"
            "'mass':'1 t'");
  close_two(book);
  book.verify("2026-07-01", "2026-09-30");
  EXPECT_EQ(book.wrong(), "transferred_in A/renewable");
}

}  // namespace
}  // namespace tenbin
