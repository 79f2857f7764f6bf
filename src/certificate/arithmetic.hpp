#pragma once
// The numbers of a certificate against each other.
#include <string>

#include "certificate/content.hpp"

namespace tenbin::certificate {

// Where the first number stands that does not follow from the others ("lines/3/share_ppm"); empty
// when all agree.
std::string first_disagreement(const Content& content);

}  // namespace tenbin::certificate
