#pragma once
// A layer under SQLite that finds damaged pages: the last 8 bytes of every page of the book hold
// the XXH3-64 of the others, seeded with the page's number, little-endian. It is put in place
// whenever a page is written to the book file and compared whenever one is read; a page that does
// not fit is SQLITE_IOERR_DATA. The WAL and other side files pass through as they are: their frames
// have checksums of SQLite's own.
#include <cstdint>
#include <string>

struct sqlite3;

namespace tenbin::store {

inline constexpr int page_size = 16384;
inline constexpr int checksum_size = 8;

// Registers the layer over the VFS `base` (empty: the system's own) and gives the name to open
// with.
const std::string& checksum_vfs(const std::string& base);

// The number (from 1) of the page of the main file that last failed; 0 when none has.
std::uint32_t damaged_page(sqlite3* connection);

}  // namespace tenbin::store
