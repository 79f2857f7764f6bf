#pragma once
// The book on disk: one SQLite file (docs/spec/book.md). It keeps opaque records in order,
// documents under their digests, snapshots and named texts, and knows nothing of commands. A record
// is a line of text that ends in
// '\n'; records are numbered from 1 without a gap (`seq`) and never change.
//
// What append() has answered is on disk. While a book is open for writing, any number of others may
// read it; a second writer waits or gets book.busy. One changed bit of the file is book.corrupt.
//
// A Book is used by one thread at a time; several readers are several Books. Problems of every
// call: book.corrupt {path, place}, disk.full {path}, file.unreadable {path}, file.unwritable
// {path}, book.busy {path, who, pid, since}; the last three facts are empty where a foreign program
// holds it.
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/problem.hpp"

namespace tenbin::store {

struct Tip {
  std::uint64_t size = 0;  // number of records, which is the seq of the last one
  std::string frontier;    // as given with the last segment; empty while there is none
};

// Bytes that are kept under their SHA-256, for ever.
struct Document {
  std::string_view digest;  // 32 bytes
  std::string_view bytes;   // at most 512 MiB
};

// Records that go to disk together.
struct Segment {
  std::uint64_t first_seq = 0;
  std::uint32_t count = 0;    // at least 1
  std::string_view records;   // `count` lines, each with its '\n'; at most 512 MiB
  std::string_view frontier;  // opaque: the Merkle tree's right edge after the last of them
  std::span<const Document> documents = {};  // those the records name; one may be there already
};

struct Snapshot {
  std::uint64_t seq = 0;  // the state after this record
  std::string bytes;
};

using Meta = std::map<std::string, std::string>;

class Book {
 public:
  // A new book, open for writing. `meta` never changes afterwards. Fails with book.exists. After a
  // crash in the middle the path holds no book (book.missing) and create works again.
  // `base_vfs` is for tests: the SQLite VFS that stands in for the disk; then no lock file is made.
  static Result<Book> create(const std::string& path, const Meta& meta,
                             std::string_view who = "tenbin", const std::string& base_vfs = {});
  // Fails with book.missing, book.corrupt, or book.newer {path, version}.
  static Result<Book> open_to_read(const std::string& path, const std::string& base_vfs = {});
  // Waits for the writer before us, at most `wait`; then book.busy says who holds the book.
  static Result<Book> open_to_write(const std::string& path, std::chrono::milliseconds wait,
                                    std::string_view who, const std::string& base_vfs = {});
  Book(Book&&) noexcept;
  Book& operator=(Book&&) noexcept;
  // The last one to close leaves the book as one file.
  ~Book();

  // A name that was not given at creation is reference.unknown {kind, id}.
  Result<std::string> meta(std::string_view name) const;
  Result<Tip> tip() const;
  // As the tip was after the last segment that ends at or before record `seq`.
  Result<Tip> tip_at(std::uint64_t seq) const;

  // One transaction, on disk when it returns. When it fails the book can go on: try the same
  // segment again, or open the book anew and look at its tip, as a failed segment may be there,
  // whole, after a crash (in bulk mode also without one). `segment` must follow the tip.
  Result<void> append(const Segment& segment);

  // Bulk work: large segments (1 MiB and more) are written once instead of twice, small ones take
  // longer. Meanwhile readers and this writer wait for each other, and append() is book.busy when a
  // reader (a backup) takes longer than a minute. False: the book is being read just now, and all
  // stays as it is. In bulk, once a disk has
  // failed, reads fail too until it is well again. Off when the book is opened, and again when it
  // is closed.
  Result<bool> set_bulk(bool on);

  // Hands out the records of `from_seq` to `to_seq` (both included, cut to what there is) in order,
  // in pieces of about 1 MiB or of one segment, whichever is more, until `take` returns false. No
  // lock is held during `take`.
  using Take =
      std::function<bool(std::uint64_t first_seq, std::uint32_t count, std::string_view records)>;
  Result<void> read(std::uint64_t from_seq, std::uint64_t to_seq, const Take& take) const;
  // One record with its '\n'. Beyond the tip: reference.unknown {kind, id}.
  Result<std::string> record(std::uint64_t seq) const;

  // The document of that digest (32 bytes), if there is one.
  Result<std::optional<std::string>> document(std::string_view digest) const;
  // Every document, by digest, until `take` returns false. Whether the bytes are of that digest is
  // for the caller to see. Reading lasts as long as the call.
  using TakeDocument = std::function<bool(std::string_view digest, std::string_view bytes)>;
  Result<void> read_documents(const TakeDocument& take) const;

  // Keeps the newest two. Written piece by piece; it counts only once all of it is on disk.
  Result<void> put_snapshot(std::uint64_t seq, std::string_view bytes);
  // Its SHA-256 is checked.
  Result<std::optional<Snapshot>> latest_snapshot() const;

  // A complete copy of the book as it stands, while others write. It is read back and checked
  // before it gets its name. Fails with file.exists {path} rather than overwrite.
  Result<void> backup_to(const std::string& file) const;

  // Reads every page of the file, also those that hold nothing, and lets SQLite check how they hang
  // together. `progress` is told pages; when it returns false the check ends with `interrupted`.
  using Progress = std::function<bool(std::uint64_t done, std::uint64_t total)>;
  Result<void> check_pages(const Progress& progress = {}) const;

 private:
  struct State;
  explicit Book(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tenbin::store
