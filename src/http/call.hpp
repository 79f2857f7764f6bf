#pragma once
// A request whose meaning has been found: its route, who asks, in which language.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/kinds.hpp"
#include "net/message.hpp"
#include "office/office.hpp"

namespace tenbin::http {

// What a call that is made again was approved as (http/approvals.hpp).
struct Approved {
  std::string by;          // login; empty: by who asked
  std::string command_id;  // that its commands carry
};

struct Call {
  net::Request request;
  std::vector<std::pair<std::string_view, std::string>> parts;  // {name} of the pattern, decoded
  Language language = Language::ja;
  std::optional<office::Person> person;  // who is signed in, by session or token
  office::Rights rights;                 // of the person, through this session or token
  std::string session;                   // the token of the cookie; empty for an API token
  std::optional<std::int64_t> token;     // the API token's number
  std::optional<Approved> approved;
  // Of a job (http/jobs.hpp): tells how far it is; false: the server ends, and so should the work,
  // between two steps that are whole.
  std::function<bool(std::size_t done, std::size_t of)> go_on;

  std::string_view part(std::string_view name) const;
  bool may(office::Right right) const { return rights.has(right); }
  // As it stands in the journal: the login.
  std::string actor() const;
  // Of a caller who is a customer and nothing else: that customer, whose things alone they see.
  std::optional<std::string> own_customer() const;
  bool dry_run() const { return request.parameter("dry_run") == "true"; }
};

using net::Reply;
using net::Respond;
// At once, or later from another thread.
using Answering = std::function<Reply(const Call&)>;
using AnsweringLater = std::function<void(std::shared_ptr<const Call>, Respond)>;

}  // namespace tenbin::http
