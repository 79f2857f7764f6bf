#include "cli/certificate_files.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include "certificate/json.hpp"
#include "cli/seal_file.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::cli {
namespace {

namespace fs = std::filesystem;

// A number that the issuer chose may hold anything; a file name may not.
std::string file_stem(const CertificateContent& content) {
  std::string stem = content.number;
  for (char& c : stem) {
    if (std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos) c = '_';
  }
  if (stem.starts_with('.')) stem[0] = '_';
  if (content.revision > 1) stem += ".r" + std::to_string(content.revision);
  return stem;
}

}  // namespace

Result<Press> Press::make(const Context& context, const std::string& book, const Ledger& ledger,
                          const std::string& timestamp) {
  const auto key = read_key(context, book);
  if (!key) return tl::make_unexpected(key.error());
  const auto owner = ledger.book().meta("public_key");
  if (!owner) return tl::make_unexpected(owner.error());
  if (tlog::format_multikey(key->public_key()) != *owner)
    return problem(Code::key_invalid, {{"path", key_path_of(context, book)}});
  auto renderer = paper::Renderer::create();
  if (!renderer) return tl::make_unexpected(renderer.error());
  auto seal = read_seal(context, book, ledger);
  if (!seal) return tl::make_unexpected(seal.error());
  return Press(*key, std::move(*seal), timestamp_asker(timestamp), std::move(*renderer));
}

Result<CertificateFiles> Press::print(const CertificateContent& content,
                                      std::optional<paper::Languages> languages) const {
  CertificateFiles files;
  files.stem = file_stem(content);
  files.json = certificate::sign(content, key_);
  const bool ja = content.language == Language::ja;
  paper::Print print{content};
  print.languages = languages.value_or(ja ? paper::Languages::ja : paper::Languages::en);
  print.qr_text = content.number;
  print.digest_hex = to_hex(tlog::sha256(as_bytes(files.json)));
  print.key_text = tlog::format_multikey(key_.public_key());
  print.attachments = {{"certificate.json", "application/json", paper::Relationship::data,
                        std::string(certificate::label(content.language, "title")), files.json}};
  auto pdf = renderer_.render(print, &seal_, ask_);
  if (!pdf) return tl::make_unexpected(pdf.error());
  files.pdf = *std::move(pdf);
  return files;
}

Result<std::vector<CertificateFiles>> Press::print_all(
    const std::vector<CertificateContent>& contents) const {
  constexpr std::size_t worth_a_thread = 50;  // less is printed before another has its fonts
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<Press> others;
  while (others.size() + 1 < std::min(cores, contents.size() / worth_a_thread)) {
    auto renderer = paper::Renderer::create();
    if (!renderer) return tl::make_unexpected(renderer.error());
    others.push_back(Press(key_, seal_, ask_, std::move(*renderer)));
  }
  std::vector<Result<CertificateFiles>> printed(contents.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&](const Press& press) {
    for (std::size_t i = next++; i < contents.size(); i = next++)
      printed[i] = press.print(contents[i]);
  };
  {
    std::vector<std::jthread> running;
    for (const Press& press : others) running.emplace_back([&] { work(press); });
    work(*this);
  }
  std::vector<CertificateFiles> files;
  files.reserve(printed.size());
  for (Result<CertificateFiles>& each : printed) {
    if (!each) return tl::make_unexpected(std::move(each.error()));
    files.push_back(*std::move(each));
  }
  return files;
}

CertificatePaths paths_of(const std::string& folder, const CertificateFiles& files) {
  const fs::path at = fs::path(folder) / files.stem;
  return {at.string() + ".json", at.string() + ".pdf"};
}

Result<void> check_free(const std::string& folder, const CertificateFiles& files) {
  const CertificatePaths paths = paths_of(folder, files);
  std::error_code ignored;
  for (const std::string& path : {paths.json, paths.pdf}) {
    if (fs::exists(path, ignored)) return problem(Code::file_exists, {{"path", path}});
  }
  return {};
}

Result<std::vector<CertificatePaths>> write_all(const std::string& folder,
                                                std::span<const CertificateFiles> all,
                                                bool overwrite) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) return problem(Code::file_unwritable, {{"path", folder}});
  std::vector<CertificatePaths> written;
  for (const CertificateFiles& files : all) {
    if (!overwrite) TENBIN_TRY(check_free(folder, files));
    const CertificatePaths paths = paths_of(folder, files);
    TENBIN_TRY(write_unsynced(paths.json, files.json, overwrite));
    TENBIN_TRY(write_unsynced(paths.pdf, files.pdf, overwrite));
    written.push_back(paths);
  }
  TENBIN_TRY(sync_folder(folder));
  return written;
}

}  // namespace tenbin::cli
