#include "press/certificate_keys_file.hpp"

#include <filesystem>

#include "service/files.hpp"

namespace tenbin::press {
namespace {

Result<std::string> lines_of(const std::string& book) {
  const std::string path = certificate_keys_path_of(book);
  if (!std::filesystem::exists(path)) return std::string();
  return read_file(path);
}

}  // namespace

std::string certificate_keys_path_of(const std::string& book) {
  return book + ".certificate-keys";
}

Result<Keyring> read_keyring(const std::string& book, const tlog::KeyPair& log_key) {
  const auto text = lines_of(book);
  if (!text) return tl::make_unexpected(text.error());
  auto keyring = Keyring::read(log_key, *text);
  if (!keyring) return problem(Code::key_invalid, {{"path", certificate_keys_path_of(book)}});
  return keyring;
}

Result<tlog::KeyPair> signing_key(const std::string& book, const Ledger& ledger,
                                  const Keyring& keyring) {
  const auto current = current_certificate_key(ledger);
  if (!current) return tl::make_unexpected(current.error());
  const tlog::KeyPair* key = keyring.find(*current);
  if (key == nullptr) return problem(Code::key_missing, {{"path", certificate_keys_path_of(book)}});
  return *key;
}

Result<void> keep_key(const std::string& book, const tlog::KeyPair& key) {
  auto text = lines_of(book);
  if (!text) return tl::make_unexpected(text.error());
  return replace_file(certificate_keys_path_of(book), *text + tlog::format_key_file(key), 0600);
}

}  // namespace tenbin::press
