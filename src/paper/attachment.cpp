#include "paper/attachment.hpp"

#include <exception>

#include "paper/open_pdf.hpp"
#include "paper/qpdf.hpp"

namespace tenbin::paper {
namespace {

Relationship relationship_of(QPDFObjectHandle specification) {
  QPDFObjectHandle name = specification.getKey("/AFRelationship");
  if (!name.isName() || name.getName() == "/Supplement") return Relationship::supplement;
  return name.getName() == "/Alternative" ? Relationship::alternative : Relationship::data;
}

}  // namespace

Result<std::vector<Attachment>> attachments_of(std::string_view bytes) {
  const auto pdf = open_pdf(bytes);
  if (!pdf) return tl::make_unexpected(pdf.error());
  std::vector<Attachment> found;
  try {
    QPDFEmbeddedFileDocumentHelper files(**pdf);
    const auto named = files.getEmbeddedFiles();
    if (named.size() > most_attachments) return malformed_pdf("attachment.number");
    std::size_t left = largest_attachments;
    for (const auto& [name, file] : named) {
      Result<std::string> content = stream_bytes(file->getEmbeddedFileStream(), left);
      if (!content) return tl::make_unexpected(content.error());
      left -= content->size();
      QPDFEFStreamObjectHelper stream(file->getEmbeddedFileStream());
      found.push_back({name, stream.getSubtype(), relationship_of(file->getObjectHandle()),
                       file->getDescription(), *std::move(content)});
    }
  } catch (const std::exception& error) {
    return malformed_pdf(error.what());
  }
  return found;
}

bool looks_like_pdf(std::string_view bytes) {
  return bytes.starts_with("%PDF-");
}

}  // namespace tenbin::paper
