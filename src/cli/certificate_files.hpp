#pragma once
// Certificates as files: signed JSON and sealed PDF, named by number.
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cli/context.hpp"
#include "paper/render.hpp"
#include "service/certify.hpp"

namespace tenbin::cli {

struct CertificateFiles {
  std::string stem;  // "MB-2026-000123-8", from the second revision on "MB-2026-000123-8.r2"
  std::string json;
  std::string pdf;
};

class Press {
 public:
  // The book's own key: key.missing, key.invalid when it is another's.
  // `timestamp`: the command that fetches time-stamps; empty: none.
  static Result<Press> make(const Context& context, const std::string& book, const Ledger& ledger,
                            const std::string& timestamp = "");

  // In the certificate's language, or in another, or in both.
  Result<CertificateFiles> print(const CertificateContent& content,
                                 std::optional<paper::Languages> languages = std::nullopt) const;
  // Each in its own language and in their order, on all cores where it is worth it: the same bytes
  // as one by one. The problem of the first that has one.
  Result<std::vector<CertificateFiles>> print_all(
      const std::vector<CertificateContent>& contents) const;

 private:
  Press(tlog::KeyPair key, paper::SealKey seal, paper::AskTimestamp ask, paper::Renderer renderer)
      : key_(std::move(key)),
        seal_(std::move(seal)),
        ask_(std::move(ask)),
        renderer_(std::move(renderer)) {}
  tlog::KeyPair key_;
  paper::SealKey seal_;
  paper::AskTimestamp ask_;
  paper::Renderer renderer_;
};

struct CertificatePaths {
  std::string json;
  std::string pdf;
};
CertificatePaths paths_of(const std::string& folder, const CertificateFiles& files);
// file.exists when one of them does.
Result<void> check_free(const std::string& folder, const CertificateFiles& files);

// All of them on disk, both paths of each. With `overwrite` what stands there is replaced, else
// file.exists before anything of that certificate is written. The folder is made where it is
// missing.
Result<std::vector<CertificatePaths>> write_all(const std::string& folder,
                                                std::span<const CertificateFiles> all,
                                                bool overwrite);

}  // namespace tenbin::cli
