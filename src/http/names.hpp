#pragma once
// Names of the book's things, in both languages, for pages.
#include <string>
#include <string_view>
#include <utility>

#include "certificate/content.hpp"
#include "service/certificate_records.hpp"

namespace tenbin::http {

// Of the command C that made it; empty where it cannot be read.
template <class Command>
certificate::Text names_at(Records& records, std::uint32_t seq) {
  certificate::Text names;
  (void)records.with<Command>(seq, [&](const Command& command) {
    names = {std::string(command.name_ja), std::string(command.name_en)};
  });
  return names;
}

inline certificate::Text or_id(certificate::Text names, std::string_view id) {
  return names.empty() ? certificate::Text{std::string(id), {}} : names;
}

}  // namespace tenbin::http
