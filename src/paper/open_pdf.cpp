#include "paper/open_pdf.hpp"

#include <charconv>
#include <exception>
#include <stdexcept>

#include "paper/attachment.hpp"

namespace tenbin::paper {
namespace {

// The last stage of unpacking: ends it when there is too much.
class Limited : public Pipeline {
 public:
  explicit Limited(std::size_t most) : Pipeline("limited", nullptr), most_(most) {}
  void write(const unsigned char* data, std::size_t size) override {
    is_over_ |= size > most_ - bytes_.size();
    if (is_over_) throw std::length_error("too much");  // ends the unpacking
    bytes_.append(reinterpret_cast<const char*>(data), size);
  }
  void finish() override {}
  bool is_over() const { return is_over_; }
  std::string take() { return std::move(bytes_); }

 private:
  std::size_t most_;
  bool is_over_ = false;
  std::string bytes_;
};

// A classic cross-reference table where startxref says. Cross-reference and object streams would be
// unpacked by libqpdf without any limit.
bool has_plain_table(std::string_view bytes) {
  constexpr std::string_view mark = "startxref\n";
  constexpr std::string_view end = "\n%%EOF\n";
  const std::size_t at = bytes.rfind(mark);
  if (at == std::string_view::npos || !bytes.ends_with(end)) return false;
  const std::string_view digits = bytes.substr(at + mark.size());
  std::size_t offset = 0;
  const auto [rest, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), offset);
  if (failed != std::errc() || std::string_view(rest, end.size()) != end) return false;
  if (rest + end.size() != bytes.data() + bytes.size()) return false;
  return offset < at && bytes.substr(offset).starts_with("xref\n");
}

}  // namespace

tl::unexpected<Problem> malformed_pdf(std::string what) {
  return problem(Code::certificate_malformed, {{"place", "pdf"}, {"problem", std::move(what)}});
}

Result<std::unique_ptr<QPDF>> open_pdf(std::string_view bytes) {
  if (bytes.size() > largest_pdf) return malformed_pdf("size");
  if (!looks_like_pdf(bytes) || !has_plain_table(bytes)) return malformed_pdf("form");
  try {
    auto pdf = std::make_unique<QPDF>();
    pdf->setSuppressWarnings(true);
    pdf->setAttemptRecovery(false);
    pdf->setIgnoreXRefStreams(true);
    pdf->processMemoryFile("certificate.pdf", bytes.data(), bytes.size());
    QPDFObjectHandle trailer = pdf->getTrailer();
    if (trailer.hasKey("/Prev") || trailer.hasKey("/XRefStm")) return malformed_pdf("form");
    if (pdf->isEncrypted()) return malformed_pdf("encrypted");
    return pdf;
  } catch (const std::exception& error) {
    return malformed_pdf(error.what());
  }
}

Result<std::string> stream_bytes(QPDFObjectHandle stream, std::size_t most) {
  if (!stream.isStream()) return malformed_pdf("attachment.missing");
  try {
    QPDFObjectHandle dictionary = stream.getDict();
    QPDFObjectHandle filter = dictionary.getKey("/Filter");
    const bool plain = filter.isNull() || (filter.isName() && filter.getName() == "/FlateDecode");
    if (!plain || dictionary.hasKey("/DecodeParms") || dictionary.hasKey("/F"))
      return malformed_pdf("attachment.filter");
    Limited limited(most);
    if (!stream.pipeStreamData(&limited, 0, qpdf_dl_generalized, true))
      return malformed_pdf(limited.is_over() ? "attachment.size" : "attachment.unreadable");
    return limited.take();
  } catch (const std::exception& error) {
    return malformed_pdf(error.what());
  }
}

}  // namespace tenbin::paper
