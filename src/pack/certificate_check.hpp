#pragma once
// The certificates of a pack against its journal.
#include <string>
#include <vector>

#include "pack/replay.hpp"
#include "pack/zip.hpp"

namespace tenbin::pack {

// What is wrong with the first certificate that does not agree, as "<word> <file>"; empty when all
// do. JSON documents and JWTs are read; their number, revision, customer's lines, masses and shares
// are held against the journal, and where its issue is attested, its SHA-256 and the key that
// signed it; every signature must hold; a verifier's statement that it cites must cover it. A
// revision that was replaced or revoked since is not held against today's figures.
std::string wrong_certificate(const Replay& replay, const std::vector<const File*>& files,
                              const std::vector<const File*>& statements);

}  // namespace tenbin::pack
