#pragma once
// A request and a reply of HTTP/1.1, as plain data.
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenbin::net {

// Names in lower case, in the order in which they came; a name may come twice.
using Headers = std::vector<std::pair<std::string, std::string>>;
// The first of that name; empty when there is none.
std::string_view find_header(const Headers& headers, std::string_view name);

struct Request {
  std::string method;  // "GET"
  std::string path;    // as it was sent, percent-encoded, without the query
  std::map<std::string, std::string, std::less<>> query;  // decoded; the first of a name counts
  Headers headers;
  std::string body;
  std::string address;  // of the peer, without its port
  std::string id;       // names the request in logs and error pages
  bool secure = false;  // it came over TLS

  std::string_view header(std::string_view name) const { return find_header(headers, name); }
  // A value of the header "cookie"; empty when there is none.
  std::string_view cookie(std::string_view name) const;
  std::string_view parameter(std::string_view name) const;
};

// What a reply goes on with, piece by piece: asked for when the last piece has been sent, answered
// once, from any thread. Nothing ends the reply.
using TakePiece = std::function<void(std::optional<std::string>)>;
using Pieces = std::function<void(TakePiece)>;

struct Reply {
  unsigned status = 200;
  std::string type = {};  // Content-Type; empty: none
  std::string body = {};
  std::string_view fixed = {};  // in place of `body`: bytes that live as long as the program
  Headers headers = {};
  Pieces pieces = {};  // in place of `body`; their end closes the connection

  std::string_view content() const { return fixed.empty() ? std::string_view(body) : fixed; }
};

// Called once, from any thread.
using Respond = std::function<void(Reply)>;
using Handler = std::function<void(Request, Respond)>;

// %41 and, with `plus`, "+" as a space; what is no encoding stays as it is.
std::string decode_percent(std::string_view text, bool plus = false);
// "a=1&b=%E6%9C%88".
std::map<std::string, std::string, std::less<>> parse_query(std::string_view text);

}  // namespace tenbin::net
