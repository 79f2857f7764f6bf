#pragma once
// Links by which a supplier hands in papers without an account, and what came by them: an inbox
// that nobody but the mill reads. Of a link only a SHA-256 is kept. A file is what its first bytes
// say, PDF, PNG or JPEG; it is never opened here, and only ever saved by who downloads it.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/encoding.hpp"
#include "office/shares.hpp"
#include "tlog/sha256.hpp"
#include "units/date.hpp"
#include "units/instant.hpp"
#include "units/mass.hpp"

namespace tenbin::office {

inline constexpr std::size_t largest_upload = std::size_t{10} << 20;
inline constexpr std::int64_t most_uploads = 20;  // by one link
inline constexpr std::int64_t most_upload_days = 90;

enum class UploadKind : std::uint8_t { pdf, png, jpeg };
enum class UploadState : std::uint8_t { received, accepted, rejected };

struct NewUploadLink {
  std::string supplier;
  std::vector<std::string> receipts;  // whose papers are asked for
  std::string note;                   // for the supplier
  std::int64_t days = 30;
};

struct UploadLink {
  std::int64_t id = 0;
  NewUploadLink about;  // days: as it was made
  std::string made_by;  // login
  Instant made;
  Instant expires;
  ShareState state = ShareState::open;
  std::int64_t uploads = 0;  // that came
};

struct MadeUploadLink {
  UploadLink about;
  std::string token;  // shown once
};

// As the supplier filled it in.
struct NewUpload {
  std::string file;  // its name
  std::string_view bytes;
  std::string number;  // of the certificate
  Date valid_from;
  Date valid_to;
  std::optional<Mass> mass;
};

struct Upload {
  std::int64_t id = 0;
  std::int64_t link = 0;
  std::string supplier;
  std::string file;
  UploadKind kind = UploadKind::pdf;
  tlog::Hash sha256{};
  std::int64_t size = 0;
  std::string number;
  Date valid_from;
  Date valid_to;
  std::optional<Mass> mass;
  Instant received;
  UploadState state = UploadState::received;
  std::string decided_by;  // login
  std::optional<Instant> decided;
  std::string reason;       // of a rejection
  std::string certificate;  // that it was registered as
};

// What a list asks for; empty and nothing: all.
struct UploadFilter {
  std::string supplier = {};
  std::optional<UploadState> state = {};
  std::int64_t link = 0;
  std::string certificate = {};  // that they were registered as
};

// By its first bytes; nothing for another file.
std::optional<UploadKind> kind_of_file(Bytes bytes);

}  // namespace tenbin::office

namespace tenbin {

template <>
struct EnumNames<office::UploadKind> {
  static constexpr std::array<std::string_view, 3> names{"pdf", "png", "jpeg"};
};
template <>
struct EnumNames<office::UploadState> {
  static constexpr std::array<std::string_view, 3> names{"received", "accepted", "rejected"};
};

}  // namespace tenbin
