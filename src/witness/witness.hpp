#pragma once
// The answers of a witness, C2SP tlog-witness: it keeps, for each log that it knows, the last
// checkpoint that it has cosigned, and cosigns another only when the log has grown from there.
//
// Requests come one at a time. What is answered with 200 is on disk. Problems of the folder:
// log_folder.hpp.
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "service/log_folder.hpp"
#include "tlog/checkpoint.hpp"
#include "tlog/cosignature.hpp"
#include "units/instant.hpp"

namespace tenbin::witness {

// A request of our own size at most: 63 hashes and a note with a few dozen signatures.
inline constexpr std::size_t max_body = 128U << 10;

struct Answer {
  unsigned status = 0;  // of HTTP
  std::string type;     // Content-Type
  std::string body;
};

struct Setup {
  std::string name;  // as it signs; valid_key_name
  tlog::KeyPair key;
  std::vector<tlog::VerifierKey> logs;  // several of one name: any of them may sign
  std::function<Instant()> now;
};

class Witness {
 public:
  // Reads what the folder remembers. witness.state {path} when that is damaged or not cosigned by
  // this key. The folder outlives the witness.
  static Result<Witness> open(LogFolder& folder, Setup setup);

  // POST add-checkpoint. In this order: 400 the request is malformed; 404 the log is not known; 403
  // none of its keys has signed, or wrongly; 400 old size above the new; 409 old size not the known
  // one, which is answered; 422 the log did not only grow; 500 the disk failed; 200 and a
  // cosignature.
  Answer add_checkpoint(std::string_view body);

  // GET <sha256 of the origin, hex>/checkpoint: the last one, with its cosignature; 404.
  Answer checkpoint(std::string_view origin_hash) const;

  tlog::CosignerKey key() const { return {setup_.name, setup_.key.public_key()}; }

 private:
  struct Log {
    std::vector<tlog::VerifierKey> keys;
    std::string file;
    tlog::Checkpoint latest;  // of size 0 until the first
    std::string note;         // empty until the first
  };

  Witness(LogFolder& folder, Setup setup) : folder_(&folder), setup_(std::move(setup)) {}
  Result<void> remember(Log& log) const;
  Answer cosign(Log& log, const tlog::Note& note, const tlog::Checkpoint& checkpoint);

  LogFolder* folder_;
  Setup setup_;
  std::map<std::string, Log, std::less<>> logs_;  // by origin
};

// The key file "key" of the folder, made from `fill_random` when there is none. key.invalid.
Result<tlog::KeyPair> open_key(const std::string& folder,
                               const std::function<void(std::span<std::uint8_t>)>& fill_random);

}  // namespace tenbin::witness
