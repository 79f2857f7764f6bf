#pragma once
// Renders a sample and asks other people's tools about it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "certificate/json.hpp"
#include "paper/render.hpp"
#include "samples.hpp"

namespace tenbin::paper {

inline const Renderer& renderer() {
  static const Result<Renderer> one = Renderer::create();
  if (!one) throw std::runtime_error("the fonts are not installed");
  return *one;
}

inline Result<std::string> rendered(const CertificateContent& content,
                                    const Appearance& appearance = {}) {
  return renderer().render(content, certificate::sign(content, samples::key()), appearance);
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
