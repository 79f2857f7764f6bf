#pragma once
// The tables of an office file. Moments are milliseconds since 1970 (units/instant.hpp).
// Of every secret that someone else holds only a SHA-256 is here; a password's is Argon2id, and a
// TOTP secret, which must be read again, is sealed with the key beside the file.
#include <array>
#include <cstdint>

namespace tenbin::office {

inline constexpr std::int64_t application_id = 0x54424F31;  // "TBO1"

inline constexpr const char* schema = R"(
CREATE TABLE people (
  id INTEGER PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  roles TEXT NOT NULL,
  customer TEXT,
  language TEXT NOT NULL,
  active INTEGER NOT NULL,
  made INTEGER NOT NULL,
  password TEXT,
  totp BLOB,
  totp_new BLOB,
  totp_step INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE sessions (
  hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
  person INTEGER NOT NULL REFERENCES people (id),
  made INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  address TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_person ON sessions (person);
CREATE TABLE api_tokens (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  person INTEGER NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  scopes TEXT NOT NULL,
  made INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER,
  revoked INTEGER
) STRICT;
CREATE TABLE links (
  hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
  customer TEXT NOT NULL,
  email TEXT NOT NULL,
  purpose TEXT NOT NULL,
  expires INTEGER NOT NULL,
  used INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE access_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  token INTEGER,
  what TEXT NOT NULL,
  address TEXT NOT NULL,
  request TEXT NOT NULL,
  status INTEGER NOT NULL
) STRICT;
CREATE INDEX access_log_who ON access_log (who, id);
CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log
BEGIN SELECT RAISE(ABORT, 'the access log never changes'); END;
CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log
BEGIN SELECT RAISE(ABORT, 'the access log never changes'); END;
CREATE TABLE approvals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  commands TEXT NOT NULL,
  summary TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'rejected', 'withdrawn')),
  decided_by TEXT,
  decided_at INTEGER,
  comment TEXT NOT NULL DEFAULT '',
  self_approved INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX approvals_state ON approvals (state, id);
CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE setup (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
)";

// What each later version has more, oldest first: a file of an earlier one gets it when it is
// opened.
inline constexpr std::array<const char*, 8> migrations = {
    // Masses are grams, days and periods are days since 1970.
    R"(
CREATE TABLE reservations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  site TEXT NOT NULL,
  period INTEGER NOT NULL,
  customer TEXT NOT NULL,
  mass INTEGER NOT NULL CHECK (mass > 0),
  rows TEXT NOT NULL,
  note TEXT NOT NULL,
  proposal INTEGER,
  made_by TEXT NOT NULL,
  made INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'released', 'allocated'))
) STRICT;
CREATE INDEX reservations_open ON reservations (site) WHERE state = 'open';
CREATE TABLE proposals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  pin BLOB NOT NULL CHECK (length(pin) = 32),
  site TEXT NOT NULL,
  period INTEGER NOT NULL,
  customer TEXT NOT NULL,
  title TEXT NOT NULL,
  message TEXT NOT NULL,
  rows TEXT NOT NULL,
  mass INTEGER NOT NULL CHECK (mass > 0),
  hold_days INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  made INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'withdrawn')),
  accepted_by TEXT,
  accepted INTEGER,
  comment TEXT,
  reservation INTEGER REFERENCES reservations (id),
  seen INTEGER NOT NULL DEFAULT 0,
  wrong_pins INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE shares (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  certificate TEXT NOT NULL,
  revision INTEGER NOT NULL,
  customer TEXT NOT NULL,
  fields TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made INTEGER NOT NULL,
  expires INTEGER,
  revoked INTEGER,
  views INTEGER NOT NULL DEFAULT 0
) STRICT;
)",
    R"(
CREATE TABLE passkeys (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person INTEGER NOT NULL REFERENCES people (id),
  credential BLOB NOT NULL UNIQUE,
  algorithm INTEGER NOT NULL,
  key BLOB NOT NULL,
  counter INTEGER NOT NULL,
  name TEXT NOT NULL,
  made INTEGER NOT NULL,
  used INTEGER
) STRICT;
CREATE INDEX passkeys_of_person ON passkeys (person);
)",
    // The bytes stand last, so that the other columns are read without them.
    R"(
CREATE TABLE upload_links (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
  supplier TEXT NOT NULL,
  receipts TEXT NOT NULL,
  note TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  revoked INTEGER
) STRICT;
CREATE TABLE uploads (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  link INTEGER NOT NULL REFERENCES upload_links (id),
  file TEXT NOT NULL,
  kind TEXT NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  size INTEGER NOT NULL,
  number TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL,
  mass INTEGER CHECK (mass > 0),
  received INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'accepted', 'rejected')),
  decided_by TEXT,
  decided INTEGER,
  reason TEXT,
  certificate TEXT,
  bytes BLOB NOT NULL,
  UNIQUE (link, sha256, number)
) STRICT;
)",
    // What the journal does not keep of an import.
    R"(
CREATE TABLE imports (
  batch TEXT NOT NULL PRIMARY KEY,
  file TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)",
    // How tables with other headings than ours are read, by what their headings have in common.
    R"(
CREATE TABLE import_forms (
  fingerprint TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  columns TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)",
    R"(
CREATE TABLE drafts (
  person INTEGER NOT NULL REFERENCES people (id),
  key TEXT NOT NULL,
  saved INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (person, key)
) STRICT;
)",
    // A customer who came by a link is named by the address; a session that is over left no trace.
    R"(
ALTER TABLE people ADD COLUMN email TEXT;
ALTER TABLE people ADD COLUMN signed_in INTEGER;
UPDATE people SET email = login WHERE login LIKE '%_@_%';
UPDATE people SET signed_in = (SELECT max(made) FROM sessions WHERE person = people.id);
)",
    // What is told to others by itself (announcements.hpp, webhooks.hpp). A webhook hears of what
    // stands in the book behind record `since`.
    R"(
CREATE TABLE webhooks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  allow_private INTEGER NOT NULL,
  secret BLOB NOT NULL,
  since INTEGER NOT NULL,
  paused INTEGER NOT NULL DEFAULT 0,
  made_by TEXT NOT NULL,
  made INTEGER NOT NULL
) STRICT;
CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  cause TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  event INTEGER NOT NULL REFERENCES events (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
  tries INTEGER NOT NULL DEFAULT 0,
  next INTEGER NOT NULL,
  tried INTEGER,
  outcome TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX deliveries_waiting ON deliveries (next) WHERE state = 'waiting';
CREATE INDEX deliveries_of_webhook ON deliveries (webhook, state);
CREATE INDEX deliveries_of_event ON deliveries (event);
CREATE TABLE letters (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE watched (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)",
};
inline constexpr std::int64_t office_version = 1 + std::int64_t{migrations.size()};

}  // namespace tenbin::office
