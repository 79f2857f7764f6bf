#pragma once
// The badge of a certificate for its customer's own pages: sentence C3 of the catalogue and nothing
// else, as a picture (SVG) and as a piece of HTML, both leading to the certificate's public page.
// The method stands in the same sentence as the share, at three quarters of its size.
#include <string>

#include "domain/kinds.hpp"
#include "units/share.hpp"

namespace tenbin::http {

struct Badge {
  Language language;
  Share share;
  std::string number;
  std::string url;  // of the public page
};

// "再エネ由来アルミ50.0 %相当（マスバランス方式・証明書MB-2026-000123-8）"
std::string badge_sentence(const Badge& badge);
std::string badge_svg(const Badge& badge);
std::string badge_html(const Badge& badge);

}  // namespace tenbin::http
