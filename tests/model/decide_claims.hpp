#pragma once
// The commands that spend credits, cover them by certificates, and close periods.
#include "book.hpp"

namespace tenbin_model {

void refuse_if(bool condition, const char* code);
/// period.unknown before the rulebook's first day, period.closed in a closed period.
void check_period(const Book& book, const std::string& site, std::int64_t date);

Json allocate(Book& book, const Json& content, std::int64_t seq);
void release(Book& book, const Json& content);
void transfer(Book& book, const Json& content, std::int64_t seq);
Json issue_certificate(Book& book, const Json& content, std::int64_t seq);
Json replace_certificate(Book& book, const Json& content);
Json revoke_certificate(Book& book, const Json& content);
Json attest_certificate(Book& book, const Json& content);
void register_key(Book& book, const Json& content);
Json adjust(Book& book, const Json& content);
void close_period(Book& book, const Json& content);

}  // namespace tenbin_model
