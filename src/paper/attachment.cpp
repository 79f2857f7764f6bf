#include "paper/attachment.hpp"

#include <fmt/format.h>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>

#include <exception>

namespace tenbin::paper {
namespace {

constexpr std::size_t attachment_limit = std::size_t{64} << 20;

tl::unexpected<Problem> malformed(std::string what) {
  return problem(Code::certificate_malformed, {{"place", "pdf"}, {"problem", std::move(what)}});
}

}  // namespace

std::string attach_json(PdfFile& file, const Deflater& deflater, std::string_view json, Date date,
                        std::string_view title) {
  const std::string day = date_string(date);
  const int stream =
      file.add_stream(fmt::format("/Type/EmbeddedFile/Subtype/application#2Fjson/Filter/FlateDecode"
                                  "/Params<</CreationDate{0}/ModDate{0}/Size {1}>>",
                                  day, json.size()),
                      deflater.deflate(json));
  const int specification =
      file.add(fmt::format("<</Type/Filespec/F({0})/UF({0})/Desc{1}/AFRelationship/Data"
                           "/EF<</F {2} 0 R/UF {2} 0 R>>>>",
                           attachment_name, text_string(title), stream));
  return fmt::format("/AF[{0} 0 R]/Names<</EmbeddedFiles<</Names[({1}) {0} 0 R]>>>>", specification,
                     attachment_name);
}

Result<std::string> attached_json(std::string_view pdf_bytes) {
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.setAttemptRecovery(false);
    pdf.processMemoryFile("certificate.pdf", pdf_bytes.data(), pdf_bytes.size());
    QPDFEmbeddedFileDocumentHelper files(pdf);
    if (files.getEmbeddedFiles().size() != 1) return malformed("attachment.missing");
    const auto file = files.getEmbeddedFile(attachment_name);
    if (!file) return malformed("attachment.missing");
    auto buffer = file->getEmbeddedFileStream().getStreamData(qpdf_dl_all);
    if (buffer->getSize() > attachment_limit) return malformed("attachment.size");
    return std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
  } catch (const std::exception& error) {
    return malformed(error.what());
  }
}

}  // namespace tenbin::paper
