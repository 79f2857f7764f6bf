// Writes the sample certificates as PDF into a folder, to look at: print_samples FOLDER.
#include <cstdio>
#include <fstream>

#include "paper_tools.hpp"

using namespace tenbin;

namespace {

bool print(const std::string& path, const CertificateContent& content,
           const paper::Appearance& appearance, bool with_seal = true) {
  const auto pdf =
      with_seal ? paper::sealed(content, appearance) : paper::rendered(content, appearance);
  if (!pdf) {
    std::fprintf(stderr, "%s: %s", path.c_str(), std::string(code_text(pdf.error().code)).c_str());
    for (const Fact& fact : pdf.error().facts) std::fprintf(stderr, " %s", fact.value.c_str());
    std::fprintf(stderr, "\n");
    return false;
  }
  std::ofstream(path, std::ios::binary) << *pdf;
  std::printf("%s: %zu bytes\n", path.c_str(), pdf->size());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = std::string(argv[1]) + "/";
  bool good = true;
  using paper::Languages;
  for (const auto& [language, end] : {std::pair{Languages::ja, "-ja.pdf"},
                                      {Languages::en, "-en.pdf"},
                                      {Languages::both, "-both.pdf"}}) {
    const paper::Appearance plain{.language = language};
    good &= print(folder + "1" + end, samples::whole(), plain);
    good &= print(folder + "40" + end, samples::certificate(40), plain);
    good &= print(folder + "400" + end, samples::certificate(400), plain);
    good &= print(folder + "long" + end, samples::long_names(40), plain);
    good &= print(folder + "verified" + end, samples::verified(3), plain);
    good &= print(folder + "draft" + end, samples::verified(3),
                  {.language = language, .sample = true}, false);
  }
  return good ? 0 : 1;
}
