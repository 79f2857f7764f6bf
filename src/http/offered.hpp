#pragma once
// What reservations and proposals have in common: for whom, from which period, on which lines of
// shipments; and who sees them: those who may allocate all, others those of their own making.
#include <string>
#include <vector>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "engine/state.hpp"
#include "http/site.hpp"

namespace tenbin::http {

struct OfferedRow {
  std::string shipment;
  std::int32_t line = 0;
  std::string product;
  Mass mass;  // of the line
  Mass allocated;
  Share share;  // of what is allocated, cut off
};

struct Offered {
  std::string site;
  Date period;  // its first day
  std::string customer;
  std::vector<OfferedRow> rows;
  Index site_index = no_index;
  std::int32_t period_index = 0;

  Mass allocated() const;
};

// {"site","period","customer"} and, where they are there, "rows" of {"shipment","line"} with
// "allocated_kg" or "share_ppm", held against the book. input.invalid, reference.unknown,
// period.unknown, period.closed, method.no_free_allocation, product.not_allocatable,
// share.exceeds_product.
Result<Offered> read_offered(const State& state, const json::Value& body);

// The same without rows, by names and first day.
Result<Offered> find_offered(const State& state, std::string site, Date period,
                             std::string customer);

// A mass of the body that is more than nothing.
Result<Mass> mass_in(const json::Value& body, std::string_view key);
// A whole number of the body, or `otherwise` where it is not there.
Result<std::int64_t> integer_in(const json::Value& body, std::string_view key,
                                std::int64_t otherwise);

// [{"allocated_kg","line","shipment"},…]; with `whole` also mass, product and share of each.
std::string rows_json(const std::vector<OfferedRow>& rows, bool whole);

// What rows_json wrote.
std::vector<OfferedRow> rows_of_json(std::string_view text);

// The login whose own alone the caller sees; empty: all.
std::string_view owner_for(const Call& call);

}  // namespace tenbin::http
