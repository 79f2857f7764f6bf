#pragma once
// The passkeys of people: what the server must know to check them, none of it secret. Checked
// elsewhere (src/passkey); here they are kept, and a use is counted together with the session that
// it opens.
#include "office/office.hpp"

namespace tenbin::office {

struct Passkey {
  std::int64_t id = 0;
  std::string name;
  std::string credential;  // bytes, as the authenticator names it
  std::int64_t algorithm = 0;
  std::string key;  // bytes
  std::int64_t counter = 0;
  Instant made;
  std::optional<Instant> used;
};

struct FoundPasskey {
  Passkey passkey;
  Person owner;
};

class Passkeys {
 public:
  explicit Passkeys(Office& office) : office_(office) {}

  // `passkey` without id, made, used. input.invalid (name), reference.unknown (login),
  // passkey.invalid {reason "known"} where somebody has that credential.
  Result<Passkey> add(std::string_view login, Passkey passkey);
  Result<std::vector<Passkey>> of(std::string_view login);
  Result<void> remove(std::string_view login, std::int64_t id);  // reference.unknown
  // passkey.unknown, also of who is no longer active.
  Result<FoundPasskey> find(std::string_view credential);
  // passkey.invalid {reason "counter"} where it was used meanwhile.
  Result<SignedIn> enter(const FoundPasskey& found, std::int64_t counter,
                         const std::string& address);

 private:
  Office& office_;
};

}  // namespace tenbin::office
