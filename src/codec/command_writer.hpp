#pragma once
// Writes the normal form of commands and the records of the journal as canonical JSON (RFC 8785),
// appending to a text. The normal form is the command language itself: defaults filled in, masses
// in kg, what was not given left out.
#include <string>
#include <string_view>

#include "codec/command_reader.hpp"
#include "domain/commands.hpp"

namespace tenbin {

// The command without its command_id: what `repeated` compares.
void append_content(std::string& out, const Envelope& envelope);

// The event of a record: the command with its command_id, and what the decision added (`outcome`, a
// canonical JSON object, may be empty).
void append_event(std::string& out, const Envelope& envelope, std::string_view outcome);

// One record of the journal, without a line end.
void append_record(std::string& out, const RecordHead& head, const Envelope& envelope,
                   std::string_view outcome);

}  // namespace tenbin
