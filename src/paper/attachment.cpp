#include "paper/attachment.hpp"

#include <fmt/format.h>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <exception>

#include "paper/job.hpp"

namespace tenbin::paper {
namespace {

constexpr std::size_t attachment_limit = std::size_t{64} << 20;

std::string pdf_date(Date date) {
  return fmt::format("D:{:04}{:02}{:02}000000Z", date.year(), date.month(), date.day());
}

tl::unexpected<Problem> malformed(std::string what) {
  return problem(Code::certificate_malformed, {{"place", "pdf"}, {"problem", std::move(what)}});
}

void embed(QPDF& pdf, std::string_view json, Date date, Language language) {
  auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, std::string(json));
  stream.setSubtype("application/json").setCreationDate(pdf_date(date)).setModDate(pdf_date(date));
  auto file = QPDFFileSpecObjectHelper::createFileSpec(pdf, attachment_name, stream);
  file.setDescription(std::string(certificate::label(language, "title")));
  QPDFObjectHandle specification = file.getObjectHandle();
  specification.replaceKey("/AFRelationship", QPDFObjectHandle::newName("/Data"));
  QPDFEmbeddedFileDocumentHelper(pdf).replaceEmbeddedFile(attachment_name, file);
  QPDFObjectHandle root = pdf.getRoot();
  root.replaceKey("/AF", QPDFObjectHandle::newArray({specification}));
  root.replaceKey("/Lang", QPDFObjectHandle::newString(language == Language::ja ? "ja-JP" : "en"));
  root.replaceKey("/ViewerPreferences", QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
}

// cairo 1.16 writes its dates without the "D:" of ISO 32000-1, 7.9.4.
void set_dates(QPDF& pdf, Date date) {
  QPDFObjectHandle info = pdf.getTrailer().getKey("/Info");
  info.replaceKey("/CreationDate", QPDFObjectHandle::newString(pdf_date(date)));
  info.replaceKey("/ModDate", QPDFObjectHandle::newString(pdf_date(date)));
}

std::string written(QPDF& pdf) {
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.write();
  const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
  return std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
}

}  // namespace

Result<std::string> attach_json(const std::string& pdf_bytes, std::string_view json, Date date,
                                Language language) {
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("certificate.pdf", pdf_bytes.data(), pdf_bytes.size());
    embed(pdf, json, date, language);
    set_dates(pdf, date);
    return written(pdf);
  } catch (const std::exception& error) {
    return malformed(error.what());
  }
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
