#pragma once
// What a person was in the middle of: the text that a screen keeps under a key, so that leaving
// loses nothing. Of that person alone, and never more than one under a key. Each saving says which
// one it goes on from, so that two windows do not write over each other.
#include "office/office.hpp"

namespace tenbin::office {

inline constexpr std::int64_t draft_days = 90;  // that it is kept after it was last saved
inline constexpr std::size_t longest_draft = std::size_t{256} << 10;  // the caller keeps to it
inline constexpr std::int64_t most_drafts = 50;  // of one person; the oldest go

struct Draft {
  std::string body;
  Instant saved;  // never twice the same of one person and key: names this saving
};

class Drafts {
 public:
  explicit Drafts(Office& office) : office_(office) {}

  // Nothing where none is kept.
  Result<std::optional<Draft>> find(const Person& person, std::string_view key);
  // `before`: the saving that it goes on from; nothing for the first. draft.match_missing where one
  // is kept and `before` is not given; draft.stale {saved_at} where another is kept, without facts
  // where none is any more; input.invalid (key: 1 to 200 bytes).
  Result<Draft> save(const Person& person, std::string_view key, std::string_view body,
                     std::optional<Instant> before);
  Result<void> forget(const Person& person, std::string_view key);

 private:
  Result<std::optional<Draft>> read(std::int64_t person, std::string_view key);  // under the lock
  Result<void> sweep(std::int64_t person);
  Office& office_;
};

}  // namespace tenbin::office
