// depends: codec
// A record that is read and written is in normal form: read again, it comes back byte for byte.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "codec/command_reader.hpp"
#include "codec/command_writer.hpp"

using namespace tenbin;

namespace {

Result<Record> read_record(CommandReader& reader, std::string& line) {
  const std::size_t size = line.size();
  line.resize(size + read_ahead);
  return reader.read_record(std::string_view(line).substr(0, size));
}

std::string written(const Record& record) {
  std::string out;
  append_record(out, record.head, record.event, {});
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static CommandReader first;
  static CommandReader second;
  std::string line(reinterpret_cast<const char*>(data), size);
  const auto record = read_record(first, line);
  if (!record) return 0;
  std::string normal = written(*record);
  const std::string kept = normal;
  const auto again = read_record(second, normal);
  TENBIN_CHECK(again.has_value());
  TENBIN_CHECK(written(*again) == kept);
  return 0;
}
