#include "store/book.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "store/book_state.hpp"
#include "store/opening.hpp"
#include "store/schema.hpp"

namespace tenbin::store {
namespace {

constexpr std::size_t piece_size = std::size_t{1} << 20;

tl::unexpected<Problem> unknown(std::string kind, std::string id) {
  return problem(Code::reference_unknown, {{"kind", std::move(kind)}, {"id", std::move(id)}});
}

// Without its first `count` lines.
std::string_view after_lines(std::string_view records, std::uint64_t count) {
  std::size_t at = 0;
  for (; count > 0; --count) {
    at = records.find('\n', at);
    if (at == std::string_view::npos) return {};
    ++at;
  }
  return records.substr(at);
}

std::string_view first_lines(std::string_view records, std::uint64_t count) {
  return records.substr(0, records.size() - after_lines(records, count).size());
}

// By find, which is memchr: several times as fast as counting byte by byte.
std::uint64_t lines_in(std::string_view records) {
  std::uint64_t count = 0;
  for (std::size_t at = records.find('\n'); at != std::string_view::npos;
       at = records.find('\n', at + 1))
    ++count;
  return count;
}

bool is_well_formed(std::string_view records, std::uint64_t count) {
  return !records.empty() && records.back() == '\n' && lines_in(records) == count;
}

// Segments of the journal gathered until they make a piece worth handing out.
struct Piece {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  std::string records;
};

// A book of version 1 has no table for them.
Result<void> select_documents(const Connection& connection, std::string_view which,
                              std::string_view digest, const Book::TakeDocument& take) {
  const auto there = connection.number("SELECT count(*) FROM sqlite_schema WHERE name='documents'");
  if (!there) return tl::make_unexpected(there.error());
  if (*there == 0) return {};
  auto query = connection.prepare("SELECT digest, bytes FROM documents " + std::string(which));
  if (!query) return tl::make_unexpected(std::move(query.error()));
  if (!digest.empty()) query->bind_bytes(1, digest);
  for (;;) {
    Result<bool> row = query->step();
    if (!row) return tl::make_unexpected(std::move(row.error()));
    if (!*row || !take(query->bytes(0), query->bytes(1))) return {};
  }
}

}  // namespace

Result<void> Book::State::prepare() {
  struct Wanted {
    Statement& statement;
    const char* sql;
  };
  const Wanted all[] = {
      {get_meta, "SELECT value FROM meta WHERE name = ?1"},
      {get_tip,
       "SELECT first_seq + count - 1, frontier FROM journal ORDER BY first_seq DESC LIMIT 1"},
      {get_tip_at,
       "SELECT first_seq + count - 1, frontier FROM journal WHERE first_seq <= ?1 "
       "ORDER BY first_seq DESC LIMIT 2"},
      {from_segment,
       "SELECT first_seq, count, records FROM journal WHERE first_seq >= "
       "(SELECT first_seq FROM journal WHERE first_seq <= ?1 ORDER BY first_seq DESC LIMIT 1) "
       "ORDER BY first_seq"},
      {append, "INSERT INTO journal (first_seq, count, frontier, records) VALUES (?1, ?2, ?3, ?4)"},
  };
  for (const Wanted& wanted : all) {
    Result<Statement> made = connection->prepare(wanted.sql);
    if (!made) return tl::make_unexpected(std::move(made.error()));
    wanted.statement = std::move(*made);
  }
  if (writes) {
    auto made = connection->prepare(
        "INSERT INTO documents (digest, bytes) SELECT ?1, ?2 "
        "WHERE NOT EXISTS (SELECT 1 FROM documents WHERE digest = ?1)");
    if (!made) return tl::make_unexpected(std::move(made.error()));
    put_document = std::move(*made);
  }
  Result<Tip> found = read_tip();
  if (!found) return tl::make_unexpected(std::move(found.error()));
  tip = std::move(*found);
  return {};
}

Result<Tip> Book::State::read_tip() {
  Using query(get_tip);
  Result<bool> row = query->step();
  if (!row) return tl::make_unexpected(std::move(row.error()));
  if (!*row) return Tip{};
  return Tip{query->number(0), std::string(query->bytes(1))};
}

// A rollback journal holds only what a segment overwrites, which is next to nothing, and the
// segment goes straight to its place; a WAL holds all of it first. PERSIST: no file is made anew.
//
// Two traps. A journal does not hold free pages that are used again, so a crash leaves them torn
// and their checksums wrong: there must be none. And the old WAL must be gone from the folder for
// good before anything is written: it is when the journal is a new file, as SQLite syncs the folder
// then.
Result<bool> Book::State::set_bulk(bool on) {
  if (bulk == on) return true;
  if (on) {
    Result<std::uint64_t> unused = connection->number("PRAGMA freelist_count");
    if (!unused) return tl::make_unexpected(std::move(unused.error()));
    if (*unused > 0) return false;
    TENBIN_TRY(remove_file(*connection, "-journal"));
  }
  TENBIN_TRY(connection->run(on ? "PRAGMA busy_timeout = 60000" : "PRAGMA busy_timeout = 10000"));
  // By way of DELETE, which takes the journal file away.
  auto done = connection->run(on ? "PRAGMA journal_mode = PERSIST"
                                 : "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = WAL");
  if (!done && done.error().code == Code::book_busy) return false;
  if (!done) return tl::make_unexpected(std::move(done.error()));
  bulk = on;
  return true;
}

Result<void> Book::State::write(const Segment& segment) {
  const auto write_all = [&]() -> Result<void> {
    for (const Document& document : segment.documents) {
      TENBIN_CHECK(document.bytes.size() <= std::size_t{512} << 20);
      put_document.bind_bytes(1, document.digest).bind_bytes(2, document.bytes);
      TENBIN_TRY(put_document.run());
    }
    append.bind(1, segment.first_seq).bind(2, segment.count);
    append.bind_bytes(3, segment.frontier).bind_bytes(4, segment.records);
    return append.run();
  };
  if (segment.documents.empty()) return write_all();  // one statement is a transaction by itself
  TENBIN_TRY(connection->run("BEGIN IMMEDIATE"));
  auto done = write_all();
  if (done) done = connection->run("COMMIT");
  if (!done) static_cast<void>(connection->run("ROLLBACK"));  // may have been done already
  return done;
}

// In bulk mode the last step of a commit empties the journal. When the sync after it fails, the
// segment counts for whoever reads, but a crash could still roll it back; another transaction ends
// that.
Result<bool> Book::State::is_there(const Segment& segment) {
  Result<Tip> found = read_tip();
  if (!found) return tl::make_unexpected(std::move(found.error()));
  if (found->size == tip.size) return false;
  Using query(from_segment);
  Result<bool> row = query->bind(1, segment.first_seq).step();
  if (!row) return tl::make_unexpected(std::move(row.error()));
  bool same = *row && query->number(1) == segment.count && query->bytes(2) == segment.records &&
              found->frontier == segment.frontier;
  query->reset();
  if (!same) return problem(Code::file_unwritable, {{"path", path}});
  TENBIN_TRY(connection->run(("PRAGMA user_version = " + std::to_string(book_version)).c_str()));
  return true;
}

// What does not succeed here is made good when the book is opened again.
Book::State::~State() {
  if (bulk) static_cast<void>(set_bulk(false));
}

Book::Book(std::unique_ptr<State> state) : state_(std::move(state)) {}
Book::Book(Book&&) noexcept = default;
Book& Book::operator=(Book&&) noexcept = default;
Book::~Book() = default;

Result<Book> Book::create(const std::string& path, const Meta& meta, std::string_view who,
                          const std::string& base_vfs) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->writes = true;
  if (base_vfs.empty()) {
    auto lock = WriterLock::take(path, std::chrono::milliseconds(0), who);
    if (!lock) return tl::make_unexpected(std::move(lock.error()));
    state->lock = std::move(*lock);
  }
  auto connection = create_file(path, meta, base_vfs);
  if (!connection) return tl::make_unexpected(std::move(connection.error()));
  state->connection = std::move(*connection);
  TENBIN_TRY(state->prepare());
  return Book(std::move(state));
}

Result<Book> Book::open_to_read(const std::string& path, const std::string& base_vfs) {
  auto state = std::make_unique<State>();
  state->path = path;
  auto connection = open_file(path, false, base_vfs);
  if (!connection) return tl::make_unexpected(std::move(connection.error()));
  state->connection = std::move(*connection);
  TENBIN_TRY(state->prepare());
  return Book(std::move(state));
}

Result<Book> Book::open_to_write(const std::string& path, std::chrono::milliseconds wait,
                                 std::string_view who, const std::string& base_vfs) {
  // Looked at first, so that a wrong path leaves no lock file.
  if (!exists(path, base_vfs)) return problem(Code::book_missing, {{"path", path}});
  auto state = std::make_unique<State>();
  state->path = path;
  state->writes = true;
  if (base_vfs.empty()) {
    auto lock = WriterLock::take(path, wait, who);
    if (!lock) return tl::make_unexpected(std::move(lock.error()));
    state->lock = std::move(*lock);
  }
  auto connection = open_file(path, true, base_vfs);
  if (!connection) return tl::make_unexpected(std::move(connection.error()));
  state->connection = std::move(*connection);
  TENBIN_TRY(state->prepare());
  return Book(std::move(state));
}

Result<std::string> Book::meta(std::string_view name) const {
  Using query(state_->get_meta);
  Result<bool> row = query->bind_text(1, name).step();
  if (!row) return tl::make_unexpected(std::move(row.error()));
  if (!*row) return unknown("meta", std::string(name));
  return std::string(query->bytes(0));
}

Result<Tip> Book::tip() const {
  if (state_->writes) return state_->tip;
  return state_->read_tip();
}

Result<Tip> Book::tip_at(std::uint64_t seq) const {
  Using query(state_->get_tip_at);
  query->bind(1, seq);
  for (;;) {
    Result<bool> row = query->step();
    if (!row) return tl::make_unexpected(std::move(row.error()));
    if (!*row) return Tip{};
    if (query->number(0) <= seq) return Tip{query->number(0), std::string(query->bytes(1))};
  }
}

Result<void> Book::append(const Segment& segment) {
  State& state = *state_;
  TENBIN_CHECK(state.writes);
  TENBIN_CHECK(segment.first_seq == state.tip.size + 1);
  TENBIN_CHECK(is_well_formed(segment.records, segment.count));
  TENBIN_CHECK(segment.records.size() <= std::size_t{512} << 20);
  Result<bool> there = state.unsure ? state.is_there(segment) : false;
  if (!there) return tl::make_unexpected(std::move(there.error()));
  if (!*there) {
    auto done = state.write(segment);
    state.unsure = !done;
    if (!done) return done;
  }
  state.unsure = false;
  state.tip.size += segment.count;
  state.tip.frontier = segment.frontier;
  return {};
}

Result<bool> Book::set_bulk(bool on) {
  TENBIN_CHECK(state_->writes);
  return state_->set_bulk(on);
}

Result<void> Book::read(std::uint64_t from_seq, std::uint64_t to_seq, const Take& take) const {
  TENBIN_CHECK(from_seq >= 1);
  std::uint64_t next = from_seq;
  for (bool more = true; more && next <= to_seq;) {
    Piece piece{next, 0, {}};
    {
      Using query(state_->from_segment);
      query->bind(1, next);
      while (next <= to_seq && piece.records.size() < piece_size) {
        Result<bool> row = query->step();
        if (!row) return tl::make_unexpected(std::move(row.error()));
        if (!*row) {
          more = false;
          break;
        }
        std::uint64_t first = query->number(0);
        std::uint64_t count = query->number(1);
        std::string_view records = query->bytes(2);
        if (first + count <= next) {  // the last segment ends before the range
          more = false;
          break;
        }
        if (first > next || !is_well_formed(records, count))
          return corrupt(state_->path, "record " + std::to_string(next));
        records = after_lines(records, next - first);
        std::uint64_t wanted = std::min(first + count - next, to_seq - next + 1);
        if (wanted < first + count - next) records = first_lines(records, wanted);
        piece.records += records;
        piece.count += wanted;
        next += wanted;
      }
    }
    if (piece.count > 0 &&
        !take(piece.first, static_cast<std::uint32_t>(piece.count), piece.records))
      return {};
  }
  return {};
}

Result<std::string> Book::record(std::uint64_t seq) const {
  std::string found;
  if (seq > 0) {
    TENBIN_TRY(read(seq, seq, [&](std::uint64_t, std::uint32_t, std::string_view record) {
      found = record;
      return true;
    }));
  }
  if (found.empty()) return unknown("record", std::to_string(seq));
  return found;
}

Result<std::optional<std::string>> Book::document(std::string_view digest) const {
  std::optional<std::string> found;
  TENBIN_TRY(select_documents(*state_->connection, "WHERE digest = ?1", digest,
                              [&](std::string_view, std::string_view bytes) {
                                found = bytes;
                                return false;
                              }));
  return found;
}

Result<void> Book::read_documents(const TakeDocument& take) const {
  return select_documents(*state_->connection, "ORDER BY digest", {}, take);
}

}  // namespace tenbin::store
