#include "press/log_key_file.hpp"

#include "service/files.hpp"
#include "service/log_reading.hpp"

namespace tenbin::press {

std::string log_key_path_of(const std::string& book) {
  return book + ".key";
}

Result<tlog::KeyPair> read_key(const std::string& path) {
  const auto text = read_file(path);
  if (!text) {
    if (text.error().code == Code::file_missing)
      return problem(Code::key_missing, {{"path", path}});
    return tl::make_unexpected(text.error());
  }
  return tlog::parse_key_file(*text);
}

Result<tlog::KeyPair> read_log_key(const std::string& path, const store::Book& book) {
  auto key = read_key(path);
  if (!key) return key;
  const auto log = log_of(book);
  if (!log) return tl::make_unexpected(log.error());
  if (log->key != key->public_key())
    return problem(Code::key_invalid, {{"path", path}, {"problem", "other_book"}});
  return key;
}

}  // namespace tenbin::press
