#include "witness/client.hpp"

#include <curl/curl.h>

#include <memory>

namespace tenbin::witness {
namespace {

constexpr std::size_t max_answer = 64U << 10;

std::size_t take(char* bytes, std::size_t one, std::size_t count, void* answer) {
  auto& body = *static_cast<std::string*>(answer);
  if (body.size() + one * count > max_answer) return 0;  // ends the transfer
  body.append(bytes, one * count);
  return one * count;
}

struct Cleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

WitnessAnswer post(const std::string& url, const std::string& body, long limit_ms) {
  const std::unique_ptr<CURL, Cleanup> handle(curl_easy_init());
  const std::unique_ptr<curl_slist, Cleanup> headers(
      curl_slist_append(nullptr, "Content-Type: text/plain; charset=utf-8"));
  if (!handle || !headers) return {};
  WitnessAnswer answer;
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, body.data());
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer.body);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, limit_ms);
  if (curl_easy_perform(handle.get()) != CURLE_OK) return {};
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<unsigned>(status);
  return answer;
}

}  // namespace

AskWitness over_http(std::chrono::milliseconds limit) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  return [limit](const std::string& url, const std::string& body) {
    return post(url, body, static_cast<long>(limit.count()));
  };
}

}  // namespace tenbin::witness
