#include "witness/client.hpp"

#include "service/fetch.hpp"

namespace tenbin::witness {

AskWitness over_http(std::chrono::milliseconds limit) {
  return [limit](const std::string& url, const std::string& body) {
    HttpRequest request;
    request.url = url;
    request.post = body;
    request.limit = limit;
    request.connect_limit = limit;
    HttpAnswer answer = exchange(request);
    return WitnessAnswer{answer.status, std::move(answer.body)};
  };
}

}  // namespace tenbin::witness
