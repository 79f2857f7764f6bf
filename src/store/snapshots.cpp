// A snapshot is a row that says how long it is and what hash it has, and slots of 1 MiB that come
// first. Slots are never deleted: one whose owner is no snapshot is free and written over in place.
// So the file has no free pages, whose damage by a crash in bulk mode nobody would mend (set_bulk).
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/check.hpp"
#include "store/book_state.hpp"

namespace tenbin::store {
namespace {

constexpr std::size_t slot_size = std::size_t{64} << 10;
constexpr std::uint64_t slots_at_once = 64;  // in one transaction: 4 MiB

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  unsigned int size = 0;
  TENBIN_CHECK(
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1);
  return {digest.begin(), digest.end()};
}

// Generation and part, always of the same length, so that a slot is written over in place.
std::string owner(std::uint64_t generation, std::uint64_t part) {
  std::string text;
  for (std::uint64_t number : {generation, part})
    for (int shift = 56; shift >= 0; shift -= 8) text += static_cast<char>(number >> shift);
  return text;
}

std::uint64_t generation_of(std::string_view owner) {
  std::uint64_t number = 0;
  for (char c : owner.substr(0, 8)) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

using Numbers = std::vector<std::uint64_t>;

Result<Numbers> generations(const Connection& connection) {
  Result<Statement> read = connection.prepare("SELECT generation FROM snapshot");
  if (!read) return tl::make_unexpected(std::move(read.error()));
  Numbers found;
  for (;;) {
    Result<bool> row = read->step();
    if (!row) return tl::make_unexpected(std::move(row.error()));
    if (!*row) return found;
    found.push_back(read->number(0));
  }
}

// Where the next snapshot goes.
struct Room {
  std::uint64_t generation = 1;  // one that no slot and no snapshot has had
  Numbers free;                  // ids of slots
  std::uint64_t next_id = 1;
};

Result<Room> find_room(const Connection& connection) {
  Result<Numbers> kept = generations(connection);
  if (!kept) return tl::make_unexpected(std::move(kept.error()));
  Result<Statement> read = connection.prepare("SELECT id, owner FROM snapshot_slot ORDER BY id");
  if (!read) return tl::make_unexpected(std::move(read.error()));
  Room room;
  for (std::uint64_t generation : *kept)
    room.generation = std::max(room.generation, generation + 1);
  for (;;) {
    Result<bool> row = read->step();
    if (!row) return tl::make_unexpected(std::move(row.error()));
    if (!*row) return room;
    std::uint64_t generation = generation_of(read->bytes(1));
    room.generation = std::max(room.generation, generation + 1);
    room.next_id = read->number(0) + 1;
    if (std::find(kept->begin(), kept->end(), generation) == kept->end())
      room.free.push_back(read->number(0));
  }
}

// The parts from `from` up to `to`.
Result<void> fill_slots(const Connection& connection, const Room& room, std::string_view bytes,
                        std::uint64_t from, std::uint64_t to) {
  Result<Statement> add =
      connection.prepare("INSERT INTO snapshot_slot (owner, bytes, id) VALUES (?1, ?2, ?3)");
  if (!add) return tl::make_unexpected(std::move(add.error()));
  Result<Statement> reuse =
      connection.prepare("UPDATE snapshot_slot SET owner = ?1, bytes = ?2 WHERE id = ?3");
  if (!reuse) return tl::make_unexpected(std::move(reuse.error()));
  std::string slot;
  for (std::uint64_t part = from; part < to; ++part) {
    slot = bytes.substr(part * slot_size, slot_size);
    slot.resize(slot_size, '\0');
    std::string whose = owner(room.generation, part);
    bool is_free = part < room.free.size();
    std::uint64_t id = is_free ? room.free[part] : room.next_id + part - room.free.size();
    Statement& put = is_free ? *reuse : *add;
    TENBIN_TRY(put.bind_bytes(1, whose).bind_bytes(2, slot).bind(3, id).run());
  }
  return {};
}

Result<void> fill_slots(const Connection& connection, const Room& room, std::string_view bytes) {
  std::uint64_t parts = (bytes.size() + slot_size - 1) / slot_size;
  for (std::uint64_t from = 0; from < parts; from += slots_at_once) {
    TENBIN_TRY(connection.run("BEGIN IMMEDIATE"));
    auto done = fill_slots(connection, room, bytes, from, std::min(from + slots_at_once, parts));
    if (done) done = connection.run("COMMIT");
    // SQLite has rolled back by itself after some failures; then this does nothing.
    if (!done) static_cast<void>(connection.run("ROLLBACK"));
    if (!done) return done;
  }
  return {};
}

Result<std::string> content(const Connection& connection, std::uint64_t generation,
                            std::uint64_t size) {
  Result<Statement> read = connection.prepare(
      "SELECT bytes FROM snapshot_slot WHERE owner BETWEEN ?1 AND ?2 ORDER BY owner");
  if (!read) return tl::make_unexpected(std::move(read.error()));
  const std::string first = owner(generation, 0);
  const std::string last = owner(generation, ~std::uint64_t{0});
  read->bind_bytes(1, first).bind_bytes(2, last);
  std::string bytes;
  bytes.reserve(std::min<std::uint64_t>(size + slot_size, std::uint64_t{1} << 32));
  for (;;) {
    Result<bool> row = read->step();
    if (!row) return tl::make_unexpected(std::move(row.error()));
    if (!*row) break;
    bytes += read->bytes(0);
  }
  if (bytes.size() > size) bytes.resize(size);
  return bytes;
}

}  // namespace

Result<void> Book::put_snapshot(std::uint64_t seq, std::string_view bytes) {
  const Connection& connection = *state_->connection;
  TENBIN_CHECK(state_->writes && seq <= state_->tip.size);
  Result<Room> room = find_room(connection);
  if (!room) return tl::make_unexpected(std::move(room.error()));
  TENBIN_TRY(fill_slots(connection, *room, bytes));
  Result<Statement> finish = connection.prepare(
      "INSERT OR REPLACE INTO snapshot (seq, generation, size, sha256) VALUES (?1, ?2, ?3, ?4)");
  if (!finish) return tl::make_unexpected(std::move(finish.error()));
  std::string digest = sha256(bytes);
  finish->bind(1, seq).bind(2, room->generation).bind(3, bytes.size()).bind_bytes(4, digest);
  TENBIN_TRY(finish->run());
  return connection.run(
      "DELETE FROM snapshot WHERE seq NOT IN (SELECT seq FROM snapshot ORDER BY seq DESC LIMIT 2)");
}

Result<std::optional<Snapshot>> Book::latest_snapshot() const {
  const Connection& connection = *state_->connection;
  // One transaction, so that no writer writes over the slots between the two readings.
  TENBIN_TRY(connection.run("BEGIN"));
  auto found = [&]() -> Result<std::optional<Snapshot>> {
    Result<Statement> newest = connection.prepare(
        "SELECT seq, size, sha256, generation FROM snapshot ORDER BY seq DESC LIMIT 1");
    if (!newest) return tl::make_unexpected(std::move(newest.error()));
    Result<bool> row = newest->step();
    if (!row) return tl::make_unexpected(std::move(row.error()));
    if (!*row) return std::nullopt;
    std::uint64_t seq = newest->number(0);
    Result<std::string> bytes = content(connection, newest->number(3), newest->number(1));
    if (!bytes) return tl::make_unexpected(std::move(bytes.error()));
    if (sha256(*bytes) != newest->bytes(2))
      return corrupt(connection.path(), "snapshot " + std::to_string(seq));
    return Snapshot{seq, std::move(*bytes)};
  }();
  TENBIN_TRY(connection.run("COMMIT"));
  return found;
}

}  // namespace tenbin::store
