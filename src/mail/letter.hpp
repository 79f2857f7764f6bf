#pragma once
// A letter as mail carries it (RFC 5322): the subject in encoded words (RFC 2047), the text as
// base64 of UTF-8, so that no line is too long and nothing on the way changes a character.
#include <string>
#include <string_view>

#include "units/instant.hpp"

namespace tenbin::mail {

struct Letter {
  std::string from;  // one address, without a name
  std::string to;
  std::string subject;
  std::string text;  // lines end in \n
};

// What may stand in the header From or To: ASCII without spaces and control characters, one @ with
// something on both sides.
bool is_address(std::string_view text);

// `id` is the part of Message-ID before the @.
std::string format_letter(const Letter& letter, Instant at, std::string_view id);

}  // namespace tenbin::mail
