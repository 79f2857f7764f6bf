#include "crash_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace tenbin::store::crash {
namespace {

constexpr std::size_t sector = 512;

void put(std::string& content, std::uint64_t offset, std::string_view bytes) {
  if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size(), '\0');
  content.replace(offset, bytes.size(), bytes);
}

void put(std::string& content, const Change& change) {
  if (change.truncate)
    content.resize(change.offset, '\0');
  else
    put(content, change.offset, change.bytes);
}

// Each sector of the write arrives or not, whatever the others do.
void put_torn(std::string& content, const Change& change, Random& random) {
  if (change.truncate) {
    if (random.coin()) put(content, change);
    return;
  }
  for (std::size_t at = 0; at < change.bytes.size();) {
    std::size_t room = sector - (change.offset + at) % sector;
    std::string_view part = std::string_view(change.bytes).substr(at, room);
    if (random.coin()) put(content, change.offset + at, part);
    at += part.size();
  }
}

void settle(Inode& inode, Unsynced what, Random& random) {
  for (const Change& change : inode.unsynced) {
    if (what == Unsynced::kept) put(inode.durable, change);
    if (what == Unsynced::torn) put_torn(inode.durable, change, random);
  }
  inode.unsynced.clear();
  inode.current = inode.durable;
  inode.shared_memory.clear();
}

void put(std::map<std::string, std::shared_ptr<Inode>>& names, const NameChange& change) {
  if (change.inode)
    names[change.name] = change.inode;
  else
    names.erase(change.name);
}

void sync_names(Disk& d) {
  for (const NameChange& change : d.unsynced_names) put(d.durable_names, change);
  d.unsynced_names.clear();
}

void change_name(Disk& d, NameChange change) {
  put(d.names, change);
  d.unsynced_names.push_back(std::move(change));
}

// What becomes of an operation; anything but SQLITE_OK and it must not happen.
int meets(const char* kind, int dead_code) {
  Disk& d = disk();
  bool is_read = std::strcmp(kind, "read") == 0;
  if (!is_read && !d.dead) {
    ++d.operations;
    if (d.operations == d.crash_at) d.dead = true;
  }
  if (d.dead) return dead_code;
  return d.fault ? d.fault({d.operations, kind}) : SQLITE_OK;
}

struct File {
  sqlite3_file base;
  Inode* inode;
  bool names_unsynced;  // as SQLite's own VFS: the first sync of a new journal syncs its folder too
};

File* ours(sqlite3_file* file) {
  return reinterpret_cast<File*>(file);
}

int file_close(sqlite3_file*) {
  return SQLITE_OK;
}

int file_read(sqlite3_file* file, void* buffer, int amount, sqlite3_int64 offset) {
  if (int code = meets("read", SQLITE_IOERR_READ); code != SQLITE_OK) return code;
  const std::string& content = ours(file)->inode->current;
  auto wanted = static_cast<std::size_t>(amount);
  auto from = std::min(static_cast<std::size_t>(offset), content.size());
  std::size_t got = std::min(wanted, content.size() - from);
  std::memcpy(buffer, content.data() + from, got);
  std::memset(static_cast<char*>(buffer) + got, 0, wanted - got);
  return got == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int change(sqlite3_file* file, Change made) {
  Inode& inode = *ours(file)->inode;
  put(inode.current, made);
  inode.unsynced.push_back(std::move(made));
  return SQLITE_OK;
}

// The write during which the machine stops may still arrive, in part.
int file_write(sqlite3_file* file, const void* buffer, int amount, sqlite3_int64 offset) {
  bool was_dead = disk().dead;
  int code = meets("write", SQLITE_IOERR_WRITE);
  Change made{static_cast<std::uint64_t>(offset),
              std::string(static_cast<const char*>(buffer), static_cast<std::size_t>(amount))};
  if (code != SQLITE_OK) {
    if (!was_dead && disk().dead) ours(file)->inode->unsynced.push_back(std::move(made));
    return code;
  }
  return change(file, std::move(made));
}

int file_truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (int code = meets("truncate", SQLITE_IOERR_TRUNCATE); code != SQLITE_OK) return code;
  return change(file, {static_cast<std::uint64_t>(size), {}, true});
}

// A failed sync is the worst that Linux does: what was written stays visible, and no later sync
// brings it to disk.
int file_sync(sqlite3_file* file, int) {
  Inode& inode = *ours(file)->inode;
  if (int code = meets("sync", SQLITE_IOERR_FSYNC); code != SQLITE_OK) {
    if (!disk().dead) inode.unsynced.clear();
    return code;
  }
  for (const Change& made : inode.unsynced) put(inode.durable, made);
  inode.unsynced.clear();
  if (ours(file)->names_unsynced) sync_names(disk());
  ours(file)->names_unsynced = false;
  return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(ours(file)->inode->current.size());
  return SQLITE_OK;
}

int file_check_reserved(sqlite3_file*, int* held) {
  *held = 0;
  return SQLITE_OK;
}

int shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** at) {
  auto& regions = ours(file)->inode->shared_memory;
  auto index = static_cast<std::size_t>(region);
  *at = nullptr;
  if (index >= regions.size() && extend == 0) return SQLITE_OK;
  while (regions.size() <= index)
    regions.push_back(std::make_unique<std::string>(static_cast<std::size_t>(size), '\0'));
  *at = regions[index]->data();
  return SQLITE_OK;
}

int shm_unmap(sqlite3_file* file, int remove) {
  if (remove != 0) ours(file)->inode->shared_memory.clear();
  return SQLITE_OK;
}

// Locks always succeed: one connection at a time uses the disk.
const sqlite3_io_methods methods = {
    2,
    file_close,
    file_read,
    file_write,
    file_truncate,
    file_sync,
    file_size,
    [](sqlite3_file*, int) { return SQLITE_OK; },
    [](sqlite3_file*, int) { return SQLITE_OK; },
    file_check_reserved,
    [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; },
    [](sqlite3_file*) { return static_cast<int>(sector); },
    [](sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; },
    shm_map,
    [](sqlite3_file*, int, int, int) { return SQLITE_OK; },
    [](sqlite3_file*) {},
    shm_unmap,
    nullptr,
    nullptr,
};

int vfs_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  Disk& d = disk();
  ours(file)->base.pMethods = nullptr;
  if (d.dead || name == nullptr) return SQLITE_CANTOPEN;
  auto found = d.names.find(name);
  bool is_new = found == d.names.end();
  if (is_new) {
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    if (int code = meets("open", SQLITE_CANTOPEN); code != SQLITE_OK) return code;
    change_name(d, {name, std::make_shared<Inode>()});
    found = d.names.find(name);
  }
  bool is_journal = (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
  ours(file)->inode = found->second.get();
  ours(file)->names_unsynced = is_new && is_journal;
  ours(file)->base.pMethods = &methods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

// The inode lives on in unsynced_names or with the test, as files that are open keep theirs.
std::vector<std::shared_ptr<Inode>>& unlinked() {
  static std::vector<std::shared_ptr<Inode>> kept;
  return kept;
}

int vfs_delete(sqlite3_vfs*, const char* name, int sync) {
  Disk& d = disk();
  if (int code = meets("delete", SQLITE_IOERR_DELETE); code != SQLITE_OK) return code;
  auto found = d.names.find(name);
  if (found == d.names.end()) return SQLITE_IOERR_DELETE_NOENT;
  unlinked().push_back(found->second);
  change_name(d, {name, nullptr});
  if (sync != 0) sync_names(d);
  return SQLITE_OK;
}

int vfs_access(sqlite3_vfs*, const char* name, int, int* answer) {
  *answer = disk().names.contains(name) ? 1 : 0;
  return SQLITE_OK;
}

int vfs_full_name(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

}  // namespace

std::uint64_t Random::next() {
  state_ ^= state_ >> 12;
  state_ ^= state_ << 25;
  state_ ^= state_ >> 27;
  return state_ * 0x2545F4914F6CDD1DU;
}

void Disk::restart(Unsynced what, Random& random) {
  for (const NameChange& change : unsynced_names) {
    bool arrives = what == Unsynced::kept || (what == Unsynced::torn && random.coin());
    if (arrives) put(durable_names, change);
  }
  unsynced_names.clear();
  names = durable_names;
  for (auto& [name, inode] : names) settle(*inode, what, random);
  operations = 0;
  crash_at = 0;
  dead = false;
  fault = nullptr;
  unlinked().clear();
}

Disk& disk() {
  static Disk the_disk;
  return the_disk;
}

void register_vfs() {
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs made = *sqlite3_vfs_find(nullptr);  // clock, sleep and random numbers are its own
    made.szOsFile = static_cast<int>(sizeof(File));
    made.pNext = nullptr;
    made.zName = vfs_name;
    made.xOpen = vfs_open;
    made.xDelete = vfs_delete;
    made.xAccess = vfs_access;
    made.xFullPathname = vfs_full_name;
    return made;
  }();
  sqlite3_vfs_register(&vfs, 0);
}

}  // namespace tenbin::store::crash
