#include "service/public_names.hpp"

#include <sodium.h>

#include "certificate/check_code.hpp"
#include "tlog/sha256.hpp"

namespace tenbin {

PublicNames::PublicNames(const Outside& outside) {
  outside.fill_random(key_);
}

// The length of the number goes first, so that no other pair reads the same.
PublicName PublicNames::name_of(std::string_view number, std::string_view code) const {
  std::string both = std::to_string(number.size()) + ":";
  both.append(number).append(code);
  PublicName name{};
  crypto_generichash(name.data(), name.size(), as_bytes(both).data(), both.size(), key_.data(),
                     key_.size());
  return name;
}

Index PublicNames::find(const State& state, const PublicName& name) {
  const std::lock_guard lock(mutex_);
  for (; seen_ < state.attestations.size(); ++seen_) {
    const Attestation& each = state.attestations[seen_];
    known_.emplace(name_of(state.texts.get(state.certificates[each.certificate].number),
                           certificate::check_code(to_hex(each.digest))),
                   seen_);
  }
  const auto found = known_.find(name);
  return found == known_.end() ? no_index : found->second;
}

}  // namespace tenbin
