#pragma once
// Renders a sample and asks other people's tools about it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "credential/credential.hpp"
#include "credential/proof.hpp"
#include "paper/render.hpp"
#include "samples.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::paper {

inline const Renderer& renderer() {
  static const Result<Renderer> one = Renderer::create();
  if (!one) throw std::runtime_error("the fonts are not installed");
  return *one;
}

struct Appearance {
  Languages language = Languages::ja;
  bool sample = false;
  std::string qr_text = {};
};

inline std::string signed_json(const CertificateContent& content) {
  const credential::Envelope envelope{"https://mill.example", "mill.example/log", 0};
  return credential::add_proof(credential::to_credential(content, envelope),
                               credential::signer_of(content, envelope, samples::key()));
}

// As the press prints it, its JSON attached.
inline Print print_of(const CertificateContent& content, const Appearance& appearance = {}) {
  Print print{content};
  print.languages = appearance.language;
  print.sample = appearance.sample;
  const std::string json = signed_json(content);
  print.qr_text = appearance.qr_text.empty() ? content.number : appearance.qr_text;
  print.digest_hex = to_hex(tlog::sha256(as_bytes(json)));
  print.key_text = tlog::format_multikey(samples::key().public_key());
  print.attachments = {
      {"certificate.json", "application/json", Relationship::data, "証明書データ", json}};
  return print;
}

inline Result<std::string> rendered(const CertificateContent& content,
                                    const Appearance& appearance = {}) {
  return renderer().render(print_of(content, appearance));
}

// The same key for the same number.
inline std::string seal_pem(std::uint8_t number = 7) {
  return make_seal_key(
      "見本アルミ株式会社", Date::of(2026, 4, 1),
      [&](std::span<std::uint8_t> out) { std::fill(out.begin(), out.end(), number); });
}
inline SealKey seal_key(std::uint8_t number = 7) {
  return SealKey::read(seal_pem(number)).value();
}
inline Result<std::string> sealed(const CertificateContent& content,
                                  const Appearance& appearance = {}) {
  const SealKey key = seal_key();
  return renderer().render(print_of(content, appearance), &key);
}

// A file that goes when the test does.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& bytes) {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("tenbin-paper-" + std::to_string(::getpid()) + "-" + std::to_string(++count) + ".pdf");
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

// Standard output of a command; fails the test when the command does.
inline std::string output_of(const std::string& command) {
  std::string out;
  FILE* const pipe = ::popen(command.c_str(), "r");
  std::array<char, 4096> buffer;
  for (std::size_t n = 0; (n = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    out.append(buffer.data(), n);
  }
  EXPECT_EQ(::pclose(pipe), 0) << command << "\n" << out;
  return out;
}

inline std::string text_of(const std::string& pdf, const std::string& options = "") {
  const TemporaryFile file(pdf);
  return output_of("pdftotext " + options + " " + file.path() + " -");
}

}  // namespace tenbin::paper
