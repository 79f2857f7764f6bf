#pragma once
// Worlds for the properties: generated streams, and one small period that a test fills by hand.
#include <gmpxx.h>
#include <rapidcheck.h>

#include "generate.hpp"
#include "sut.hpp"

namespace tenbin_property {

using tenbin_model::Stream;

/// A stream of the generator; shrinks by its number of commands.
Stream any_stream();
/// The same under the deficit mode `never`.
Stream any_stream_without_deficit();

/// A rulebook of one-month periods from 2026-04-01, to be changed as a test needs.
Json plain_rulebook();
/// A site HQ, supplier S-1, customer C-1, product EX-1, and the papers given as {id, source, share,
/// factor}, each of 10,000 t.
void set_up(Sut& sut, const std::vector<std::vector<std::string>>& papers);
Json receipt(const std::string& id, std::int64_t grams, const std::string& paper);
Json run(const std::string& id, std::int64_t grams);
Json line(const std::string& id, std::int64_t grams);

/// Applies a command that must be accepted.
Json must(Sut& sut, const Json& command);

/// Grams of "25000.000".
mpz_class grams(const Json& kg);
std::string in_grams(std::int64_t grams);

}  // namespace tenbin_property
