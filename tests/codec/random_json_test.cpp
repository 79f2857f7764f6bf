// Random documents: written by hand in a wild layout (spaces, escapes, keys in any order), read,
// written canonically, read again: the same document, the same bytes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"

namespace tenbin::json {
namespace {

// SplitMix64, so that a failure's seed says all.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t n) { return next() % n; }

 private:
  std::uint64_t state_;
};

constexpr std::string_view pieces[] = {"a",          "b",          "Z",         "0",      " ",
                                       "/",          "~",          "\x7F",      "\u0080", "\u00e9",
                                       "\u4e9c",     "\ud7ff",     "\ue000",    "\ufb33", "\uffff",
                                       "\U00010000", "\U0001F602", "\U0010FFFF"};
constexpr std::string_view escapes[] = {"\\n", "\\u0000", "\\u001F",        "\\\\",    "\\\"",
                                        "\\/", "\\u00E9", "\\ud83d\\ude02", "\\uFB33", "\\b"};

class Document {
 public:
  explicit Document(std::uint64_t seed) : random_(seed) {}
  std::string value(int depth) {
    switch (random_.below(depth > 0 ? 9 : 7)) {
      case 0:
        return "null";
      case 1:
        return random_.below(2) == 0 ? "true" : "false";
      case 2:
        return std::to_string(static_cast<std::int64_t>(random_.next() >> 11) - 4503599627);
      case 3:
        return std::to_string(random_.below(100)) + "." + std::to_string(random_.below(1000));
      case 4:
        return "-" + std::to_string(random_.below(99)) + "e" + std::to_string(random_.below(13));
      case 5:
        return std::to_string(random_.below(9)) + ".5E-" + std::to_string(random_.below(30));
      case 6:
        return string();
      case 7:
        return list(depth, '[', ']');
      default:
        return list(depth, '{', '}');
    }
  }

 private:
  std::string space() { return std::string(random_.below(4) == 0 ? " \n" : ""); }

  std::string string() {
    std::string text = "\"";
    for (std::size_t n = random_.below(12); n > 0; --n) {
      text += random_.below(5) == 0 ? escapes[random_.below(std::size(escapes))]
                                    : pieces[random_.below(std::size(pieces))];
    }
    return text + '"';
  }

  std::string list(int depth, char opening, char closing) {
    std::string text = opening + space();
    const std::size_t count = random_.below(6);
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) text += "," + space();
      // the index makes a key differ from its neighbours, at a random place
      const std::string key = string();
      const std::string mark = std::to_string(i);
      if (opening == '{') text += key.substr(0, key.size() - 1) + mark + "\":" + space();
      text += value(depth - 1) + space();
    }
    return text + closing;
  }

  Random random_;
};

bool in_order(const Value& value) {
  if (const auto* array = std::get_if<Array>(&value.data())) {
    return std::all_of(array->begin(), array->end(), in_order);
  }
  const auto* object = std::get_if<Object>(&value.data());
  if (object == nullptr) return true;
  const auto members = [](const Member& m) { return in_order(m.value); };
  const auto less = [](const Member& a, const Member& b) { return key_less(a.key, b.key); };
  return std::is_sorted(object->begin(), object->end(), less) &&
         std::all_of(object->begin(), object->end(), members);
}

TEST(RandomJson, ReadAndWrittenIsAFixpoint) {
  for (std::uint64_t seed = 1; seed <= 20000; ++seed) {
    const std::string text = Document(seed).value(5);
    const Result<Value> value = parse(text);
    ASSERT_TRUE(value.has_value()) << seed << ": " << text << value.error().facts[1].value;
    EXPECT_TRUE(in_order(*value)) << seed;
    const std::string canonical = write_canonical(*value);
    ASSERT_EQ(canonicalize(text), canonical) << seed;
    ASSERT_EQ(canonicalize(canonical), canonical) << seed;
    ASSERT_EQ(parse(canonical), value) << seed;
  }
}

// One byte of a good document changed: refused, or again a document with a fixpoint.
TEST(RandomJson, DamagedIsRefusedOrReadAsSomethingElse) {
  Random random(7);
  for (std::uint64_t seed = 1; seed <= 20000; ++seed) {
    std::string text = Document(seed).value(4);
    text[random.below(text.size())] = static_cast<char>(random.below(256));
    const Result<std::string> canonical = canonicalize(text);
    if (!canonical) {
      EXPECT_FALSE(canonical.error().facts[0].value.empty());
      EXPECT_FALSE(parse(text).has_value()) << seed;
      continue;
    }
    ASSERT_EQ(canonicalize(*canonical), canonical) << seed;
  }
}

}  // namespace
}  // namespace tenbin::json
