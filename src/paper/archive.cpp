#include "paper/archive.hpp"

#include <fmt/format.h>

#include <exception>
#include <memory>

#include "paper/artifacts.hpp"
#include "paper/open_pdf.hpp"
#include "paper/qpdf.hpp"
#include "paper/xmp.hpp"

namespace tenbin::paper {
namespace {

using Object = QPDFObjectHandle;

Object name(const char* text) {
  return Object::newName(text);
}
Object text(const std::string& utf8) {
  return Object::newUnicodeString(utf8);
}

const char* tag_of(Language language) {
  return language == Language::ja ? "ja-JP" : "en";
}

void describe(QPDF& pdf, const Archival& about) {
  Object information = Object::newDictionary();
  information.replaceKey("/Title", text(about.title));
  information.replaceKey("/Author", text(about.author));
  information.replaceKey("/Subject", text(about.subject));
  information.replaceKey("/Creator", Object::newString(creator));
  information.replaceKey("/Producer", Object::newString(producer));
  information.replaceKey("/CreationDate", Object::newString(pdf_date(about.date)));
  information.replaceKey("/ModDate", Object::newString(pdf_date(about.date)));
  pdf.getTrailer().replaceKey("/Info", pdf.makeIndirectObject(information));
  Object metadata = Object::newStream(&pdf, xmp_of(about));
  metadata.getDict().replaceKey("/Type", name("/Metadata"));
  metadata.getDict().replaceKey("/Subtype", name("/XML"));
  Object root = pdf.getRoot();
  root.replaceKey("/Metadata", metadata);
  root.replaceKey("/Lang", Object::newString(tag_of(about.parts.front())));
  root.replaceKey("/ViewerPreferences", Object::parse("<</DisplayDocTitle true>>"));
}

void add_output_intent(QPDF& pdf, std::string_view icc) {
  Object profile = Object::newStream(&pdf, std::string(icc));
  profile.getDict().replaceKey("/N", Object::newInteger(3));
  Object intent = Object::parse(
      "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)>>");
  intent.replaceKey("/DestOutputProfile", profile);
  pdf.getRoot().replaceKey("/OutputIntents", Object::newArray({pdf.makeIndirectObject(intent)}));
}

void attach(QPDF& pdf, const std::vector<Attachment>& attachments, Date date) {
  if (attachments.empty()) return;
  Object all = Object::newArray();
  QPDFEmbeddedFileDocumentHelper files(pdf);
  for (const Attachment& attachment : attachments) {
    auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, attachment.bytes);
    stream.setSubtype(attachment.mime);
    stream.setCreationDate(pdf_date(date)).setModDate(pdf_date(date));
    auto file = QPDFFileSpecObjectHelper::createFileSpec(pdf, attachment.name, stream);
    file.setDescription(attachment.description);
    Object specification = file.getObjectHandle();
    const bool data = attachment.relationship == Relationship::data;
    const bool alternative = attachment.relationship == Relationship::alternative;
    specification.replaceKey("/AFRelationship", name(data          ? "/Data"
                                                     : alternative ? "/Alternative"
                                                                   : "/Supplement"));
    files.replaceEmbeddedFile(attachment.name, file);
    all.appendItem(specification);
  }
  pdf.getRoot().replaceKey("/AF", all);
}

// Languages of the parts, alternate texts of the figures, and that heads of columns are that.
void complete_structure(QPDF& pdf, const Archival& about) {
  const Object column = pdf.makeIndirectObject(Object::parse("<</O/Table/Scope/Column>>"));
  std::size_t parts = 0;
  std::size_t figures = 0;
  std::vector<Object> open = {pdf.getRoot().getKey("/StructTreeRoot").getKey("/K")};
  while (!open.empty()) {
    Object element = open.back();
    open.pop_back();
    if (element.isArray()) {
      for (int i = element.getArrayNItems(); i > 0; --i)
        open.push_back(element.getArrayItem(i - 1));
      continue;
    }
    if (!element.isDictionary() || !element.hasKey("/S")) continue;
    const std::string kind = element.getKey("/S").getName();
    element.removeKey("/Type");  // says nothing new (ISO 32000-1, table 323), a thousand times
    if (kind == "/Part")
      element.replaceKey("/Lang", Object::newString(tag_of(about.parts.at(parts++))));
    if (kind == "/Figure") element.replaceKey("/Alt", text(about.figures.at(figures++)));
    if (kind == "/TH") element.replaceKey("/A", column);
    open.push_back(element.getKey("/K"));
  }
}

void complete_pages(QPDF& pdf) {
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
    page.getObjectHandle().replaceKey("/Tabs", name("/S"));
    page.addContentTokenFilter(std::make_shared<MarkArtifacts>());
  }
}

// TrueType subsets of cairo are in the order of their CIDs and do not say so.
void complete_fonts(QPDF& pdf) {
  for (Object object : pdf.getAllObjects()) {
    if (object.isDictionaryOfType("/Font", "/CIDFontType2") && !object.hasKey("/CIDToGIDMap"))
      object.replaceKey("/CIDToGIDMap", name("/Identity"));
  }
}

void add_signature_field(QPDF& pdf, const SignatureField& field, Date date) {
  Object signature = Object::parse(
      "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached"
      "/ByteRange[0 9999999999 9999999999 9999999999]>>");
  signature.replaceKey("/Contents", Object::newString(std::string(field.room, '\0')));
  signature.replaceKey("/M", Object::newString(pdf_date(date)));
  Object appearance = Object::newStream(&pdf, "\n");
  appearance.replaceDict(Object::parse(
      fmt::format("<</Type/XObject/Subtype/Form/BBox[0 0 {:.3f} {:.3f}]/Resources<<>>>>",
                  field.x2 - field.x1, field.y2 - field.y1)));
  Object widget = Object::parse("<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/F 132>>");
  widget.replaceKey("/Rect", Object::parse(fmt::format("[{:.3f} {:.3f} {:.3f} {:.3f}]", field.x1,
                                                       field.y1, field.x2, field.y2)));
  widget.replaceKey("/V", pdf.makeIndirectObject(signature));
  Object states = Object::newDictionary();
  states.replaceKey("/N", appearance);
  widget.replaceKey("/AP", states);
  Object page = QPDFPageDocumentHelper(pdf).getAllPages().front().getObjectHandle();
  widget.replaceKey("/P", page);
  widget = pdf.makeIndirectObject(widget);
  page.replaceKey("/Annots", Object::newArray({widget}));
  Object form = Object::parse("<</SigFlags 3>>");
  form.replaceKey("/Fields", Object::newArray({widget}));
  pdf.getRoot().replaceKey("/AcroForm", pdf.makeIndirectObject(form));
}

// Without object streams: whoever checks the file need not unpack anything to know its structure.
std::string written(QPDF& pdf) {
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_disable);
  writer.setMinimumPDFVersion("1.7");
  writer.setNewlineBeforeEndstream(true);  // ISO 19005-3, 6.1.7.1
  writer.write();
  const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
  return std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
}

}  // namespace

std::string pdf_date(Date date) {
  return fmt::format("D:{:04}{:02}{:02}000000Z", date.year(), date.month(), date.day());
}

Result<std::string> archive(const std::string& drawn, const Archival& about, std::string_view icc,
                            const std::vector<Attachment>& attachments) {
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("certificate.pdf", drawn.data(), drawn.size());
    describe(pdf, about);
    add_output_intent(pdf, icc);
    complete_structure(pdf, about);
    complete_pages(pdf);
    complete_fonts(pdf);
    attach(pdf, attachments, about.date);
    if (about.signature) add_signature_field(pdf, *about.signature, about.date);
    return written(pdf);
  } catch (const std::exception& error) {
    return malformed_pdf(error.what());
  }
}

}  // namespace tenbin::paper
