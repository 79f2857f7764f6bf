#pragma once
// The public pages of certificates as they were last made, kept for as long as they would be made
// alike: until the book grows, or the minute that they name is over. A page is found by what names
// it, number and check code together (service/public_names.hpp), so that who guesses finds nothing
// here either, and learns nothing from how long it took.
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "domain/kinds.hpp"
#include "service/public_names.hpp"
#include "units/instant.hpp"

namespace tenbin::http {

class KeptPages {
 public:
  struct Name {
    Language language;
    PublicName certificate;
    auto operator<=>(const Name&) const = default;
  };
  // What a page says beside its certificate.
  struct Moment {
    std::uint64_t size = 0;  // of the book
    std::int64_t minute = 0;
    Moment() = default;
    Moment(std::uint64_t book_size, Instant at) : size(book_size), minute(at.ms / 60'000) {}
    bool operator==(const Moment&) const = default;
  };
  using Page = std::shared_ptr<const std::string>;

  Page find(const Moment& now, const Name& name) const;  // nullptr: none of that moment
  void keep(const Moment& made, Name name, Page page);

 private:
  static constexpr std::size_t most = 1024;
  mutable std::mutex mutex_;
  Moment moment_;  // of all of them
  std::map<Name, Page> pages_;
};

}  // namespace tenbin::http
