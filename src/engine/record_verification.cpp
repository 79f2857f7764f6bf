#include "engine/record_verification.hpp"

#include "engine/posting.hpp"

namespace tenbin {

Result<VerificationRecorded> decide(const State& state, const RecordVerification& command) {
  if (command.from > command.to)
    return problem(Code::input_invalid, {{"field", "to"}, {"problem", "dates.order"}});
  const Index site = find_site(state, command.site.text);
  if (site == no_index) return unknown("site", command.site.text);
  return VerificationRecorded{&command, site};
}

void apply(State& state, const VerificationRecorded& event, std::uint32_t seq) {
  const RecordVerification& said = *event.command;
  state.verifications.push_back(
      {event.site, said.from, said.to, seq, said.digest.value_or(Digest{}).bytes});
}

}  // namespace tenbin
