// Records of the journal as they are read back: whole ones, and ones that were damaged.
#include <gmock/gmock.h>

#include "codec/command_reader.hpp"
#include "codec/command_writer.hpp"

namespace tenbin {
namespace {

Result<std::string> read_and_written(std::string line) {
  CommandReader reader;
  const std::size_t size = line.size();
  line.resize(size + read_ahead);
  const auto record = reader.read_record(std::string_view(line).substr(0, size));
  if (!record) return tl::make_unexpected(record.error());
  std::string out;
  append_record(out, record->head, record->event, {});
  return out;
}

std::string record_of(std::string_view event, std::string_view rest) {
  return R"({"actor":"mill","at":"2026-04-01T00:00:00.000Z","event":)" + std::string(event) +
         std::string(rest);
}

constexpr std::string_view site = R"({"do":"add_site","site":"HQ","zone":"Asia/Tokyo"})";
constexpr std::string_view rest = R"(,"salt":"f0bb68f64440e3d37f4f35fa51a5e8ab","seq":9})";

TEST(Record, ComesBackByteForByte) {
  const std::string line = record_of(site, rest);
  EXPECT_EQ(read_and_written(line), line);
}

struct Damaged {
  std::string_view event;
  std::string_view rest;
  std::string field;
};

TEST(Record, DamagedIsRefusedWithTheFirstMemberThatIsNotThere) {
  const std::vector<Damaged> lines = {
      {site, R"(,"salt":"f0bb68f64440e3d37f4f35fa51a5e8ab"})", "seq"},
      {site, R"(,"salt":"f0bb68f64440e3d37f4f35fa51a5e8ab","ser":9})", "seq"},
      {site, R"(,"seq":9,"salt":"f0bb68f64440e3d37f4f35fa51a5e8ab"})", "seq"},
      {site, R"(,"salt":"short","seq":9})", "salt"},
      {"{}", rest, "do"},
      // A quote that moved one place. simdjson steps over the outcome without a look inside; were
      // "seq" then looked for from the start again, it would be undefined what happens.
      {R"({"do":"add_site","outcome":"{a":"1"},"site":"HQ"})",
       R"(,"salt":"f0bb68f64440e3d37f4f35fa51a5e8ab","ser":9})", "seq"},
  };
  for (const Damaged& each : lines) {
    const std::string line = record_of(each.event, each.rest);
    const auto read = read_and_written(line);
    ASSERT_FALSE(read.has_value()) << line;
    EXPECT_EQ(read.error().code, Code::input_invalid) << line;
    EXPECT_THAT(read.error().facts, testing::Contains(testing::Field(&Fact::value, each.field)))
        << line;
  }
}

}  // namespace
}  // namespace tenbin
