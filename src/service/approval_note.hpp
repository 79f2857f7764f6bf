#pragma once
// How the record of a command says that it was approved (four eyes): by the last word of its note,
// "approved_by:LOGIN", or "self_approved" where a firm of one person lets who asks approve. Who
// asked is the record's actor.
#include <optional>
#include <string>
#include <string_view>

#include "certificate/content.hpp"
#include "codec/json_value.hpp"

namespace tenbin {

struct ApprovalNote {
  certificate::Approval how = certificate::Approval::one_person;
  std::string by;  // login; empty: who asked
};

// The mark of an approval; `by` empty: by who asked.
std::string approval_mark(std::string_view by);
// The note with the mark behind it.
std::string with_mark(std::string_view note, std::string_view mark);
// What the note says; nothing where it has no mark.
std::optional<ApprovalNote> approval_of_note(std::string_view note);
// The note without a mark.
std::string_view without_mark(std::string_view note);

// Whether the command registers an emission factor, which takes two people.
bool registers_factor(const json::Value& command);

}  // namespace tenbin
