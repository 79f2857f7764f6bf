#include "store/checksum_vfs.hpp"

#include <sqlite3.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <new>

#include "base/check.hpp"

namespace tenbin::store {
namespace {

// Our own file control; SQLite leaves the numbers above 100 to VFS writers.
constexpr int control_damaged_page = 0x54424E01;

// SQLite never uses the page that holds this byte of the file (its locks live there).
std::int64_t lock_byte() {
  return sqlite3_test_control(SQLITE_TESTCTRL_PENDING_BYTE, 0);
}

struct File {
  sqlite3_file base;
  sqlite3_file* real;
  std::uint32_t damaged;
  unsigned char page[page_size];
};

File* ours(sqlite3_file* file) {
  return reinterpret_cast<File*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
  return ours(file)->real;
}

std::uint64_t checksum(const unsigned char* page, std::uint32_t number) {
  return XXH3_64bits_withSeed(page, page_size - checksum_size, number);
}

void seal(unsigned char* page, std::uint32_t number) {
  std::uint64_t sum = checksum(page, number);
  for (int i = 0; i < checksum_size; ++i, sum >>= 8)
    page[page_size - checksum_size + i] = static_cast<unsigned char>(sum);
}

bool is_whole(const unsigned char* page, std::uint32_t number) {
  std::uint64_t stored = 0;
  for (int i = 1; i <= checksum_size; ++i) stored = stored << 8 | page[page_size - i];
  if (stored == checksum(page, number)) return true;
  bool holds_locks = number == lock_byte() / page_size + 1;
  return holds_locks && std::all_of(page, page + page_size, [](auto byte) { return byte == 0; });
}

bool is_page(int amount, sqlite3_int64 offset) {
  return amount == page_size && offset % page_size == 0;
}

std::uint32_t number_of(sqlite3_int64 offset) {
  return static_cast<std::uint32_t>(offset / page_size + 1);
}

// SQLite peeks at the first 100 bytes of a file before it knows whether a journal or WAL has a
// newer page 1, so these cannot be compared; before it believes them it reads the whole page.
bool is_peek(int amount, sqlite3_int64 offset) {
  return offset + amount <= 100;
}

int file_read(sqlite3_file* file, void* buffer, int amount, sqlite3_int64 offset) {
  if (is_peek(amount, offset))
    return real(file)->pMethods->xRead(real(file), buffer, amount, offset);
  std::uint32_t number = number_of(offset);
  if (!is_page(amount, offset)) {  // another page size: the header was changed
    ours(file)->damaged = number;
    return SQLITE_IOERR_DATA;
  }
  int code = real(file)->pMethods->xRead(real(file), buffer, amount, offset);
  if (code != SQLITE_OK || is_whole(static_cast<unsigned char*>(buffer), number)) return code;
  ours(file)->damaged = number;
  return SQLITE_IOERR_DATA;
}

int file_write(sqlite3_file* file, const void* buffer, int amount, sqlite3_int64 offset) {
  TENBIN_CHECK(is_page(amount, offset));
  unsigned char* page = ours(file)->page;
  std::memcpy(page, buffer, page_size);
  seal(page, number_of(offset));
  return real(file)->pMethods->xWrite(real(file), page, amount, offset);
}

int file_control(sqlite3_file* file, int operation, void* argument) {
  if (operation == control_damaged_page) {
    *static_cast<std::uint32_t*>(argument) = ours(file)->damaged;
    return SQLITE_OK;
  }
  if (operation == SQLITE_FCNTL_MMAP_SIZE) return SQLITE_NOTFOUND;  // reads must pass by here
  return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

int file_close(sqlite3_file* file) {
  return real(file)->pMethods->xClose(real(file));
}

// The rest goes straight to the real file. Version 2: with shared memory for the WAL, without mmap.
const sqlite3_io_methods methods = {
    2,
    file_close,
    file_read,
    file_write,
    [](sqlite3_file* f, sqlite3_int64 size) { return real(f)->pMethods->xTruncate(real(f), size); },
    [](sqlite3_file* f, int flags) { return real(f)->pMethods->xSync(real(f), flags); },
    [](sqlite3_file* f, sqlite3_int64* size) {
      return real(f)->pMethods->xFileSize(real(f), size);
    },
    [](sqlite3_file* f, int lock) { return real(f)->pMethods->xLock(real(f), lock); },
    [](sqlite3_file* f, int lock) { return real(f)->pMethods->xUnlock(real(f), lock); },
    [](sqlite3_file* f, int* held) { return real(f)->pMethods->xCheckReservedLock(real(f), held); },
    file_control,
    [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
    [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
    [](sqlite3_file* f, int region, int size, int extend, void volatile** at) {
      return real(f)->pMethods->xShmMap(real(f), region, size, extend, at);
    },
    [](sqlite3_file* f, int offset, int count, int flags) {
      return real(f)->pMethods->xShmLock(real(f), offset, count, flags);
    },
    [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
    [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
    nullptr,
    nullptr,
};

sqlite3_vfs* base_of(sqlite3_vfs* vfs) {
  return static_cast<sqlite3_vfs*>(vfs->pAppData);
}

int vfs_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  sqlite3_vfs* base = base_of(vfs);
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) return base->xOpen(base, name, file, flags, out_flags);
  File* made = new (file) File;
  made->base.pMethods = nullptr;
  made->real = reinterpret_cast<sqlite3_file*>(made + 1);
  made->damaged = 0;
  int code = base->xOpen(base, name, made->real, flags, out_flags);
  if (made->real->pMethods != nullptr) made->base.pMethods = &methods;
  return code;
}

struct Layer {
  std::string name;
  sqlite3_vfs vfs;
};

std::unique_ptr<Layer> layer_over(sqlite3_vfs* base) {
  auto layer = std::make_unique<Layer>(Layer{std::string("tenbin-") + base->zName, *base});
  sqlite3_vfs& vfs = layer->vfs;
  vfs.pNext = nullptr;
  vfs.zName = layer->name.c_str();
  vfs.pAppData = base;
  vfs.szOsFile = static_cast<int>(sizeof(File)) + base->szOsFile;
  vfs.xOpen = vfs_open;
  vfs.xDelete = [](sqlite3_vfs* v, const char* name, int sync) {
    return base_of(v)->xDelete(base_of(v), name, sync);
  };
  vfs.xAccess = [](sqlite3_vfs* v, const char* name, int flags, int* answer) {
    return base_of(v)->xAccess(base_of(v), name, flags, answer);
  };
  vfs.xFullPathname = [](sqlite3_vfs* v, const char* name, int size, char* out) {
    return base_of(v)->xFullPathname(base_of(v), name, size, out);
  };
  vfs.xRandomness = [](sqlite3_vfs* v, int size, char* out) {
    return base_of(v)->xRandomness(base_of(v), size, out);
  };
  vfs.xSleep = [](sqlite3_vfs* v, int microseconds) {
    return base_of(v)->xSleep(base_of(v), microseconds);
  };
  vfs.xCurrentTime = [](sqlite3_vfs* v, double* now) {
    return base_of(v)->xCurrentTime(base_of(v), now);
  };
  vfs.xGetLastError = [](sqlite3_vfs* v, int size, char* out) {
    return base_of(v)->xGetLastError(base_of(v), size, out);
  };
  vfs.xCurrentTimeInt64 = [](sqlite3_vfs* v, sqlite3_int64* now) {
    return base_of(v)->xCurrentTimeInt64(base_of(v), now);
  };
  return layer;
}

}  // namespace

const std::string& checksum_vfs(const std::string& base) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<Layer>> layers;  // SQLite keeps pointers to them
  std::lock_guard lock(mutex);
  std::unique_ptr<Layer>& layer = layers[base];
  if (!layer) {
    sqlite3_vfs* found = sqlite3_vfs_find(base.empty() ? nullptr : base.c_str());
    TENBIN_CHECK(found != nullptr && found->iVersion >= 2);
    layer = layer_over(found);
    TENBIN_CHECK(sqlite3_vfs_register(&layer->vfs, 0) == SQLITE_OK);
  }
  return layer->name;
}

std::uint32_t damaged_page(sqlite3* connection) {
  std::uint32_t number = 0;
  sqlite3_file_control(connection, "main", control_damaged_page, &number);
  return number;
}

}  // namespace tenbin::store
