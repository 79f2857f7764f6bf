#include "press/certificate_files.hpp"

#include <filesystem>

#include "service/files.hpp"

namespace tenbin::press {

namespace fs = std::filesystem;

CertificatePaths paths_of(const std::string& folder, const CertificateFiles& files) {
  const fs::path at = fs::path(folder) / files.stem;
  return {at.string() + ".json", at.string() + ".jwt", at.string() + ".pdf"};
}

Result<void> check_free(const std::string& folder, const CertificateFiles& files) {
  const CertificatePaths paths = paths_of(folder, files);
  std::error_code ignored;
  for (const std::string& path : {paths.json, paths.jwt, paths.pdf}) {
    if (fs::exists(path, ignored)) return problem(Code::file_exists, {{"path", path}});
  }
  return {};
}

Result<std::vector<CertificatePaths>> write_all(const std::string& folder,
                                                std::span<const CertificateFiles> all,
                                                bool overwrite) {
  TENBIN_TRY(make_folder(folder));
  std::vector<CertificatePaths> written;
  for (const CertificateFiles& files : all) {
    if (!overwrite) TENBIN_TRY(check_free(folder, files));
    const CertificatePaths paths = paths_of(folder, files);
    TENBIN_TRY(write_unsynced(paths.json, files.json, overwrite));
    TENBIN_TRY(write_unsynced(paths.jwt, files.jwt, overwrite));
    TENBIN_TRY(write_unsynced(paths.pdf, files.pdf, overwrite));
    written.push_back(paths);
  }
  TENBIN_TRY(sync_folder(folder));
  return written;
}

}  // namespace tenbin::press
