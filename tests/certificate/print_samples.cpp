// Writes the sample certificates as PDF into a folder, to look at: print_samples FOLDER.
#include <cstdio>
#include <ctime>
#include <fstream>

#include "domain/certificate_number.hpp"
#include "certificate/json.hpp"
#include "certificate/verify.hpp"
#include "paper/render.hpp"
#include "paper/seal.hpp"
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

// Seconds of processor time, whatever else the machine does.
double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// Complete PDFs a second on one core: JSON signed, drawn, attached, sealed.
void measure(const paper::Renderer& renderer, const CertificateContent& content,
             const paper::Appearance& appearance, const char* name) {
  const tlog::KeyPair key = samples::key();
  std::uint32_t count = 0;
  CertificateContent next = content;
  const double start = processor_seconds();
  while (processor_seconds() < start + 3) {
    next.number = certificate_number(2026, ++count);
    next.recipient.name.ja = "みほん商事" + std::to_string(count);
    const auto pdf = renderer.render(next, certificate::sign(next, key), appearance);
    if (!pdf || paper::seal_pdf(*pdf, key).empty()) return;
  }
  std::printf("%s: %d PDFs/s\n", name, count / 3);
}

void measure_verify(const CertificateContent& content, const char* name) {
  const std::string json = certificate::sign(content, samples::key());
  std::uint32_t count = 0;
  const double start = processor_seconds();
  while (processor_seconds() < start + 2) {
    if (!certificate::verify(json, {}).passed()) return;
    ++count;
  }
  std::printf("%s: %d verifications/s\n", name, count / 2);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = std::string(argv[1]) + "/";
  const auto renderer = paper::Renderer::create();
  if (!renderer) return 1;
  bool good = true;
  for (const auto language : {certificate::Language::ja, certificate::Language::en}) {
    const std::string end = language == certificate::Language::ja ? "-ja.pdf" : "-en.pdf";
    const paper::Appearance plain{.language = language};
    const paper::Appearance sample{.language = language, .sample = true};
    good &= print(*renderer, folder + "1" + end, samples::whole(), plain);
    good &= print(*renderer, folder + "40" + end, samples::certificate(40), plain);
    good &= print(*renderer, folder + "400" + end, samples::certificate(400), plain);
    good &= print(*renderer, folder + "long" + end, samples::long_names(40), plain);
    good &= print(*renderer, folder + "verified" + end, samples::verified(3), sample);
  }
  measure(*renderer, samples::certificate(1), {}, "1 line, ja");
  measure(*renderer, samples::certificate(1), {.language = certificate::Language::en},
          "1 line, en");
  measure(*renderer, samples::certificate(40), {}, "40 lines, ja");
  measure_verify(samples::certificate(1), "1 line");
  measure_verify(samples::certificate(40), "40 lines");
  return good ? 0 : 1;
}
