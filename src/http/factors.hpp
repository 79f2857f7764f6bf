#pragma once
// GET /api/v1/factors: the emission factors of the book, newest first: of supplier certificates, of
// products (their process), of receipts that name one, and at the end what the rulebook gives to
// metal without any. Each with the days on which it counts, who registered it when, who approved it
// and the reason, which is the note of its record. A factor is never rewritten: another one is
// registered under a new number, by two people (approvals.hpp).
//
// The parameters limit, cursor and q are those of lists.hpp; where q finds little a page ends
// before it is full. Of receipts only for who may see them.
#include "http/site.hpp"

namespace tenbin::http {

void add_factors(Router& router, Site& site);

}  // namespace tenbin::http
