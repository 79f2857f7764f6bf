#include "tlog/tiles.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "tlog/text_lines.hpp"

namespace tenbin::tlog {
namespace {

constexpr unsigned levels_max = 7;
constexpr std::string_view path_head = "tile/";

// The number of hashes of a level in the tree of `size` leaves.
std::uint64_t hashes_at(unsigned level, std::uint64_t size) {
  return size >> (level * tile_height);
}

// Of 2^k hashes.
Hash subtree_root(const Hash* hashes, std::uint64_t count) {
  if (count == 1) return *hashes;
  const std::uint64_t half = count / 2;
  return node_hash(subtree_root(hashes, half), subtree_root(hashes + half, half));
}

std::optional<std::vector<Hash>> hashes_in(std::string_view bytes, unsigned width) {
  if (bytes.size() != width * sizeof(Hash)) return std::nullopt;
  std::vector<Hash> hashes(width);
  for (std::size_t i = 0; i < width; ++i) {
    const Bytes hash = as_bytes(bytes.substr(i * sizeof(Hash), sizeof(Hash)));
    std::copy(hash.begin(), hash.end(), hashes[i].begin());
  }
  return hashes;
}

Result<std::vector<Hash>> read_hashes(const Tile& tile, const ReadTile& read) {
  const Result<std::string> bytes = read(tile);
  if (!bytes) return tl::make_unexpected(bytes.error());
  auto hashes = hashes_in(*bytes, tile.width);
  if (!hashes)
    return problem(Code::input_invalid, {{"place", tile_path(tile)}, {"problem", "tile.size"}});
  return std::move(*hashes);
}

std::string three_digits(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(3 - digits.size(), '0') + digits;
}

std::string bytes_of(const std::vector<Hash>& hashes) {
  std::string bytes;
  bytes.reserve(hashes.size() * sizeof(Hash));
  for (const Hash& hash : hashes) bytes.append(hash.begin(), hash.end());
  return bytes;
}

}  // namespace

std::string tile_path(const Tile& tile) {
  std::string number = three_digits(tile.index % 1000);
  for (std::uint64_t rest = tile.index / 1000; rest > 0; rest /= 1000)
    number.insert(0, "x" + three_digits(rest % 1000) + "/");
  std::string path(path_head);
  path += std::to_string(tile.level) + '/' + number;
  if (!tile.full()) path += ".p/" + std::to_string(tile.width);
  return path;
}

std::optional<Tile> parse_tile_path(std::string_view path) {
  if (!path.starts_with(path_head)) return std::nullopt;
  std::string_view rest = path.substr(path_head.size());
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto level = parse_decimal(rest.substr(0, slash), levels_max - 1);
  if (!level) return std::nullopt;
  rest.remove_prefix(slash + 1);
  Tile tile{.level = static_cast<unsigned>(*level)};
  if (const std::size_t partial = rest.find(".p/"); partial != std::string_view::npos) {
    const auto width = parse_decimal(rest.substr(partial + 3), tile_width - 1);
    if (!width || *width == 0) return std::nullopt;
    tile.width = static_cast<unsigned>(*width);
    rest = rest.substr(0, partial);
  }
  for (const char c : rest) {
    if (c >= '0' && c <= '9') {
      if (tile.index > max_leaves / 10) return std::nullopt;
      tile.index = tile.index * 10 + static_cast<unsigned>(c - '0');
    }
  }
  if (tile_path(tile) != path) return std::nullopt;  // exactly one way to write it
  return tile;
}

std::optional<Tile> tile_at(unsigned level, std::uint64_t index, std::uint64_t size) {
  const std::uint64_t hashes = hashes_at(level, size);
  if (index > hashes / tile_width) return std::nullopt;
  const std::uint64_t width = std::min<std::uint64_t>(hashes - index * tile_width, tile_width);
  if (width == 0) return std::nullopt;
  return Tile{level, index, static_cast<unsigned>(width)};
}

std::vector<Tile> new_tiles(std::uint64_t old_size, std::uint64_t size) {
  TENBIN_CHECK(old_size <= size && size <= max_leaves);
  std::vector<Tile> tiles;
  for (unsigned level = 0; hashes_at(level, size) > 0; ++level) {
    if (hashes_at(level, old_size) == hashes_at(level, size)) continue;
    for (std::uint64_t index = hashes_at(level, old_size) / tile_width;; ++index) {
      const auto tile = tile_at(level, index, size);
      if (!tile) break;
      tiles.push_back(*tile);
    }
  }
  return tiles;
}

NodeAt TileNodes::node_at() {
  return [this](unsigned level, std::uint64_t index) { return node(level, index); };
}

Hash TileNodes::node(unsigned level, std::uint64_t index) {
  const unsigned within = level % tile_height;
  const std::uint64_t first = index << within;  // of its leaves in the tile's level
  const auto tile = tile_at(level / tile_height, first / tile_width, size_);
  const std::uint64_t count = std::uint64_t{1} << within;
  TENBIN_CHECK(tile.has_value() && first % tile_width + count <= tile->width);
  return subtree_root(hashes_of(*tile).data() + first % tile_width, count);
}

const std::vector<Hash>& TileNodes::hashes_of(const Tile& tile) {
  const auto known = tiles_.find(tile);
  if (known != tiles_.end()) return known->second;
  Result<std::vector<Hash>> hashes = std::vector<Hash>(tile.width);
  if (problem_) hashes = read_hashes(tile, read_);
  if (!hashes) {
    problem_ = tl::make_unexpected(hashes.error());
    hashes = std::vector<Hash>(tile.width);
  }
  return tiles_.emplace(tile, std::move(*hashes)).first->second;
}

Result<TileWriter> TileWriter::resume(std::uint64_t size, const ReadTile& read, Put put) {
  TENBIN_CHECK(size <= max_leaves);
  TileWriter writer(std::move(put));
  writer.size_ = size;
  for (unsigned level = 0; hashes_at(level, size) > 0; ++level) {
    Level& edge = writer.levels_.emplace_back();
    edge.index = hashes_at(level, size) / tile_width;
    const auto tile = tile_at(level, edge.index, size);
    if (!tile) continue;
    auto hashes = read_hashes(*tile, read);
    if (!hashes) return tl::make_unexpected(hashes.error());
    edge.hashes = std::move(*hashes);
    edge.put = edge.hashes.size();
  }
  return writer;
}

Result<void> TileWriter::append(const Hash& leaf) {
  TENBIN_CHECK(size_ < max_leaves);
  ++size_;
  Hash hash = leaf;
  for (unsigned level = 0;; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    Level& edge = levels_[level];
    edge.hashes.push_back(hash);
    if (edge.hashes.size() < tile_width) return {};
    TENBIN_TRY(put_({level, edge.index, tile_width}, bytes_of(edge.hashes)));
    hash = subtree_root(edge.hashes.data(), tile_width);
    edge = Level{{}, edge.index + 1, 0};
  }
}

Result<void> TileWriter::finish() {
  for (unsigned level = 0; level < levels_.size(); ++level) {
    Level& edge = levels_[level];
    if (edge.hashes.size() == edge.put) continue;
    const auto width = static_cast<unsigned>(edge.hashes.size());
    TENBIN_TRY(put_({level, edge.index, width}, bytes_of(edge.hashes)));
    edge.put = edge.hashes.size();
  }
  return {};
}

// Every node that a root is made of stands in the tiles at the right edge.
Hash TileWriter::root() const {
  return root_at(size_, [&](unsigned level, std::uint64_t index) {
    const Level& edge = levels_[level / tile_height];
    const unsigned within = level % tile_height;
    const std::uint64_t first = (index << within) - edge.index * tile_width;
    return subtree_root(edge.hashes.data() + first, std::uint64_t{1} << within);
  });
}

}  // namespace tenbin::tlog
