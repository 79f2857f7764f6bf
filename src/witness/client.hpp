#pragma once
// Asking a witness over HTTP or HTTPS (service/fetch.hpp); an answer is 64 KiB at most.
#include <chrono>

#include "service/publish.hpp"

namespace tenbin::witness {

// Gives up on one witness after `limit`.
AskWitness over_http(std::chrono::milliseconds limit);

}  // namespace tenbin::witness
