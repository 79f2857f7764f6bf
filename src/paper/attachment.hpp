#pragma once
// Files inside a PDF/A-3 (ISO 19005-3, 6.8): put in by archive.hpp, taken out here of a PDF from
// anywhere, with limits on everything that a stranger's file could blow up.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"

namespace tenbin::paper {

// What the file is to the document: its data, the same in another form, or more to it.
enum class Relationship : std::uint8_t { data, alternative, supplement };

struct Attachment {
  std::string name;  // "certificate.json"; unique in a document
  std::string mime;  // "application/json"
  Relationship relationship = Relationship::data;
  std::string description;
  std::string bytes;
  bool operator==(const Attachment&) const = default;
};

// Of a stranger's PDF: its size, how many attachments, and how large all of them may be together.
inline constexpr std::size_t largest_pdf = std::size_t{64} << 20;
inline constexpr std::size_t most_attachments = 16;
inline constexpr std::size_t largest_attachments = std::size_t{64} << 20;

// All attachments in the order of their names; none is no error. certificate.malformed (place
// "pdf", problem a stable word or libqpdf's) for what is no PDF of the plain form that we write:
// one classic cross-reference table, no updates, no encryption, streams deflated once or not at
// all.
Result<std::vector<Attachment>> attachments_of(std::string_view pdf);

// Whether bytes begin as a PDF does.
bool looks_like_pdf(std::string_view bytes);

}  // namespace tenbin::paper
