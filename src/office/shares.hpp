#pragma once
// Links by which a customer shows a certificate to others, with what of it they chose to show. Of
// the link only a SHA-256 is kept, of those who look only how many they were.
#include <cstdint>
#include <optional>
#include <string>

#include "office/enum_set.hpp"
#include "units/instant.hpp"

namespace tenbin::office {

// What may be shown beside number, state, model, share, mass, period and issuer.
enum class ShareField : std::uint8_t { addressee, orders, lines, footprint };
enum class ShareState : std::uint8_t { open, expired, revoked };

}  // namespace tenbin::office

namespace tenbin {

template <>
struct EnumNames<office::ShareField> {
  static constexpr std::array<std::string_view, 4> names{"addressee", "orders", "lines",
                                                         "footprint"};
};
template <>
struct EnumNames<office::ShareState> {
  static constexpr std::array<std::string_view, 3> names{"open", "expired", "revoked"};
};

}  // namespace tenbin

namespace tenbin::office {

using ShareFields = EnumSet<ShareField>;

struct NewShare {
  std::string certificate;
  std::int64_t revision = 1;  // when it was shared
  std::string customer;       // whose certificate it is
  ShareFields fields;
  std::optional<std::int64_t> days;  // nothing: until it is revoked
};

struct Share {
  std::int64_t id = 0;
  NewShare about;
  std::string made_by;  // login
  Instant made;
  std::optional<Instant> expires;
  ShareState state = ShareState::open;
  std::int64_t views = 0;
};

struct MadeShare {
  Share about;
  std::string token;  // shown once
};

}  // namespace tenbin::office
