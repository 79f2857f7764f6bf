#include "service/publish.hpp"

#include <algorithm>

#include "service/ask_witness.hpp"
#include "service/log_reading.hpp"
#include "tlog/checkpoint.hpp"
#include "tlog/tiles.hpp"

namespace tenbin {
namespace {

constexpr const char* checkpoint_file = "checkpoint";

// What the folder says now.
struct There {
  tlog::Note note;              // without signatures when there is no checkpoint
  tlog::Checkpoint checkpoint;  // then of size 0
};

Result<There> read_checkpoint(LogFolder& folder, const tlog::VerifierKey& log) {
  const auto read = folder.read(checkpoint_file);
  if (!read) return tl::make_unexpected(read.error());
  const std::optional<std::string>& text = *read;
  if (!text) return There{{}, {log.name, 0, tlog::sha256({}), {}}};
  auto checkpoint = tlog::open_checkpoint(*text, log);
  if (!checkpoint) return problem(Code::log_other, {{"path", checkpoint_file}});
  return There{tlog::parse_note(*text).value(), std::move(*checkpoint)};
}

// A tile of the folder; of a partial one that is gone, the first hashes of the full one.
tlog::ReadTile tiles_of(LogFolder& folder) {
  return [&folder](const tlog::Tile& tile) -> Result<std::string> {
    tlog::Tile wider = tile;
    wider.width = tlog::tile_width;
    for (const tlog::Tile& one : {tile, wider}) {
      auto bytes = folder.read(tlog::tile_path(one));
      if (!bytes) return tl::make_unexpected(bytes.error());
      const std::size_t wanted = tile.width * sizeof(tlog::Hash);
      if (*bytes && (*bytes)->size() == one.width * sizeof(tlog::Hash))
        return (*bytes)->substr(0, wanted);
    }
    return problem(Code::file_missing, {{"path", tlog::tile_path(tile)}});
  };
}

class Publisher {
 public:
  Publisher(const store::Book& book, LogFolder& folder, const Publishing& how)
      : book_(book), folder_(folder), how_(how) {}

  Result<Published> run() {
    const auto log = log_of(book_);
    if (!log) return tl::make_unexpected(log.error());
    const auto tip = book_.tip();
    if (!tip) return tl::make_unexpected(tip.error());
    auto there = read_checkpoint(folder_, *log);
    if (!there) return tl::make_unexpected(there.error());
    published_.old_size = there->checkpoint.size;
    published_.size = tip->size;
    TENBIN_TRY(compare(there->checkpoint));
    const auto frontier = frontier_at(book_, published_.size);
    if (!frontier) return tl::make_unexpected(frontier.error());
    TENBIN_TRY(write_tiles(there->checkpoint, frontier->root()));
    TENBIN_TRY(write_checkpoint(*there, {log->name, published_.size, frontier->root(), {}}));
    TENBIN_TRY(remove_partial_tiles());
    return std::move(published_);
  }

 private:
  // The journal begins with what is published.
  Result<void> compare(const tlog::Checkpoint& there) {
    const auto fork = [&] {
      return problem(Code::log_fork, {{"size", std::to_string(there.size)},
                                      {"records", std::to_string(published_.size)}});
    };
    if (there.size > published_.size) return fork();
    const auto frontier = frontier_at(book_, there.size);
    if (!frontier) return tl::make_unexpected(frontier.error());
    if (frontier->root() != there.root) return fork();
    return {};
  }

  // Goes on from the published tiles; from nothing when they do not give the published root.
  Result<void> write_tiles(const tlog::Checkpoint& there, const tlog::Hash& root) {
    const auto put = [this](const tlog::Tile& tile, std::string_view bytes) -> Result<void> {
      const std::string path = tlog::tile_path(tile);
      ++published_.tiles;
      TENBIN_TRY(folder_.write(path + ".new", bytes));
      return folder_.rename(path + ".new", path);
    };
    tlog::TileWriter writer(put);
    if (!how_.all) {
      auto resumed = tlog::TileWriter::resume(there.size, tiles_of(folder_), put);
      if (resumed && resumed->root() == there.root) writer = std::move(*resumed);
    }
    begun_at_ = writer.size();
    const auto append = [&](std::span<const tlog::Hash> leaves) -> Result<void> {
      for (const tlog::Hash& leaf : leaves) TENBIN_TRY(writer.append(leaf));
      return {};
    };
    TENBIN_TRY(read_leaves(book_, writer.size() + 1, published_.size, append));
    TENBIN_TRY(writer.finish());
    if (writer.root() != root) return problem(Code::book_corrupt, {{"place", "frontier"}});
    if (published_.tiles > 0) return folder_.sync();
    return {};
  }

  Result<void> write_checkpoint(const There& there, const tlog::Checkpoint& checkpoint) {
    tlog::Note note{tlog::format_checkpoint(checkpoint), {}};
    if (there.note.text == note.text) {
      note = there.note;  // with the cosignatures that it has
    } else {
      tlog::sign_note(note, checkpoint.origin, how_.key);
    }
    tlog::TileNodes nodes(checkpoint.size, tiles_of(folder_));
    for (const WitnessAt& witness : how_.witnesses) {
      const std::uint64_t guess = has_cosigned(there.note, witness) ? there.checkpoint.size : 0;
      published_.witnesses.push_back(
          ask_witness(witness, how_.ask, {checkpoint.size, guess, nodes}, note));
    }
    published_.checkpoint = tlog::format_note(note);
    if (note == there.note) return {};
    return replace_file(folder_, checkpoint_file, published_.checkpoint);
  }

  Result<void> remove_partial_tiles() {
    for (const tlog::Tile& tile : tlog::new_tiles(begun_at_, published_.size)) {
      if (tile.full()) TENBIN_TRY(folder_.remove_folder(tlog::tile_path(tile) + ".p"));
    }
    return {};
  }

  const store::Book& book_;
  LogFolder& folder_;
  const Publishing& how_;
  Published published_;
  std::uint64_t begun_at_ = 0;  // the size from which tiles were written
};

}  // namespace

Result<Published> publish(const store::Book& book, LogFolder& folder, const Publishing& how) {
  return Publisher(book, folder, how).run();
}

}  // namespace tenbin
