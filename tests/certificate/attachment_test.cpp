// Attachments: put in and taken out whole, and strangers' files within limits.
#include "paper/attachment.hpp"

#include <gmock/gmock.h>

#include "paper/archive.hpp"
#include "paper_tools.hpp"

namespace tenbin::paper {
namespace {

using testing::HasSubstr;

std::string reason_of(std::string_view pdf) {
  const auto found = attachments_of(pdf);
  return found ? "" : found.error().facts.back().value;
}

TEST(Attachments, ComeOutAsTheyWentIn) {
  Print print = print_of(samples::whole());
  print.attachments.push_back({"certificate.jwt", "application/vc+jwt", Relationship::alternative,
                               "vc+jwt", std::string("a.b.c")});
  print.attachments.push_back({"certificate.tlog-proof", "text/plain", Relationship::supplement,
                               "記録の証明", std::string("\0\xFF bytes", 8)});
  const std::string pdf = renderer().render(print).value();
  EXPECT_EQ(attachments_of(pdf).value(), print.attachments);
  const TemporaryFile file(pdf);
  EXPECT_EQ(output_of("pdfdetach -save 1 -o /dev/stdout " + file.path()),
            print.attachments[0].bytes);
  EXPECT_THAT(output_of("pdfdetach -list " + file.path()), HasSubstr("3 embedded files"));
}

TEST(Attachments, NoneIsNoError) {
  Print print = print_of(samples::whole());
  print.attachments.clear();
  EXPECT_TRUE(attachments_of(renderer().render(print).value()).value().empty());
}

TEST(Attachments, LimitsOfStrangersFiles) {
  Print print = print_of(samples::whole());
  print.attachments = {{"a", "text/plain", Relationship::data, "", std::string(65 << 20, 'a')}};
  EXPECT_EQ(reason_of(renderer().render(print).value()), "attachment.size");
  print.attachments.clear();
  for (std::size_t i = 0; i <= most_attachments; ++i)
    print.attachments.push_back({std::to_string(i), "text/plain", Relationship::data, "", "x"});
  EXPECT_EQ(reason_of(renderer().render(print).value()), "attachment.number");
  EXPECT_EQ(reason_of("%PDF-" + std::string(largest_pdf, ' ')), "size");
}

TEST(Attachments, OtherFormsAreRefused) {
  EXPECT_EQ(reason_of(""), "form");
  EXPECT_EQ(reason_of("{}"), "form");
  EXPECT_EQ(reason_of("%PDF-1.4\nnothing\n%%EOF\n"), "form");
  EXPECT_EQ(reason_of("%PDF-1.4\nstartxref\n99999999999999999999\n%%EOF\n"), "form");
  const TemporaryFile file(rendered(samples::whole()).value());
  EXPECT_EQ(reason_of(output_of("qpdf --object-streams=generate " + file.path() + " -")), "form");
  EXPECT_FALSE(attachments_of(output_of("qpdf --encrypt a b 256 -- " + file.path() + " -")));
  EXPECT_TRUE(looks_like_pdf("%PDF-1.4"));
  EXPECT_FALSE(looks_like_pdf("{\"a\":1}"));
}

TEST(Attachments, WhatIsNoPdfCannotBeArchived) {
  Archival about;
  about.parts = {Language::ja};
  const auto archived = archive("no PDF", about, "profile", {});
  ASSERT_FALSE(archived);
  EXPECT_EQ(archived.error().code, Code::certificate_malformed);
}

}  // namespace
}  // namespace tenbin::paper
