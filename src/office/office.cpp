#include "office/office.hpp"

#include <sodium.h>

#include "base/check.hpp"
#include "office/rows.hpp"

namespace tenbin::office {

Office::Office(std::string path, const Outside& outside, const PasswordCost& cost)
    : path_(std::move(path)), outside_(outside), cost_(cost) {}

Result<std::unique_ptr<Office>> Office::open(const std::string& path, const Outside& outside,
                                             const PasswordCost& cost) {
  TENBIN_CHECK(sodium_init() >= 0);
  Result<std::unique_ptr<Database>> database = Database::open(path);
  if (!database) return problem_of(database);
  std::unique_ptr<Office> office(new Office(path, outside, cost));
  office->database_ = std::move(*database);
  office->nobody_hash_ = office->hash_of(secret_text(office->random<32>()));
  return office;
}

std::string Office::hash_of(std::string_view password) {
  const Salt salt = random<std::tuple_size_v<Salt>>();
  hashing_.acquire();
  std::string hash = hash_password(password, salt, cost_);
  hashing_.release();
  return hash;
}

bool Office::matches(const std::string& hash, std::string_view password) {
  hashing_.acquire();
  const bool same = password_matches(hash, password);
  hashing_.release();
  return same;
}

}  // namespace tenbin::office
