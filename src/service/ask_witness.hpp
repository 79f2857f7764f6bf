#pragma once
// One witness of the log is asked to cosign a checkpoint (C2SP tlog-witness, add-checkpoint).
#include "service/publish.hpp"
#include "tlog/note.hpp"
#include "tlog/tiles.hpp"

namespace tenbin {

struct ToCosign {
  std::uint64_t size;      // of the checkpoint
  std::uint64_t guess;     // the size that the witness is thought to know
  tlog::TileNodes& nodes;  // of the tree of `size` leaves, for the consistency proof
};

// Whether the note carries a cosignature of the witness that holds.
bool has_cosigned(const tlog::Note& note, const WitnessAt& witness);

// Asks, once more where the witness names another size, and adds its cosignature to the note when
// it holds. A note that has one already stays as it is.
WitnessOutcome ask_witness(const WitnessAt& witness, const AskWitness& ask, const ToCosign& what,
                           tlog::Note& note);

}  // namespace tenbin
