#pragma once
// Certificates posted in memory and printed together, each with the record that its document is the
// one. Everything that can fail is tried before the caller commits: what cannot be printed is never
// issued. The files need not be written: `reprint.hpp` makes them again from the book.
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "press/press.hpp"
#include "units/mass.hpp"

namespace tenbin::press {

struct Issued {
  std::string number;
  int revision = 1;
  std::string customer;
  Mass allocated;
  Mass mass;  // of the products
};

struct HeldBack {
  std::string customer;
  std::string allocation;  // empty: all of the customer
  Problem problem;
};

struct Batch {
  std::vector<Issued> issued;
  std::vector<CertificateFiles> files;  // of each of them
  std::vector<HeldBack> held_back;
};

// Customers whose certificate cannot be printed, and why.
using Unprintable = std::map<Index, Problem>;

class BatchPrinter {
 public:
  BatchPrinter(Ledger& ledger, Press& press, std::string_view actor)
      : ledger_(ledger), press_(press), actor_(actor), proofs_(ledger, press.log_key()) {}

  // The revision that was just posted: attested, to be printed.
  Result<void> add(Index certificate, Language language, bool qr_without_mass);
  std::size_t size() const { return indices_.size(); }
  // What was added, on paper. Those with a character that no font has go to `unprintable`, where it
  // is given, and the answer is empty: then the batch is to be thrown away, with its ledger.
  Result<Batch> print(Unprintable* unprintable = nullptr);

 private:
  Ledger& ledger_;
  Press& press_;
  std::string actor_;
  OwnProofs proofs_;
  std::vector<Index> indices_;         // of the certificates
  std::vector<Printed> certificates_;  // of `indices_`
};

}  // namespace tenbin::press
