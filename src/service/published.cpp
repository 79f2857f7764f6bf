#include "service/published.hpp"

#include <filesystem>

#include "service/log_folder.hpp"
#include "tlog/checkpoint.hpp"

namespace tenbin {
namespace {

struct Place {
  std::string folder;
  std::string name;
};

Place place_of(const std::string& book_path) {
  const std::filesystem::path path = book_path + ".checkpoint";
  const std::string folder = path.parent_path().string();
  return {folder.empty() ? "." : folder, path.filename().string()};
}

}  // namespace

Result<std::optional<std::string>> cosigned_checkpoint(const std::string& book_path,
                                                       const tlog::VerifierKey& log) {
  const Place place = place_of(book_path);
  const auto folder = open_log_folder(place.folder);
  if (!folder) return tl::make_unexpected(folder.error());
  auto read = (*folder)->read(place.name);
  if (!read) return read;
  const std::optional<std::string>& text = *read;
  if (text && !tlog::open_checkpoint(*text, log)) return std::nullopt;
  return read;
}

Result<void> keep_cosigned(const std::string& book_path, const tlog::VerifierKey& log,
                           const std::string& signed_checkpoint) {
  const auto cosigned = cosigned_checkpoint(book_path, log);
  if (!cosigned) return tl::make_unexpected(cosigned.error());
  const std::optional<std::string>& kept = *cosigned;
  if (kept == signed_checkpoint) return {};
  const auto now = tlog::open_checkpoint(signed_checkpoint, log);
  if (!now) return tl::make_unexpected(now.error());
  if (kept) {
    const auto then = tlog::open_checkpoint(*kept, log);
    if (then && then->size > now->size) return {};
  }
  const Place place = place_of(book_path);
  const auto folder = open_log_folder(place.folder);
  if (!folder) return tl::make_unexpected(folder.error());
  return replace_file(**folder, place.name, signed_checkpoint);
}

}  // namespace tenbin
