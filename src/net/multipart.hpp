#pragma once
// The body of a form that hands in a file: multipart/form-data (RFC 7578) as browsers send it, and
// nothing beside. What is not exactly that is no form: other text before, between or behind the
// parts, a part without a name, a name that comes twice, more than 20 parts, a head over 4 KiB.
#include <optional>
#include <string_view>
#include <vector>

namespace tenbin::net {

// Looks into the body.
struct FormPart {
  std::string_view name;
  std::optional<std::string_view> file_name;  // as it was sent; empty where none was chosen
  std::string_view content;
};

std::optional<std::vector<FormPart>> parse_form(std::string_view content_type,
                                                std::string_view body);

}  // namespace tenbin::net
