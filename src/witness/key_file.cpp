#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>

#include "witness/witness.hpp"

namespace tenbin::witness {
namespace {

tl::unexpected<Problem> unwritable(const std::string& path) {
  return problem(Code::file_unwritable, {{"path", path}});
}

Result<void> write_new(const std::string& path, const std::string& text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return unwritable(path);
  const bool good = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                    ::syncfs(file) == 0;
  if (::close(file) != 0 || !good) return unwritable(path);
  return {};
}

}  // namespace

Result<tlog::KeyPair> open_key(const std::string& folder,
                               const std::function<void(std::span<std::uint8_t>)>& fill_random) {
  const std::string path = folder + "/key";
  if (::access(path.c_str(), F_OK) != 0) {
    if (errno != ENOENT) return problem(Code::file_unreadable, {{"path", path}});
    tlog::Seed seed;
    fill_random(seed);
    tlog::KeyPair key = tlog::KeyPair::from_seed(seed);
    TENBIN_TRY(write_new(path, tlog::format_key_file(key)));
    return key;
  }
  std::ifstream stream(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream || stream.bad()) return problem(Code::file_unreadable, {{"path", path}});
  return tlog::parse_key_file(text);
}

}  // namespace tenbin::witness
