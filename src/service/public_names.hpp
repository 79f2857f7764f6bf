#pragma once
// What a stranger names a certificate by: its number and the check code of its paper, together. The
// two become one name, a keyed hash of both, and only whole names are looked up. So a wrong number
// and a wrong code are the same work by construction: there is no step that knows the number alone,
// whose time could tell that a certificate exists. Nobody else has the key, so nobody can choose
// names that lie near others.
#include <array>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "engine/state.hpp"
#include "units/outside.hpp"

namespace tenbin {

using PublicName = std::array<std::uint8_t, 16>;

class PublicNames {
 public:
  explicit PublicNames(const Outside& outside);

  PublicName name_of(std::string_view number, std::string_view code) const;
  // The attestation of that name; no_index. What the book has more than at the last look is taken
  // in first, whatever is asked for.
  Index find(const State& state, const PublicName& name);

 private:
  struct Hash {
    std::size_t operator()(const PublicName& name) const {
      std::size_t hash = 0;  // the name is one already
      std::memcpy(&hash, name.data(), sizeof hash);
      return hash;
    }
  };
  std::array<std::uint8_t, 32> key_{};
  std::mutex mutex_;
  std::unordered_map<PublicName, Index, Hash> known_;
  Index seen_ = 0;  // attestations
};

}  // namespace tenbin
