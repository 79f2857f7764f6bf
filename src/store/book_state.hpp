#pragma once
// What a Book holds; only for the files of this folder.
#include <memory>
#include <string>

#include "store/book.hpp"
#include "store/sqlite.hpp"
#include "store/writer_lock.hpp"

namespace tenbin::store {

// In the order in which they must go: the lock last, after SQLite has closed the file.
struct Book::State {
  std::string path;
  WriterLock lock;
  std::unique_ptr<Connection> connection;
  bool writes = false;
  bool bulk = false;
  bool unsure = false;  // whether the last append, which failed, is in the book all the same
  Tip tip;              // of a writer: nobody else moves it

  Statement get_meta;
  Statement get_tip;
  Statement get_tip_at;    // of the two segments that begin at or before ?1, the last first
  Statement from_segment;  // segments from the one that holds ?1
  Statement append;
  Statement put_document;  // in a book of version 1, which is only read, there are none

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();
  Result<void> prepare();
  Result<bool> set_bulk(bool on);
  // In one transaction.
  Result<void> write(const Segment& segment);
  // Whether `segment`, whose append failed, is there; if it is, it is made durable.
  Result<bool> is_there(const Segment& segment);
  Result<Tip> read_tip();
};

}  // namespace tenbin::store
