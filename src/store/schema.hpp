#pragma once
// The tables of a book, version 2, exactly as SQLite keeps their texts: a book whose texts differ
// was changed by someone else. docs/spec/book.md says what each is for. A book of version 1 lacks
// the items since 2; they are added when it is next opened for writing.
#include <array>
#include <cstdint>
#include <string_view>

namespace tenbin::store {

inline constexpr std::uint32_t application_id = 0x54424E31;  // "TBN1"
inline constexpr std::uint32_t book_version = 2;

struct SchemaItem {
  std::string_view name;
  std::string_view sql;
  std::uint32_t since = 1;  // the version of the book that brought it
};

inline constexpr std::array<SchemaItem, 13> schema = {{
    {"journal",
     "CREATE TABLE journal (\n"
     "  first_seq INTEGER PRIMARY KEY,\n"
     "  count INTEGER NOT NULL CHECK (count > 0),\n"
     "  frontier BLOB NOT NULL,\n"
     "  records BLOB NOT NULL CHECK (length(records) >= count)\n"
     ") STRICT"},
    {"journal_no_gap",
     "CREATE TRIGGER journal_no_gap BEFORE INSERT ON journal\n"
     "WHEN NEW.first_seq IS NOT coalesce(\n"
     "  (SELECT first_seq + count FROM journal ORDER BY first_seq DESC LIMIT 1), 1)\n"
     "BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END"},
    {"journal_no_update",
     "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal\n"
     "BEGIN SELECT RAISE(ABORT, 'the journal never changes'); END"},
    {"journal_no_delete",
     "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal\n"
     "BEGIN SELECT RAISE(ABORT, 'the journal never changes'); END"},
    {"meta",
     "CREATE TABLE meta (\n"
     "  name TEXT NOT NULL PRIMARY KEY,\n"
     "  value TEXT NOT NULL\n"
     ") STRICT, WITHOUT ROWID"},
    {"snapshot",
     "CREATE TABLE snapshot (\n"
     "  seq INTEGER PRIMARY KEY,\n"
     "  generation INTEGER NOT NULL,\n"
     "  size INTEGER NOT NULL,\n"
     "  sha256 BLOB NOT NULL CHECK (length(sha256) = 32)\n"
     ") STRICT"},
    {"snapshot_slot",
     "CREATE TABLE snapshot_slot (\n"
     "  id INTEGER PRIMARY KEY,\n"
     "  owner BLOB NOT NULL CHECK (length(owner) = 16),\n"
     "  bytes BLOB NOT NULL CHECK (length(bytes) = 65536)\n"
     ") STRICT"},
    {"meta_no_update",
     "CREATE TRIGGER meta_no_update BEFORE UPDATE ON meta\n"
     "BEGIN SELECT RAISE(ABORT, 'what a book was made with never changes'); END"},
    {"meta_no_delete",
     "CREATE TRIGGER meta_no_delete BEFORE DELETE ON meta\n"
     "BEGIN SELECT RAISE(ABORT, 'what a book was made with never changes'); END"},
    {"documents",
     "CREATE TABLE documents (\n"
     "  digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),\n"
     "  bytes BLOB NOT NULL\n"
     ") STRICT",
     2},
    {"documents_once",
     "CREATE TRIGGER documents_once BEFORE INSERT ON documents\n"
     "WHEN EXISTS (SELECT 1 FROM documents WHERE digest = NEW.digest)\n"
     "BEGIN SELECT RAISE(ABORT, 'a document never changes'); END",
     2},
    {"documents_no_update",
     "CREATE TRIGGER documents_no_update BEFORE UPDATE ON documents\n"
     "BEGIN SELECT RAISE(ABORT, 'a document never changes'); END",
     2},
    {"documents_no_delete",
     "CREATE TRIGGER documents_no_delete BEFORE DELETE ON documents\n"
     "BEGIN SELECT RAISE(ABORT, 'a document never changes'); END",
     2},
}};

// Made after the meta values are in: from then on there are no new ones either.
inline constexpr SchemaItem schema_last = {
    "meta_no_insert",
    "CREATE TRIGGER meta_no_insert BEFORE INSERT ON meta\n"
    "BEGIN SELECT RAISE(ABORT, 'what a book was made with never changes'); END"};

}  // namespace tenbin::store
