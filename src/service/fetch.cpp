#include "service/fetch.hpp"

#include <arpa/inet.h>

#include "service/curl.hpp"
#include "service/web_address.hpp"

namespace tenbin {
namespace {

// What comes in while a request is under way.
struct Incoming {
  std::string body;
  std::size_t most = 0;
  bool too_large = false;
  bool not_public = false;
};

std::size_t take(char* bytes, std::size_t one, std::size_t count, void* target) {
  auto& incoming = *static_cast<Incoming*>(target);
  const std::size_t size = one * count;
  if (size > incoming.most - incoming.body.size()) {
    incoming.too_large = true;
    return size + 1;  // ends the transfer
  }
  incoming.body.append(bytes, size);
  return size;
}

bool is_public(const curl_sockaddr& at) {
  const auto bytes = [](const auto& address) {
    return std::span(reinterpret_cast<const std::uint8_t*>(&address), sizeof address);
  };
  if (at.family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(at.addr);
    return is_public_address(bytes(v4.sin_addr));
  }
  if (at.family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(at.addr);
    return is_public_address(bytes(v6.sin6_addr));
  }
  return false;
}

// In place of libcurl's own socket(): the last moment before it connects to that very address.
curl_socket_t open_public(void* target, curlsocktype, curl_sockaddr* at) {
  if (!is_public(*at)) {
    static_cast<Incoming*>(target)->not_public = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(at->family, at->socktype | SOCK_CLOEXEC, at->protocol);
}

int go_on(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

std::string failure_of(CURLcode code, const Incoming& incoming) {
  if (incoming.too_large) return "too_large";
  std::string failure = curl::failure_of(code);
  if (failure == "refused") failure = "unreachable";
  return failure == "unreachable" && incoming.not_public ? "not_public" : failure;
}

void put_guard(CURL* handle, const Guard& guard, curl_slist* resolve, Incoming& incoming) {
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, guard.allow_plain ? "http,https" : "https");
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  if (resolve != nullptr) curl_easy_setopt(handle, CURLOPT_RESOLVE, resolve);
  if (!guard.ca_file.empty()) {
    curl_easy_setopt(handle, CURLOPT_CAINFO, guard.ca_file.c_str());
    curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
  }
  if (guard.allow_private) return;
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_public);
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, &incoming);
}

void put_limits(CURL* handle, const HttpRequest& request) {
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(request.limit.count()));
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(request.connect_limit.count()));
  curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.most));
  // A name server that is slow is not waited for past the limit.
  curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);
}

}  // namespace

HttpAnswer exchange(const HttpRequest& request) {
  const curl::Handle handle = curl::make_handle();
  if (!handle) return {"unreachable", 0, {}};
  Incoming incoming;
  incoming.most = request.most;
  curl::List headers;
  curl::List resolve;
  for (const std::string& each : request.headers) curl::append(headers, each);
  curl_easy_setopt(handle.get(), CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &incoming);
  put_limits(handle.get(), request);
  if (request.post) {
    curl::append(headers, "Content-Type: " + request.type);
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, request.post->data());
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.post->size()));
  }
  if (headers) curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  if (request.guard) {
    for (const std::string& each : request.guard->resolve) curl::append(resolve, each);
    put_guard(handle.get(), *request.guard, resolve.get(), incoming);
  }
  if (request.stop != nullptr) {
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFOFUNCTION, go_on);
    curl_easy_setopt(handle.get(), CURLOPT_XFERINFODATA, request.stop);
    curl_easy_setopt(handle.get(), CURLOPT_NOPROGRESS, 0L);
  }
  HttpAnswer answer;
  answer.failure = failure_of(curl_easy_perform(handle.get()), incoming);
  if (!answer.failure.empty()) return answer;
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<unsigned>(status);
  answer.body = std::move(incoming.body);
  return answer;
}

HttpAnswer fetch(const std::string& url, const Guard& guard) {
  HttpRequest request;
  request.url = url;
  request.most = std::size_t{1} << 20;
  request.limit = std::chrono::seconds(10);
  request.connect_limit = std::chrono::seconds(5);
  request.guard = guard;
  HttpAnswer answer = exchange(request);
  if (!answer.failure.empty() || answer.status == 200) return answer;
  if (answer.status == 404 || answer.status == 410) {
    answer.failure = "not_found";
  } else {
    answer.failure = answer.status / 100 == 3 ? "redirected" : "refused";
  }
  return answer;
}

}  // namespace tenbin
