#pragma once
// What cairo draws under no tag (rules, grounds, page numbers, the watermark) is marked /Artifact,
// as a tagged PDF must have it (ISO 32000-1, 14.8.2.2): cairo 1.16 has no tag for that.
#include <string>

#include "paper/qpdf.hpp"

namespace tenbin::paper {

// Reads a content stream token by token and puts "/Artifact BMC … EMC" around each path that is
// painted, each text object and each XObject outside marked content.
class MarkArtifacts : public QPDFObjectHandle::TokenFilter {
 public:
  void handleToken(const QPDFTokenizer::Token& token) override;
  void handleEOF() override;

 private:
  void operate(const std::string& word);

  std::string pending_;  // what came since the last operator
  int depth_ = 0;        // of marked content
  bool marking_ = false;
  bool in_text_ = false;
};

}  // namespace tenbin::paper
