#include "paper/seal.hpp"

#include <gmock/gmock.h>

#include "paper/attachment.hpp"
#include "paper_tools.hpp"

namespace tenbin::paper {
namespace {

std::string sealed(const CertificateContent& content) {
  return seal_pdf(rendered(content, {.language = Language::en}).value(), samples::key());
}

std::string failure(const certificate::Report& report) {
  const auto problem = report.problem();
  return problem ? problem->facts[0].value + " " + problem->facts[1].value : "";
}

TEST(Seal, AttachmentIsTheSignedJson) {
  const auto content = samples::certificate(40);
  const std::string pdf = sealed(content);
  EXPECT_EQ(attached_json(pdf).value(), certificate::sign(content, samples::key()));
  const TemporaryFile file(pdf);
  EXPECT_THAT(output_of("pdfdetach -list " + file.path()), testing::HasSubstr("certificate.json"));
  EXPECT_EQ(output_of("pdfdetach -save 1 -o /dev/stdout " + file.path()),
            attached_json(pdf).value());
}

TEST(Seal, ReadersTakeASealedFile) {
  const TemporaryFile file(sealed(samples::whole()));
  EXPECT_THAT(output_of("qpdf --check " + file.path()), testing::HasSubstr("No syntax"));
  EXPECT_THAT(output_of("pdftotext " + file.path() + " -"), testing::HasSubstr("We certify"));
}

TEST(Seal, AGoodPdfPasses) {
  const certificate::Report report =
      verify_pdf(sealed(samples::whole()), {.key = samples::key().public_key()});
  EXPECT_EQ(failure(report), "");
  EXPECT_EQ(report.checks.size(), 10U);
  EXPECT_TRUE(report.document.has_value());
}

TEST(Seal, AnyChangedByteFails) {
  const std::string pdf = sealed(samples::whole());
  for (std::size_t i = 0; i < pdf.size(); i += i + 300 < pdf.size() ? 61U : 1U) {
    std::string changed = pdf;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(verify_pdf(changed, {}).passed()) << i;
  }
}

TEST(Seal, NothingStandsBehindItOrIsMissing) {
  const std::string pdf = sealed(samples::whole());
  EXPECT_FALSE(verify_pdf(pdf + "\n", {}).passed());
  EXPECT_FALSE(verify_pdf(pdf + "%", {}).passed());
  EXPECT_FALSE(verify_pdf(pdf.substr(0, pdf.size() - 1), {}).passed());
  EXPECT_FALSE(verify_pdf(pdf.substr(0, pdf.size() / 2), {}).passed());
  EXPECT_FALSE(verify_pdf("", {}).passed());
  EXPECT_EQ(failure(verify_pdf(rendered(samples::whole()).value(), {})), "pdf_seal missing");
}

TEST(Seal, OneKeyForPaperAndCertificate) {
  const std::string pdf = rendered(samples::whole()).value();
  EXPECT_EQ(failure(verify_pdf(seal_pdf(pdf, samples::key(9)), {})), "pdf_seal another_key");
}

TEST(Seal, APdfOfSomebodyElseHasNoCertificate) {
  const auto json = attached_json("%PDF-1.4\nnothing\n%%EOF\n");
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().code, Code::certificate_malformed);
  EXPECT_TRUE(looks_like_pdf("%PDF-1.4"));
  EXPECT_FALSE(looks_like_pdf("{\"a\":1}"));
}

}  // namespace
}  // namespace tenbin::paper
