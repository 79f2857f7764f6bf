#pragma once
// CHANGE.json of `tenbin correct`: which entry is wrong, and what is right.
//
//   {"entry": SEQ | "receipt": ID | "charge": ID | "run": ID | "shipment": ID, "line": N,
//    "set": {fields of its command; null takes one away} | "void": true,
//    "reason": text, "approver": text, "date": of the correction, "evidence": [texts]}
//
// An entry is a receive, charge, produce or ship, or a back_receipt, which can only be void: its
// evidence does not hold.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/state.hpp"
#include "service/ledger.hpp"

namespace tenbin::correction {

struct Change {
  std::uint64_t seq = 0;
  Entry entry;
  Index site = no_index;
  Date entry_date;
  bool closed = false;    // the entry's period is
  bool cosmetic = false;  // only texts that no figure rests on
  std::string was;        // the command as canonical JSON, without command_id
  std::string becomes;    // the same, corrected; empty: there was no such thing
  std::string reason;
  std::string approver;
  Date date;
  std::vector<std::string> evidence;
};

// input.invalid (field, problem), unit.missing; reference.unknown {kind, id},
// entry.already_reversed.
Result<Change> read_change(std::string_view json, const Ledger& ledger);

// The command of the record, as canonical JSON without command_id.
Result<std::string> command_at(const Ledger& ledger, std::uint64_t seq);

// The command with the member set to the value, or without it where the value is nothing.
std::string with_member(std::string_view command, std::string_view key,
                        const std::optional<std::string>& text);

}  // namespace tenbin::correction
