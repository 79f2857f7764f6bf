// Writes the sample certificates as PDF into a folder, to look at: print_samples FOLDER.
#include <cstdio>
#include <fstream>

#include "certificate/json.hpp"
#include "paper/render.hpp"
#include "samples.hpp"

using namespace tenbin;

namespace {

bool print(const paper::Renderer& renderer, const std::string& path,
           const CertificateContent& content, const paper::Appearance& appearance) {
  const std::string json = certificate::sign(content, samples::key());
  const auto pdf = renderer.render(content, json, appearance);
  if (!pdf) {
    std::fprintf(stderr, "%s: %s", path.c_str(), std::string(code_text(pdf.error().code)).c_str());
    for (const Fact& fact : pdf.error().facts) std::fprintf(stderr, " %s", fact.value.c_str());
    std::fprintf(stderr, "\n");
    return false;
  }
  std::ofstream(path, std::ios::binary) << *pdf;
  std::printf("%s: %zu bytes, json %zu\n", path.c_str(), pdf->size(), json.size());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = std::string(argv[1]) + "/";
  const auto renderer = paper::Renderer::create();
  if (!renderer) return 1;
  bool good = true;
  for (const auto language : {Language::ja, Language::en}) {
    const std::string end = language == Language::ja ? "-ja.pdf" : "-en.pdf";
    const paper::Appearance plain{.language = language};
    const paper::Appearance sample{.language = language, .sample = true};
    good &= print(*renderer, folder + "1" + end, samples::whole(), plain);
    good &= print(*renderer, folder + "40" + end, samples::certificate(40), plain);
    good &= print(*renderer, folder + "400" + end, samples::certificate(400), plain);
    good &= print(*renderer, folder + "long" + end, samples::long_names(40), plain);
    good &= print(*renderer, folder + "verified" + end, samples::verified(3), sample);
  }
  return good ? 0 : 1;
}
