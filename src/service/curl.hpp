#pragma once
// What everything that calls libcurl shares: its handles, that it is loaded once, and one word for
// what went wrong. libcurl is loaded when it is first called (src/load); modules above may call the
// functions that lazy.txt of this module names.
#include <curl/curl.h>

#include <memory>
#include <string>

namespace tenbin::curl {

struct Cleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Cleanup>;
using List = std::unique_ptr<curl_slist, Cleanup>;

// Null when libcurl is not on this machine.
Handle make_handle();
void append(List& list, const std::string& text);
// "" for none; tls, timed_out, too_large, refused (a login or an address), unreachable.
std::string failure_of(CURLcode code);

}  // namespace tenbin::curl
