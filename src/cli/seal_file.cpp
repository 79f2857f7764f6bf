#include "cli/seal_file.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>

namespace tenbin::cli {
namespace {

// What a command of the shell answers to `input`. file.unreadable when it fails.
Result<std::string> answer_of(const std::string& command, std::string_view input) {
  std::string path = (std::filesystem::temp_directory_path() / "tenbin-XXXXXX").string();
  const int file = ::mkstemp(path.data());
  if (file < 0) return problem(Code::file_unwritable, {{"path", path}});
  const bool wrote =
      ::write(file, input.data(), input.size()) == static_cast<ssize_t>(input.size());
  ::close(file);
  std::string answer;
  int status = -1;
  FILE* const pipe = wrote ? ::popen(("(" + command + "\n) < " + path).c_str(), "r") : nullptr;
  if (pipe != nullptr) {
    constexpr std::size_t longest = 1 << 16;
    std::array<char, 4096> buffer{};
    for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
      if (answer.size() < longest) answer.append(buffer.data(), n);
    }
    status = ::pclose(pipe);
  }
  ::unlink(path.c_str());
  if (status != 0) return problem(Code::file_unreadable, {{"timestamp", command}});
  return answer;
}

}  // namespace

std::string seal_path_of(const std::string& book) {
  return book + ".seal.pem";
}

Result<void> make_seal(const Context& context, const std::string& book, std::string_view issuer,
                       Date starts) {
  const std::string pem = paper::make_seal_key(issuer, starts, context.outside.fill_random);
  return write_file(seal_path_of(book), pem, false, 0600);
}

Result<paper::SealKey> read_seal(const Context& context, const std::string& book,
                                 const Ledger& ledger) {
  const std::string path = seal_path_of(book);
  if (!std::filesystem::exists(path)) {
    const auto origin = ledger.book().meta("origin");
    if (!origin) return tl::make_unexpected(origin.error());
    TENBIN_TRY(make_seal(context, book, *origin, ledger.state().rulebook.starts));
  }
  const auto pem = read_file(path);
  if (!pem) return tl::make_unexpected(pem.error());
  auto key = paper::SealKey::read(*pem);
  if (!key) return problem(Code::key_invalid, {{"path", path}});
  return key;
}

paper::AskTimestamp timestamp_asker(const std::string& command) {
  if (command.empty()) return {};
  return [command](std::string_view query) { return answer_of(command, query); };
}

}  // namespace tenbin::cli
