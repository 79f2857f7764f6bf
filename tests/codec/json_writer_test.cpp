// The writer: layout, escapes of RFC 8785, order of keys, and the caller's mistakes it stops at.
#include "codec/json_writer.hpp"

#include <gtest/gtest.h>

namespace tenbin::json {
namespace {

template <class Write>
std::string written(Write write) {
  std::string out;
  Writer writer(out);
  write(writer);
  EXPECT_TRUE(writer.complete());
  return out;
}

std::string string_of(std::string_view text) {
  return written([&](Writer& w) { w.string(text); });
}

TEST(Writer, Layout) {
  const std::string out = written([](Writer& w) {
    w.begin_object().key("a").begin_array().integer(-1).integer(max_integer).string("x");
    w.boolean(true).boolean(false).null().begin_object().end_object().end_array();
    w.key("b").begin_array().end_array().key("c").raw("1e+21").end_object();
  });
  EXPECT_EQ(out, R"({"a":[-1,9007199254740991,"x",true,false,null,{}],"b":[],"c":1e+21})");
}

TEST(Writer, AppendsToWhatIsThere) {
  std::string out = "before\n";
  Writer(out).string("x");
  EXPECT_EQ(out, "before\n\"x\"");
}

TEST(Writer, Escapes) {
  EXPECT_EQ(string_of(""), R"("")");
  EXPECT_EQ(string_of("\"\\/\b\t\n\f\r"), R"("\"\\/\b\t\n\f\r")");
  EXPECT_EQ(string_of(std::string("\0\x01\x0B\x0E\x1F\x7F", 6)),
            "\"\\u0000\\u0001\\u000b\\u000e\\u001f\x7F\"");
  EXPECT_EQ(string_of("\u00e9\u20ac\U0001F602"), "\"\u00e9\u20ac\U0001F602\"");
}

TEST(Writer, EscapeAtEveryPositionOfEveryLength) {
  for (std::size_t size = 1; size <= 40; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (int c = 0; c < 256; ++c) {
        std::string text(size, 'x');
        text[at] = static_cast<char>(c);
        std::string expected;
        for (const char each : text) {
          const std::string one = string_of({&each, 1});
          expected += one.substr(1, one.size() - 2);
        }
        ASSERT_EQ(string_of(text), '"' + expected + '"');
      }
    }
  }
}

TEST(KeyLess, ByUtf16CodeUnits) {
  const std::vector<std::string> ordered = {"",           std::string(1, '\0'),
                                            "\r",         "1",
                                            "10",         "2",
                                            "A",          "a",
                                            "aa",         "\u0080",
                                            "\u00f6",     "\u20ac",
                                            "\ud7ff",     "\U00010000",
                                            "\U0001F602", "\U0010FFFF",
                                            "\ue000",     "\ufb33",
                                            "\uffff"};
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      EXPECT_EQ(key_less(ordered[i], ordered[j]), i < j) << i << " " << j;
      EXPECT_EQ(key_less("x" + ordered[i], "x" + ordered[j]), i < j) << i << " " << j;
    }
  }
}

TEST(Writer, KeysThatNeedEscapes) {
  const std::string out = written([](Writer& w) {
    w.begin_object().key("\n").null().key("\"").null().key("a").null().end_object();
  });
  EXPECT_EQ(out, R"({"\n":null,"\"":null,"a":null})");
}

TEST(Writer, OrderStartsAnewInEachObject) {
  const std::string out = written([](Writer& w) {
    w.begin_object().key("b").begin_object().key("a").null().end_object();
    w.key("c").null().end_object();
  });
  EXPECT_EQ(out, R"({"b":{"a":null},"c":null})");
}

TEST(WriterDeathTest, StopsAtTheCallersMistakes) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  std::string out;
  EXPECT_DEATH(Writer(out).begin_object().key("b").null().key("a"), "key_less");
  EXPECT_DEATH(Writer(out).begin_object().key("a").null().key("a"), "key_less");
  EXPECT_DEATH(Writer(out).begin_object().null(), "broken invariant");
  EXPECT_DEATH(Writer(out).begin_object().key("a").key("b"), "broken invariant");
  EXPECT_DEATH(Writer(out).begin_object().key("a").end_object(), "broken invariant");
  EXPECT_DEATH(Writer(out).begin_array().key("a"), "broken invariant");
  EXPECT_DEATH(Writer(out).begin_array().end_object(), "broken invariant");
  EXPECT_DEATH(Writer(out).key("a"), "broken invariant");
  EXPECT_DEATH(Writer(out).null().null(), "broken invariant");
  EXPECT_DEATH(Writer(out).integer(max_integer + 1), "max_integer");
  EXPECT_DEATH(Writer(out).end_array(), "broken invariant");
}

}  // namespace
}  // namespace tenbin::json
