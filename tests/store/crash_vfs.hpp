#pragma once
// A disk in memory, as SQLite VFS "crash". It keeps what is durable apart from what is only
// written, counts every operation that changes something, can fail or crash at any of them, and
// after a crash gives back what a real disk might: unsynced writes lost, kept, or some of their
// 512-byte sectors.
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tenbin::store::crash {

inline constexpr const char* vfs_name = "crash";

// xorshift64*: the same on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint64_t next();
  bool coin() { return (next() >> 40 & 1) != 0; }
  std::uint64_t below(std::uint64_t limit) { return (next() >> 16) % limit; }

 private:
  std::uint64_t state_;
};

enum class Unsynced { lost, kept, torn };

struct Change {  // a write, or with `truncate` a new size `offset`
  std::uint64_t offset = 0;
  std::string bytes;
  bool truncate = false;
};

struct Inode {
  std::string durable;
  std::string current;
  std::vector<Change> unsynced;
  std::vector<std::unique_ptr<std::string>> shared_memory;
};

struct NameChange {
  std::string name;
  std::shared_ptr<Inode> inode;  // none: deleted
};

// What an operation meets: its kind is one of "write sync truncate delete open read".
struct Operation {
  std::uint64_t number = 0;  // from 1; reads are not counted
  std::string kind;
};

struct Disk {
  std::map<std::string, std::shared_ptr<Inode>> names;
  std::map<std::string, std::shared_ptr<Inode>> durable_names;
  std::vector<NameChange> unsynced_names;
  std::uint64_t operations = 0;

  std::uint64_t crash_at = 0;  // this operation, and all after it, do nothing and fail
  bool dead = false;
  // The SQLite result code that an operation ends with, 0 for success; it changes nothing then.
  std::function<int(const Operation&)> fault;

  // The machine starts again.
  void restart(Unsynced what, Random& random);
};

// The one disk there is; register_vfs() must have been called.
Disk& disk();
void register_vfs();

}  // namespace tenbin::store::crash
