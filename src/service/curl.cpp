#include "service/curl.hpp"

#include <array>

#include "load/load.hpp"

namespace tenbin::curl {
namespace {

constexpr std::array libraries = {"libcurl.so.4"};

}  // namespace

Handle make_handle() {
  static const CURLcode ready = load::first_missing(libraries) == nullptr
                                    ? curl_global_init(CURL_GLOBAL_DEFAULT)
                                    : CURLE_FAILED_INIT;
  return Handle(ready == CURLE_OK ? curl_easy_init() : nullptr);
}

void append(List& list, const std::string& text) {
  curl_slist* const before = list.release();
  curl_slist* const longer = curl_slist_append(before, text.c_str());
  list.reset(longer != nullptr ? longer : before);
}

std::string failure_of(CURLcode code) {
  switch (code) {
    case CURLE_OK:
      return "";
    case CURLE_FILESIZE_EXCEEDED:
      return "too_large";
    case CURLE_OPERATION_TIMEDOUT:
      return "timed_out";
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_USE_SSL_FAILED:
      return "tls";
    case CURLE_LOGIN_DENIED:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return "refused";
    default:
      return "unreachable";
  }
}

}  // namespace tenbin::curl
