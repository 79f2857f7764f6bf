#pragma once
// The seal of a PDF: a detached Ed25519 signature over every byte of the file, appended behind
// %%EOF as one comment line that readers ignore,
//   %tenbin-signature Ed25519 <Multikey> <base64>\n
// Nothing stands behind it. (PAdES takes its place later.)
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "certificate/verify.hpp"
#include "tlog/key.hpp"

namespace tenbin::paper {

std::string seal_pdf(std::string pdf, const tlog::KeyPair& key);

// Checks a PDF: pdf_seal (its signature, by the same key as the certificate's), pdf_attachment,
// then all of certificate::verify on the attached JSON.
certificate::Report verify_pdf(std::string_view pdf, const certificate::Trust& trust);

// Whether bytes begin as a PDF does.
bool looks_like_pdf(std::string_view bytes);

}  // namespace tenbin::paper
