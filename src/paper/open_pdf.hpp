#pragma once
// A stranger's PDF opened by libqpdf, within the limits of attachment.hpp.
#include <memory>
#include <string>
#include <string_view>

#include "base/problem.hpp"
#include "paper/qpdf.hpp"

namespace tenbin::paper {

// certificate.malformed, place "pdf".
tl::unexpected<Problem> malformed_pdf(std::string what);

// Of the plain form that archive.hpp writes: libqpdf unpacks nothing while it opens it. The bytes
// must outlive the answer.
Result<std::unique_ptr<QPDF>> open_pdf(std::string_view bytes);

// What a stream holds, at most `most` bytes of it.
Result<std::string> stream_bytes(QPDFObjectHandle stream, std::size_t most);

}  // namespace tenbin::paper
