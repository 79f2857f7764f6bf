#include "http/call.hpp"

namespace tenbin::http {

std::string_view Call::part(std::string_view name) const {
  for (const auto& [key, value] : parts) {
    if (key == name) return value;
  }
  return {};
}

std::string Call::actor() const {
  return person ? person->login : "";
}

std::optional<std::string> Call::own_customer() const {
  if (!person || person->roles != office::Roles{office::Role::customer}) return std::nullopt;
  return person->customer;
}

}  // namespace tenbin::http
