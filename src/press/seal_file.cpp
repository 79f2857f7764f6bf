#include "press/seal_file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

#include "credential/time.hpp"
#include "service/certificate_keys.hpp"
#include "service/files.hpp"
#include "service/temporary_file.hpp"

namespace tenbin::press {
namespace {

// What a command of the shell answers to `input`. file.unreadable when it fails.
Result<std::string> answer_of(const std::string& command, std::string_view input) {
  const auto asked = TemporaryFile::make("question");
  if (!asked) return tl::make_unexpected(asked.error());
  TENBIN_TRY(write_unsynced(asked->path(), input, true));
  std::string answer;
  int status = -1;
  FILE* const pipe = ::popen(("(" + command + "\n) < " + asked->path()).c_str(), "r");
  if (pipe != nullptr) {
    constexpr std::size_t longest = 1 << 16;
    std::array<char, 4096> buffer{};
    for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
      if (answer.size() < longest) answer.append(buffer.data(), n);
    }
    status = ::pclose(pipe);
  }
  if (status != 0) return problem(Code::file_unreadable, {{"timestamp", command}});
  return answer;
}

std::string seals_path_of(const std::string& book) {
  return book + ".seals";
}

// Nothing for a line of another form.
std::optional<credential::DidSeal> seal_in_line(std::string_view line, std::string_view did) {
  constexpr std::string_view revoked = " revoked ";
  const std::size_t blank = std::min(line.find(' '), line.size());
  if (!credential::is_seal_key(line.substr(0, blank))) return std::nullopt;
  credential::DidSeal seal = credential::seal_of(did, std::string(line.substr(0, blank)));
  if (blank == line.size()) return seal;
  if (!line.substr(blank).starts_with(revoked)) return std::nullopt;
  seal.revoked = credential::parse_time(line.substr(blank + revoked.size()));
  if (!seal.revoked) return std::nullopt;
  return seal;
}

Result<std::vector<credential::DidSeal>> noted_seals(const std::string& book,
                                                     std::string_view did) {
  std::vector<credential::DidSeal> seals;
  const std::string path = seals_path_of(book);
  if (!std::filesystem::exists(path)) return seals;
  const auto text = read_file(path);
  if (!text) return tl::make_unexpected(text.error());
  for (std::size_t at = 0; at < text->size();) {
    const std::size_t end = std::min(text->find('\n', at), text->size());
    auto seal = seal_in_line(std::string_view(*text).substr(at, end - at), did);
    if (!seal) return problem(Code::key_invalid, {{"path", path}});
    seals.push_back(*std::move(seal));
    at = end + 1;
  }
  return seals;
}

bool is_among(const std::vector<credential::DidSeal>& seals, std::string_view key) {
  return std::any_of(seals.begin(), seals.end(), [&](const auto& seal) { return seal.key == key; });
}

// A line more, unless it has one.
Result<void> note_seal(const std::string& book, const std::string& key) {
  const auto noted = noted_seals(book, "");
  if (!noted) return tl::make_unexpected(noted.error());
  if (is_among(*noted, key)) return {};
  const std::string path = seals_path_of(book);
  std::string text;
  if (std::filesystem::exists(path)) {
    auto before = read_file(path);
    if (!before) return tl::make_unexpected(before.error());
    text = *std::move(before);
    if (!text.empty() && !text.ends_with('\n')) text += '\n';
  }
  return replace_file(path, text + key + '\n');
}

}  // namespace

std::string seal_path_of(const std::string& book) {
  return book + ".seal.pem";
}

Result<void> make_seal(const std::string& book, std::string_view issuer, Date starts,
                       const FillRandom& fill_random) {
  const std::string pem = paper::make_seal_key(issuer, starts, fill_random);
  return write_file(seal_path_of(book), pem, false, 0600);
}

Result<paper::SealKey> read_seal(const std::string& book, const Ledger& ledger,
                                 const FillRandom& fill_random) {
  const std::string path = seal_path_of(book);
  if (!std::filesystem::exists(path)) {
    const auto origin = ledger.book().meta("origin");
    if (!origin) return tl::make_unexpected(origin.error());
    TENBIN_TRY(make_seal(book, *origin, ledger.state().rulebook.starts, fill_random));
  }
  const auto pem = read_file(path);
  if (!pem) return tl::make_unexpected(pem.error());
  auto key = paper::SealKey::read(*pem);
  if (!key) return problem(Code::key_invalid, {{"path", path}});
  TENBIN_TRY(note_seal(book, paper::multikey_of(key->certificates().front())));
  return key;
}

Result<std::vector<credential::DidSeal>> seals_beside(const std::string& book,
                                                      std::string_view did) {
  if (book.empty()) return {};
  auto seals = noted_seals(book, did);
  const std::string path = seal_path_of(book);
  if (!seals || !std::filesystem::exists(path)) return seals;
  const auto pem = read_file(path);
  if (!pem) return tl::make_unexpected(pem.error());
  const auto certificate = paper::seal_certificate(*pem);
  std::string key = certificate ? paper::multikey_of(*certificate) : "";
  if (key.empty()) return problem(Code::key_invalid, {{"path", path}});
  if (!is_among(*seals, key)) seals->push_back(credential::seal_of(did, std::move(key)));
  return seals;
}

Result<credential::DidDocument> did_with_seals(const std::string& book, const Ledger& ledger) {
  auto did = did_of_book(ledger, {});
  if (!did) return did;
  auto seals = seals_beside(book, did->did);
  if (!seals) return tl::make_unexpected(seals.error());
  did->seals = *std::move(seals);
  return did;
}

paper::AskTimestamp timestamp_asker(const std::string& command) {
  if (command.empty()) return {};
  return [command](std::string_view query) { return answer_of(command, query); };
}

}  // namespace tenbin::press
