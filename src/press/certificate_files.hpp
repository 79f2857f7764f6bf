#pragma once
// The files of certificates in a folder, named by number.
#include <span>
#include <string>
#include <vector>

#include "press/press.hpp"

namespace tenbin::press {

struct CertificatePaths {
  std::string json;
  std::string jwt;
  std::string pdf;
};
CertificatePaths paths_of(const std::string& folder, const CertificateFiles& files);
// file.exists when one of them does.
Result<void> check_free(const std::string& folder, const CertificateFiles& files);

// All of them on disk, the paths of each. With `overwrite` what stands there is replaced, else
// file.exists before anything of that certificate is written. The folder is made where it is
// missing.
Result<std::vector<CertificatePaths>> write_all(const std::string& folder,
                                                std::span<const CertificateFiles> all,
                                                bool overwrite);

}  // namespace tenbin::press
