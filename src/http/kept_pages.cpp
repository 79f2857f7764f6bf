#include "http/kept_pages.hpp"

namespace tenbin::http {

KeptPages::Page KeptPages::find(const Moment& now, const Name& name) const {
  const std::lock_guard lock(mutex_);
  if (moment_ != now) return nullptr;
  const auto found = pages_.find(name);
  return found == pages_.end() ? nullptr : found->second;
}

void KeptPages::keep(const Moment& made, Name name, Page page) {
  const std::lock_guard lock(mutex_);
  if (moment_ != made || pages_.size() >= most) pages_.clear();
  moment_ = made;
  pages_.insert_or_assign(std::move(name), std::move(page));
}

}  // namespace tenbin::http
