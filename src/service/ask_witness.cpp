#include "service/ask_witness.hpp"

#include "tlog/witness_text.hpp"

namespace tenbin {
namespace {

constexpr int asked_at_most = 3;  // it may have moved on between two questions

using Kind = WitnessOutcome::Kind;

std::string address_of(const WitnessAt& witness) {
  return witness.url + (witness.url.ends_with('/') ? "" : "/") + "add-checkpoint";
}

// The witness's cosignature of the note out of its answer, into the note.
bool take_cosignature(const WitnessAt& witness, const std::string& answer, tlog::Note& note) {
  const auto lines = tlog::parse_signature_lines(answer);
  if (!lines) return false;
  const std::uint32_t id = witness.key.id();
  for (const tlog::NoteSignature& line : *lines) {
    if (line.id != id || line.name != witness.key.name) continue;
    if (!has_cosigned({note.text, {line}}, witness)) return false;
    note.signatures.push_back(line);
    return true;
  }
  return false;
}

}  // namespace

bool has_cosigned(const tlog::Note& note, const WitnessAt& witness) {
  const auto cosignatures = tlog::verify_cosignatures(note, {&witness.key, 1});
  return cosignatures && !cosignatures->empty();
}

WitnessOutcome ask_witness(const WitnessAt& witness, const AskWitness& ask, const ToCosign& what,
                           tlog::Note& note) {
  const auto outcome = [&](Kind kind, unsigned status = 0, std::uint64_t size = 0) {
    return WitnessOutcome{witness.key.name, kind, status, size};
  };
  if (has_cosigned(note, witness)) return outcome(Kind::cosigned);
  std::uint64_t old_size = what.guess;
  for (int asked = 0; asked < asked_at_most; ++asked) {
    tlog::AddCheckpoint request{old_size, {}, tlog::format_note(note)};
    if (old_size > 0)
      request.proof = tlog::consistency_proof(old_size, what.size, what.nodes.node_at());
    if (!what.nodes.problem()) return outcome(Kind::malformed);
    const WitnessAnswer answer = ask(address_of(witness), tlog::format_add_checkpoint(request));
    if (answer.status == 0) return outcome(Kind::no_answer);
    if (answer.status == 200) {
      return outcome(take_cosignature(witness, answer.body, note) ? Kind::cosigned
                                                                  : Kind::malformed);
    }
    if (answer.status != 409) return outcome(Kind::refused, answer.status);
    const auto known = tlog::parse_known_size(answer.body);
    if (!known) return outcome(Kind::malformed);
    if (*known > what.size) return outcome(Kind::ahead, answer.status, *known);
    old_size = *known;
  }
  return outcome(Kind::refused, 409);
}

}  // namespace tenbin
