#pragma once
// What the office keeps, as values.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "office/roles.hpp"
#include "units/instant.hpp"

namespace tenbin::office {

struct Person {
  std::int64_t id = 0;
  std::string login;  // never changes; names the person in the journal and the access log
  std::string name;
  Roles roles;
  std::string customer;  // the customer's number, for that role alone; else empty
  Language language = Language::ja;
  bool active = true;
  bool has_password = false;
  bool has_totp = false;
  std::string email;                 // may be empty
  std::optional<Instant> signed_in;  // when last; nothing: not yet

  Rights rights() const { return rights_of(roles); }
};

struct NewPerson {
  std::string login;
  std::string name;
  std::string password;  // may be empty for a customer, who enters by links
  Roles roles;
  std::string customer;
  Language language = Language::ja;
  std::string email = {};
};

// What is not given stays.
struct PersonChange {
  std::optional<std::string> name;
  std::optional<Roles> roles;
  std::optional<std::string> customer;
  std::optional<Language> language;
  std::optional<bool> active;
  std::optional<std::string> email = {};
};

struct SignedIn {
  std::string token;  // of the session
  Person person;
};

// By a link.
struct Entered {
  SignedIn signed_in;
  std::string purpose;
};

struct TotpOffer {
  std::string secret;   // base32, to be typed
  std::string address;  // otpauth://…, to be drawn as QR code
};

struct ApiToken {
  std::int64_t id = 0;
  std::string name;
  std::string owner;  // login
  Scopes scopes;
  Instant made;
  Instant expires;
  std::optional<Instant> used;
  bool revoked = false;
};

struct MadeToken {
  std::string token;  // shown once
  ApiToken about;
};

// Who acts by an API token.
struct Bearer {
  Person owner;
  Rights rights;  // those of the scopes as far as the owner has them
  ApiToken token;
};

// One line of the access log.
struct Access {
  std::string who;                    // login; empty for the public
  std::optional<std::int64_t> token;  // the API token's id, where it was by one
  std::string what;                   // such as "GET /api/v1/balance"
  std::string address;
  std::string request;  // id of the request
  std::int64_t status = 0;
};

struct AccessEntry {
  std::int64_t id = 0;
  Instant at;
  Access access;
};

// Newest first: at most `limit` with an id below `before`.
struct PageRequest {
  std::int64_t limit = 100;
  std::optional<std::int64_t> before;
};

template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::int64_t> next;  // `before` of the page that follows, where there is one
};

enum class ApprovalState : std::uint8_t { open, approved, rejected, withdrawn };

struct NewApproval {
  std::string kind;      // what for, such as "close" or "issue"
  std::string commands;  // JSON, posted by the caller once it is approved; not looked into here
  std::string summary;
  bool once = false;  // the commands carry their ids: asked again once it is approved, it is that
};

struct Approval {
  std::int64_t id = 0;
  NewApproval request;
  std::string requested_by;
  Instant requested_at;
  ApprovalState state = ApprovalState::open;
  std::string decided_by;  // empty while open
  std::optional<Instant> decided_at;
  std::string comment;
  bool self_approved = false;
};

struct Invitation {
  std::string customer;
  std::string email;  // becomes the login
  std::string purpose;
  std::int64_t minutes = 15;
};

// How tables whose headings are not ours are read.
struct ImportForm {
  std::string fingerprint;  // of the headings
  std::string name;         // 定例 受入
  std::string kind;
  std::string columns;  // JSON: by heading the key of a column; "": none of ours
};

}  // namespace tenbin::office

namespace tenbin {

template <>
struct EnumNames<office::ApprovalState> {
  static constexpr std::array<std::string_view, 4> names{"open", "approved", "rejected",
                                                         "withdrawn"};
};

}  // namespace tenbin
