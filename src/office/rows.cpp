#include "office/rows.hpp"

#include <algorithm>
#include <limits>

namespace tenbin::office {

// A name that we do not know was written by another program: it gives no right.
Person person_of(const Query& row, int first) {
  Person person;
  person.id = row.number(first);
  person.login = row.text(first + 1);
  person.name = row.text(first + 2);
  person.roles = set_of_text<Role>(row.text(first + 3)).value_or(Roles{});
  person.customer = row.text(first + 4);
  person.language = value_named<Language>(row.text(first + 5)).value_or(Language::ja);
  person.active = row.number(first + 6) != 0;
  person.has_password = row.number(first + 7) != 0;
  person.has_totp = row.number(first + 8) != 0;
  person.email = row.text(first + 9);
  person.signed_in = instant_if(row, first + 10);
  return person;
}

tl::unexpected<Problem> unknown(std::string_view kind, std::string_view id) {
  return problem(Code::reference_unknown, {{"kind", std::string(kind)}, {"id", std::string(id)}});
}

std::int64_t rows_wanted(const PageRequest& page) {
  return std::clamp<std::int64_t>(page.limit, 1, longest_page);
}

std::int64_t first_id(const PageRequest& page) {
  return page.before.value_or(std::numeric_limits<std::int64_t>::max());
}

}  // namespace tenbin::office
