#pragma once
// A certificate as an A4 PDF (design/ux.md section 4.1): page 1 the certificate, page 2 and on its
// details; PDF/A-3 with attachments (archive.hpp), sealed where a key is given (pades.hpp). Fonts
// are embedded, dates are those of the certificate, so the same input gives the same bytes on a
// machine with the same fonts and libraries.
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "certificate/content.hpp"
#include "paper/attachment.hpp"
#include "paper/canvas.hpp"
#include "paper/fonts.hpp"
#include "paper/picture.hpp"
#include "paper/seal_key.hpp"
#include "paper/timestamp.hpp"

namespace tenbin::paper {

// both: the Japanese pages, then the English ones, under one number.
enum class Languages : std::uint8_t { ja, en, both };

// All that stands on the paper, as plain data; nothing of it is checked here against anything else.
struct Print {
  CertificateContent content;
  Languages languages = Languages::ja;
  bool sample = false;           // 見本 / SAMPLE across every page, for drafts
  std::string qr_text = {};      // up to 1,000 characters
  std::string digest_hex = {};   // of the machine-readable certificate, 64 hex digits
  std::string key_text = {};     // of the key that signed it, as people compare it
  std::string web_address = {};  // where the certificate can be looked up; empty: not said
  std::optional<std::uint64_t> log_index = {};  // where it stands in the issuer's log
  std::vector<Attachment> attachments = {};
};

class Flow;

// Pages that are no certificate and carry no seal: what `fill` puts on the flow, under a head and
// above a foot that are the same on every page.
struct Report {
  std::string title;
  std::string author;
  std::string subject;
  Date date;
  Language language = Language::ja;
  std::function<void(Flow&, Canvas&)> fill;
};

// One page of a certificate as a picture, of so many.
struct Sheet {
  std::string png;
  std::size_t pages = 0;
};

// Holds the fonts and what was set with them; made once, used for many certificates, by one thread
// at a time. Several of them print the same bytes.
class Renderer {
 public:
  // file.missing when a font or the colour profile is not installed.
  static Result<Renderer> create();

  // Sealed where `seal` is given, with a time-stamp where `ask` is. certificate.glyph_missing with
  // the fact "value" for what cannot be drawn as it is written; file.unreadable.
  Result<std::string> render(const Print& print, const SealKey* seal = nullptr,
                             const AskTimestamp& ask = {}) const;
  // A page, from 1, as a picture for a screen (PNG, about 100 dots an inch), in the first of its
  // languages. input.invalid {field: page} where it has no such page.
  Result<Sheet> page(const Print& print, std::size_t number) const;
  // PDF/A-3 as well, the same bytes for the same report. certificate.glyph_missing.
  Result<std::string> render(const Report& report) const;
  // PNG, the same bytes for the same picture. certificate.glyph_missing.
  Result<std::string> render(const Picture& picture) const;

 private:
  explicit Renderer(Fonts fonts);
  Fonts fonts_;
  std::string profile_;  // sRGB
  std::unique_ptr<TextCache> cache_;
};

}  // namespace tenbin::paper
