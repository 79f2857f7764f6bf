#pragma once
// Certificates of an invented mill, filled by hand.
#include <string>

#include "certificate/content.hpp"
#include "tlog/key.hpp"

namespace tenbin::samples {

// `lines` shipment lines of 2.5 t and a bit, 32 % of each allocated, in three products.
CertificateContent certificate(int lines);
// One line, allocated in full.
CertificateContent whole();
// Names of 60 characters wherever a name may stand, two accounts a line, two periods.
CertificateContent long_names(int lines);
CertificateContent verified(int lines);

tlog::KeyPair key(std::uint8_t seed = 7);

}  // namespace tenbin::samples
