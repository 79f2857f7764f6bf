#pragma once
// A call of a route that another call makes, in the name of the same person and with the same
// rights: admitted and limited as the dispatcher would, noted in the access log, answered by the
// same handler. Of routes that answer at once.
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "http/site.hpp"

namespace tenbin::http {

struct Asked {
  std::string_view method;
  std::string path;  // of a route without parts
  std::map<std::string, std::string, std::less<>> query = {};
  std::string body = {};
};

class Inside {
 public:
  // Of the routes that are in the table by now; they must outlive it.
  Inside(Site& site, const Router& router);

  Reply ask(const Call& outer, const Asked& asked) const;
  // For what has no route.
  Site& site() const { return site_; }

 private:
  Site& site_;
  std::map<std::pair<std::string_view, std::string_view>, const Route*> routes_;
};

}  // namespace tenbin::http
