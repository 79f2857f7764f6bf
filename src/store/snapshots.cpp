// Snapshots: a row that says how long and what hash, and parts that come first. Parts without their
// row are what a crash left; the next snapshot clears them away.
#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "store/book_state.hpp"

namespace tenbin::store {
namespace {

constexpr std::size_t part_size = std::size_t{4} << 20;

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  unsigned int size = 0;
  TENBIN_CHECK(
      EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1);
  return {digest.begin(), digest.end()};
}

Result<void> run_with(const Connection& connection, std::string_view sql, std::uint64_t value) {
  Result<Statement> statement = connection.prepare(sql);
  if (!statement) return tl::make_unexpected(std::move(statement.error()));
  return statement->bind(1, value).run();
}

Result<void> clear_old(const Connection& connection) {
  TENBIN_TRY(
      connection.run("DELETE FROM snapshot WHERE seq NOT IN (SELECT seq FROM snapshot ORDER BY seq "
                     "DESC LIMIT 2)"));
  return connection.run("DELETE FROM snapshot_part WHERE seq NOT IN (SELECT seq FROM snapshot)");
}

Result<std::string> parts_of(const Connection& connection, std::uint64_t seq, std::uint64_t size) {
  Result<Statement> read =
      connection.prepare("SELECT bytes FROM snapshot_part WHERE seq = ?1 ORDER BY part");
  if (!read) return tl::make_unexpected(std::move(read.error()));
  read->bind(1, seq);
  std::string bytes;
  bytes.reserve(std::min<std::uint64_t>(size, std::uint64_t{1} << 32));
  for (;;) {
    Result<bool> row = read->step();
    if (!row) return tl::make_unexpected(std::move(row.error()));
    if (!*row) return bytes;
    bytes += read->bytes(0);
  }
}

}  // namespace

Result<void> Book::put_snapshot(std::uint64_t seq, std::string_view bytes) {
  const Connection& connection = *state_->connection;
  TENBIN_CHECK(state_->writes && seq <= state_->tip.size);
  TENBIN_TRY(run_with(connection, "DELETE FROM snapshot WHERE seq = ?1", seq));
  TENBIN_TRY(clear_old(connection));
  Result<Statement> put =
      connection.prepare("INSERT INTO snapshot_part (seq, part, bytes) VALUES (?1, ?2, ?3)");
  if (!put) return tl::make_unexpected(std::move(put.error()));
  for (std::uint64_t part = 0; part * part_size < bytes.size(); ++part) {
    std::string_view piece = bytes.substr(part * part_size, part_size);
    TENBIN_TRY(put->bind(1, seq).bind(2, part).bind_bytes(3, piece).run());
  }
  Result<Statement> finish =
      connection.prepare("INSERT INTO snapshot (seq, size, sha256) VALUES (?1, ?2, ?3)");
  if (!finish) return tl::make_unexpected(std::move(finish.error()));
  std::string digest = sha256(bytes);
  TENBIN_TRY(finish->bind(1, seq).bind(2, bytes.size()).bind_bytes(3, digest).run());
  return clear_old(connection);
}

Result<std::optional<Snapshot>> Book::latest_snapshot() const {
  const Connection& connection = *state_->connection;
  // One transaction, so that no writer clears the parts away between the two readings.
  TENBIN_TRY(connection.run("BEGIN"));
  auto found = [&]() -> Result<std::optional<Snapshot>> {
    Result<Statement> newest =
        connection.prepare("SELECT seq, size, sha256 FROM snapshot ORDER BY seq DESC LIMIT 1");
    if (!newest) return tl::make_unexpected(std::move(newest.error()));
    Result<bool> row = newest->step();
    if (!row) return tl::make_unexpected(std::move(row.error()));
    if (!*row) return std::nullopt;
    std::uint64_t seq = newest->number(0);
    Result<std::string> bytes = parts_of(connection, seq, newest->number(1));
    if (!bytes) return tl::make_unexpected(std::move(bytes.error()));
    if (sha256(*bytes) != newest->bytes(2))
      return corrupt(connection.path(), "snapshot " + std::to_string(seq));
    return Snapshot{seq, std::move(*bytes)};
  }();
  TENBIN_TRY(connection.run("COMMIT"));
  return found;
}

}  // namespace tenbin::store
