// Tiles: paths as the C2SP page shows them, which tiles a tree has (against its definition), trees
// written in one go and resumed at every size, proofs read back from tiles alone.
#include "tlog/tiles.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace tenbin::tlog {
namespace {

using Files = std::map<std::string, std::string>;

Hash leaf_at(std::uint64_t index) {
  return leaf_hash(std::to_string(index));
}

TileWriter::Put into(Files& files) {
  return [&files](const Tile& tile, std::string_view bytes) -> Result<void> {
    EXPECT_EQ(bytes.size(), tile.width * sizeof(Hash));
    const auto [place, is_new] = files.emplace(tile_path(tile), bytes);
    EXPECT_TRUE(is_new) << place->first << " is written twice";
    return {};
  };
}

ReadTile out_of(const Files& files) {
  return [&files](const Tile& tile) -> Result<std::string> {
    const auto found = files.find(tile_path(tile));
    if (found == files.end()) return problem(Code::file_missing, {{"path", tile_path(tile)}});
    return found->second;
  };
}

TEST(Tile, PublishedPaths) {  // https://c2sp.org/tlog-tiles, "Merkle Tree"
  EXPECT_EQ(tile_path({0, 1234067, 256}), "tile/0/x001/x234/067");
  EXPECT_EQ(tile_path({0, 0, 256}), "tile/0/000");
  EXPECT_EQ(tile_path({1, 0, 17}), "tile/1/000.p/17");
  EXPECT_EQ(tile_path({0, 273, 112}), "tile/0/273.p/112");
  EXPECT_EQ(tile_path({2, 1000, 1}), "tile/2/x001/000.p/1");
}

TEST(Tile, PathsAreReadBackStrictly) {
  for (const std::uint64_t index : {0ULL, 7ULL, 999ULL, 1000ULL, 1234067ULL, 35184372088831ULL}) {
    for (const unsigned width : {1U, 9U, 255U, 256U}) {
      const Tile tile{3, index, width};
      EXPECT_EQ(parse_tile_path(tile_path(tile)), tile);
    }
  }
  for (const char* path : {"",
                           "tile",
                           "tile/0",
                           "tile/0/",
                           "tile/0/0",
                           "tile/0/00",
                           "tile/0/0000",
                           "tile/0/x000/001",
                           "tile/0/001/002",
                           "tile/00/001",
                           "tile/7/001",
                           "tile/-1/001",
                           "tile/0/001.p/0",
                           "tile/0/001.p/256",
                           "tile/0/001.p/01",
                           "tile/0/001.p/",
                           "tile/0/001/",
                           "tile/entries/001",
                           "/tile/0/001",
                           "tile/0/x001",
                           "tile/0/x001/x002",
                           "tile/0/x999/x999/x999/x999/x999/999"}) {
    EXPECT_EQ(parse_tile_path(path), std::nullopt) << path;
  }
}

TEST(Tile, PublishedTreeOf70000) {  // https://c2sp.org/tlog-tiles, "Partial Tiles"
  const std::vector<Tile> tiles = new_tiles(0, 70000);
  std::map<std::pair<unsigned, bool>, unsigned> counts;
  std::map<unsigned, unsigned> partial_width;
  for (const Tile& tile : tiles) {
    ++counts[{tile.level, tile.full()}];
    if (!tile.full()) partial_width[tile.level] = tile.width;
  }
  EXPECT_EQ((counts[{0, true}]), 273U);
  EXPECT_EQ((counts[{1, true}]), 1U);
  EXPECT_EQ((counts[{2, true}]), 0U);
  EXPECT_EQ(partial_width, (std::map<unsigned, unsigned>{{0, 112}, {1, 17}, {2, 1}}));
  const std::vector<Tile> of_256 = new_tiles(0, 256);
  EXPECT_EQ(of_256, (std::vector<Tile>{{0, 0, 256}, {1, 0, 1}}));
}

TEST(Tile, NewTilesAreTheDifference) {
  const auto all = [](std::uint64_t size) {
    std::set<Tile> tiles;
    for (const Tile& tile : new_tiles(0, size)) tiles.insert(tile);
    return tiles;
  };
  const std::vector<std::uint64_t> sizes = {0,   1,   2,     255,   256,   257,   511,
                                            512, 513, 65535, 65536, 65537, 65792, 131071};
  for (const std::uint64_t from : sizes) {
    for (const std::uint64_t to : sizes) {
      if (from > to) continue;
      std::set<Tile> expected = all(to);
      for (const Tile& tile : all(from)) expected.erase(tile);
      const std::vector<Tile> got = new_tiles(from, to);
      EXPECT_EQ(std::set<Tile>(got.begin(), got.end()), expected) << from << " to " << to;
    }
  }
}

// As the page defines them: hash i of tile n of level l is
// MTH(D[(n * 256 + i) * 256^l : (n * 256 + i + 1) * 256^l]).
TEST(TileWriter, TilesAreAsDefined) {
  constexpr std::uint64_t size = 66000;
  Files files;
  TileWriter writer(into(files));
  Tree tree;
  for (std::uint64_t i = 0; i < size; ++i) {
    ASSERT_TRUE(writer.append(leaf_at(i)).has_value());
    tree.append(leaf_at(i));
  }
  ASSERT_TRUE(writer.finish().has_value());
  EXPECT_EQ(writer.root(), tree.root_at(size));
  std::set<std::string> expected;
  for (const Tile& tile : new_tiles(0, size)) {
    expected.insert(tile_path(tile));
    std::string bytes;
    for (std::uint64_t i = 0; i < tile.width; ++i) {
      const Hash hash = tree.node(tile.level * 8, tile.index * 256 + i);
      bytes.append(hash.begin(), hash.end());
    }
    EXPECT_EQ(files[tile_path(tile)], bytes) << tile_path(tile);
  }
  EXPECT_EQ(files.size(), expected.size());
}

TEST(TileWriter, ResumedAtEverySizeItGivesTheSameTiles) {
  constexpr std::uint64_t last = 800;
  Tree tree;
  for (std::uint64_t i = 0; i < last; ++i) tree.append(leaf_at(i));
  for (std::uint64_t step : {1U, 7U, 255U, 256U, 300U}) {
    Files files;
    std::uint64_t size = 0;
    while (size < last) {
      const std::uint64_t to = std::min(last, size + step);
      auto writer = TileWriter::resume(size, out_of(files), into(files));
      ASSERT_TRUE(writer.has_value());
      EXPECT_EQ(writer->root(), tree.root_at(size));
      for (; size < to; ++size) ASSERT_TRUE(writer->append(leaf_at(size)).has_value());
      ASSERT_TRUE(writer->finish().has_value());
      ASSERT_TRUE(writer->finish().has_value());  // nothing is new
      EXPECT_EQ(writer->root(), tree.root_at(size));
    }
    for (const Tile& tile : new_tiles(0, last)) EXPECT_TRUE(files.contains(tile_path(tile)));
  }
}

TEST(TileWriter, ResumingWithoutATileFails) {
  Files files;
  TileWriter writer(into(files));
  for (std::uint64_t i = 0; i < 300; ++i) ASSERT_TRUE(writer.append(leaf_at(i)).has_value());
  ASSERT_TRUE(writer.finish().has_value());
  files["tile/0/001.p/44"].pop_back();
  const auto cut = TileWriter::resume(300, out_of(files), into(files));
  ASSERT_FALSE(cut.has_value());
  EXPECT_EQ(cut.error(), (Problem{Code::input_invalid,
                                  {{"place", "tile/0/001.p/44"}, {"problem", "tile.size"}}}));
  files.erase("tile/0/001.p/44");
  const auto gone = TileWriter::resume(300, out_of(files), into(files));
  ASSERT_FALSE(gone.has_value());
  EXPECT_EQ(gone.error().code, Code::file_missing);
}

TEST(TileNodes, ProofsFromTilesAloneAreThoseOfTheTree) {
  for (const std::uint64_t size : {1U, 2U, 255U, 256U, 257U, 700U}) {
    Files files;
    TileWriter writer(into(files));
    Tree tree;
    for (std::uint64_t i = 0; i < size; ++i) {
      ASSERT_TRUE(writer.append(leaf_at(i)).has_value());
      tree.append(leaf_at(i));
    }
    ASSERT_TRUE(writer.finish().has_value());
    TileNodes nodes(size, out_of(files));
    EXPECT_EQ(root_at(size, nodes.node_at()), tree.root_at(size));
    for (std::uint64_t i = 0; i < size; ++i) {
      EXPECT_EQ(inclusion_proof(i, size, nodes.node_at()), tree.inclusion(i, size));
      EXPECT_EQ(consistency_proof(i, size, nodes.node_at()), tree.consistency(i, size));
    }
    EXPECT_TRUE(nodes.problem().has_value());
  }
}

TEST(TileNodes, AMissingTileIsTold) {
  const Files none;
  TileNodes nodes(300, out_of(none));
  (void)root_at(300, nodes.node_at());
  ASSERT_FALSE(nodes.problem().has_value());
  EXPECT_EQ(nodes.problem().error().code, Code::file_missing);
}

}  // namespace
}  // namespace tenbin::tlog
