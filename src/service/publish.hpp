#pragma once
// `log publish`: the log as static files that any web server carries (C2SP tlog-tiles): `tile/…`
// and `checkpoint`. Records are not published, only their salted hashes.
//
// Order: the published checkpoint is read and the journal compared with it, before anything is
// written; the tiles go to disk; the witnesses are asked; the checkpoint takes the place of the old
// one. So at every moment, and after a crash at any, the checkpoint in the folder has all its tiles
// and is consistent with every one before; and another run completes. A full tile never changes.
// Partial tiles are taken away once the full one is there.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "service/log_folder.hpp"
#include "store/book.hpp"
#include "tlog/cosignature.hpp"
#include "tlog/key.hpp"

namespace tenbin {

struct WitnessAt {
  tlog::CosignerKey key;
  std::string url;  // the submission prefix: "add-checkpoint" is put behind it
};
struct WitnessAnswer {
  unsigned status = 0;  // of HTTP; 0: no answer
  std::string body;
};
// Posts `body` to the address; never throws.
using AskWitness = std::function<WitnessAnswer(const std::string& url, const std::string& body)>;

struct WitnessOutcome {
  enum class Kind : std::uint8_t {
    cosigned,  // now, or before on the checkpoint of this size
    no_answer,
    refused,    // with `status`
    ahead,      // it has cosigned `size` records of this log, more than the journal has
    malformed,  // an answer that is none, or not of its key
  };
  std::string name;
  Kind kind = Kind::no_answer;
  unsigned status = 0;
  std::uint64_t size = 0;
};

struct Publishing {
  tlog::KeyPair key;
  std::vector<WitnessAt> witnesses = {};
  AskWitness ask = {};
  bool all = false;  // every tile is written again, whatever is there
};

struct Published {
  std::uint64_t old_size = 0;  // of the checkpoint that was there
  std::uint64_t size = 0;
  std::uint64_t tiles = 0;  // written
  std::string checkpoint;   // the signed note, with its cosignatures
  std::vector<WitnessOutcome> witnesses;
};

// Publishes the whole journal of the book. One process at a time: the caller holds a lock.
// log.other {path}: the folder holds another log's checkpoint. log.fork {size, records}: its
// checkpoint is not of this journal, which is shorter or another.
Result<Published> publish(const store::Book& book, LogFolder& folder, const Publishing& how);

}  // namespace tenbin
