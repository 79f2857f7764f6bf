#pragma once
// Numbers of other people's JSON as RFC 8785 section 3.2.2.3 prints them. This is the one place
// where a double may stand: the standard defines the text of a number by the IEEE 754 double that
// it reads as. No amount of Tenbin passes through here; amounts are integers and decimal strings.
#include <string>

namespace tenbin::json {

// As ECMAScript prints it: shortest digits that read back the same. `value` is finite.
std::string format_number(double value);  // double: RFC 8785 defines it by one

}  // namespace tenbin::json
