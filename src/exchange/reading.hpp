#pragma once
// How a table that was handed in is read, for who has to say otherwise: which heading is taken for
// which column (and what an unknown one may mean), which table it looks like, and how its text
// would look in each encoding.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/recognise.hpp"

namespace tenbin::exchange {

struct Heading {
  std::string text;
  std::string sample;                  // of the first row below that has something there
  const Column* column = nullptr;      // what it is taken for
  const Column* suggestion = nullptr;  // of one that is not: a free column of nearly that name
};

struct Reading {
  std::optional<Kind> kind;  // the one wanted, else the one it looks like most
  // What it looks like, where that is a whole table of another kind than the one wanted.
  std::optional<Kind> looks_like;
  std::vector<Heading> headings;  // none where no row can be one of headings
  std::string fingerprint;        // of these headings
};

Result<Reading> reading_of(const table::Table& table, std::optional<Kind> wanted,
                           const Naming& naming);

// What rows of headings have in common when they are the same: equal for any width, case, spacing.
std::string fingerprint_of(const HeadRow& row);

struct Sample {
  table::Encoding encoding;
  std::string text;  // the first lines
};
// Of the encodings in which the beginning of a text file is valid; of equal texts the first.
std::vector<Sample> samples_of(std::string_view bytes);

}  // namespace tenbin::exchange
