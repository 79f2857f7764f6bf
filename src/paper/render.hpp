#pragma once
// A certificate as an A4 PDF (design/ux.md section 4.1): page 1 the certificate, page 2 and on its
// details, certificate.json attached. Fonts are embedded, dates are those of the certificate, so
// the same input gives the same bytes on a machine with the same fonts and libraries.
#include <memory>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "certificate/content.hpp"
#include "paper/canvas.hpp"
#include "paper/fonts.hpp"

namespace tenbin::paper {

struct Appearance {
  Language language = Language::ja;
  bool sample = false;         // 見本 / SAMPLE across every page, for drafts
  std::string check_url = {};  // in the QR code before the number, upper-case: "HTTPS://…/C/"
};

// Holds the fonts and what was set with them; made once, used for many certificates, by one thread
// at a time. Several of them print the same bytes.
class Renderer {
 public:
  // file.missing when a font is not installed.
  static Result<Renderer> create();

  // The PDF without seal. `signed_json` is certificate::sign of the same content.
  // certificate.glyph_missing with the fact "value" for what cannot be drawn as it is written;
  // certificate.malformed when the JSON is not that of the content.
  Result<std::string> render(const CertificateContent& content, std::string_view signed_json,
                             const Appearance& appearance) const;

 private:
  explicit Renderer(Fonts fonts);
  Fonts fonts_;
  std::unique_ptr<TextCache> cache_;
};

// The same for a single certificate.
Result<std::string> render_pdf(const CertificateContent& content, std::string_view signed_json,
                               const Appearance& appearance);

}  // namespace tenbin::paper
