#pragma once
// A server behind another one (nginx, Caddy) sees every request from that one's address. What the
// one that the settings name says of who asked is believed, and nobody else's word.
#include <string_view>

#include "net/message.hpp"

namespace tenbin::http {

// Where the request came from `proxy`: its address becomes the last of X-Forwarded-For, which the
// proxy itself wrote, and it is secure where X-Forwarded-Proto is "https".
void look_behind(std::string_view proxy, net::Request& request);

}  // namespace tenbin::http
