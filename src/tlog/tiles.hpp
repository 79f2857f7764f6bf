#pragma once
// The tree as static files: C2SP tlog-tiles, https://c2sp.org/tlog-tiles. Tile N of level L holds
// the roots of up to 256 subtrees of 256^L leaves each, from number 256 × N on, 32 bytes each; its
// path is tile/<L>/<N>, N in groups of three digits (x001/x234/067), and for one that is not full
// yet the path goes on with .p/<width>. A full tile never changes. A tile tells nothing of a
// record: leaves are salted.
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "tlog/merkle.hpp"

namespace tenbin::tlog {

inline constexpr unsigned tile_height = 8;
inline constexpr unsigned tile_width = 1U << tile_height;

struct Tile {
  unsigned level = 0;       // at most 6: 256^7 is more than max_leaves
  std::uint64_t index = 0;  // N
  unsigned width = tile_width;

  bool full() const { return width == tile_width; }
  auto operator<=>(const Tile&) const = default;
};

// "tile/0/x001/x234/067", "tile/1/000.p/17".
std::string tile_path(const Tile& tile);
std::optional<Tile> parse_tile_path(std::string_view path);

// Tile `index` of a level as a tree of `size` leaves has it; nothing when it is empty there.
std::optional<Tile> tile_at(unsigned level, std::uint64_t index, std::uint64_t size);
// The tiles that the tree of `size` leaves has and the one of `old_size` has not, by level and
// index.
std::vector<Tile> new_tiles(std::uint64_t old_size, std::uint64_t size);

// The bytes of a tile. Whoever reads files may take the first hashes of a wider one, when the one
// asked for is gone.
using ReadTile = std::function<Result<std::string>(const Tile&)>;

// The nodes of the tree of `size` leaves, from its tiles; each is read once.
class TileNodes {
 public:
  TileNodes(std::uint64_t size, ReadTile read) : size_(size), read_(std::move(read)) {}
  // For the proof functions of merkle.hpp; lives as long as this. Once a tile could not be read its
  // hashes are zero: ask `problem` after the proof is made.
  NodeAt node_at();
  // That of the first tile that could not be read, or has the wrong length (input.invalid
  // "tile.size", place = path).
  Result<void> problem() const { return problem_; }

 private:
  Hash node(unsigned level, std::uint64_t index);
  const std::vector<Hash>& hashes_of(const Tile& tile);

  std::uint64_t size_;
  ReadTile read_;
  std::map<Tile, std::vector<Hash>> tiles_;
  Result<void> problem_;
};

// Leaves in, tiles out: a full one as soon as it is full, the others when finish() is called. Keeps
// one tile a level in memory.
class TileWriter {
 public:
  using Put = std::function<Result<void>(const Tile&, std::string_view bytes)>;
  explicit TileWriter(Put put) : put_(std::move(put)) {}
  // Goes on from the tree of `size` leaves, whose partial tiles are read. Compare root() with what
  // is known of that tree: what was read is not trusted.
  static Result<TileWriter> resume(std::uint64_t size, const ReadTile& read, Put put);

  Result<void> append(const Hash& leaf);
  // Puts the partial tiles that are new since the last time.
  Result<void> finish();
  std::uint64_t size() const { return size_; }
  Hash root() const;

 private:
  struct Level {
    std::vector<Hash> hashes;  // of the tile that is being filled: fewer than 256
    std::uint64_t index = 0;
    std::size_t put = 0;  // the width at which it was put last
  };

  Put put_;
  std::uint64_t size_ = 0;
  std::vector<Level> levels_;
};

}  // namespace tenbin::tlog
