// Canonical JSON: the published vectors of RFC 8785, and what strict I-JSON refuses and where.
#include "codec/canonical.hpp"

#include <gtest/gtest.h>

#include "base/encoding.hpp"

namespace tenbin::json {
namespace {

void expect_canonical(std::string_view json, std::string_view expected) {
  const Result<std::string> out = canonicalize(json);
  ASSERT_TRUE(out.has_value()) << json << ": " << out.error().facts[1].value;
  EXPECT_EQ(*out, expected);
  EXPECT_EQ(canonicalize(*out), expected);  // canonical text comes back as it was
}

// The facts of cyberphone/json-canonicalization, testdata/{input,output}, from which RFC 8785 took
// its examples.
TEST(Canonicalize, PublishedArrays) {
  expect_canonical("[\n  56,\n  {\n    \"d\": true,\n    \"10\": null,\n    \"1\": [ ]\n  }\n]\n",
                   R"([56,{"1":[],"10":null,"d":true}])");
}

TEST(Canonicalize, PublishedStructures) {
  expect_canonical(
      R"({"1": {"f": {"f": "hi","F": 5} ,"\n": 56.0},"10": { },"": "empty","a": { },)"
      R"("111": [ { } ],"A": { }})",
      R"({"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{}],"A":{},"a":{}})");
}

TEST(Canonicalize, PublishedValues) {  // RFC 8785 sections 3.2.2 and 3.2.4
  const Result<std::string> out = canonicalize(
      R"({
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
      })");
  ASSERT_TRUE(out.has_value());
  EXPECT_EQ(to_hex(as_bytes(*out)),
            "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c226e756d62657273223a"
            "5b3333333333333333332e333333333333332c31652b33302c342e352c302e3030322c31652d3237"
            "5d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d");
}

TEST(Canonicalize, PublishedKeyOrder) {  // RFC 8785 section 3.2.3
  expect_canonical(
      R"({"\u20ac": "Euro Sign","\r": "Carriage Return",)"
      R"("\ufb33": "Hebrew Letter Dalet With Dagesh","1": "One","\ud83d\ude00": "Emoji",)"
      R"("\u0080": "Control","\u00f6": "Latin Small Letter O With Diaeresis"})",
      "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
      "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
      "\"\U0001F600\":\"Emoji\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST(Canonicalize, PublishedUnicodeIsNotNormalised) {
  expect_canonical("{\"Unnormalized Unicode\":\"A\\u030a\"}",
                   "{\"Unnormalized Unicode\":\"A\u030a\"}");
}

TEST(Canonicalize, Numbers) {
  expect_canonical("[0,-0,-0.0,0e5,1.0,1e2,-1.50,1E21,1e-7,5e-324,1e22]",
                   "[0,0,0,0,1,100,-1.5,1e+21,1e-7,5e-324,1e+22]");
  expect_canonical("[9007199254740991,-9007199254740991,9007199254740991.0]",
                   "[9007199254740991,-9007199254740991,9007199254740991]");
}

TEST(Canonicalize, ScalarsAreDocumentsToo) {
  expect_canonical(" null ", "null");
  expect_canonical("\"\\ud83d\\ude02\"", "\"\U0001F602\"");
  expect_canonical("1", "1");
}

struct Refusal {
  std::string json;
  std::string place;
  std::string what;
};

void expect_refused(const std::vector<Refusal>& refusals) {
  for (const Refusal& refusal : refusals) {
    const Result<std::string> out = canonicalize(refusal.json);
    ASSERT_FALSE(out.has_value()) << refusal.json << " gave " << *out;
    EXPECT_EQ(out.error().code, Code::input_invalid);
    EXPECT_EQ(out.error().facts[0].value, refusal.place) << refusal.json;
    EXPECT_EQ(out.error().facts[1].value, refusal.what) << refusal.json;
  }
}

TEST(Canonicalize, RefusesWhatTwoReadersReadInTwoWays) {
  expect_refused({
      {R"({"a":1,"b":2,"a":1})", "/a", "duplicate_field"},
      {R"({"a":1,"\u0061":1})", "/a", "duplicate_field"},
      {R"({"x":[0,{"a/b":{"c~":1,"c~":2}}]})", "/x/1/a~1b/c~0", "duplicate_field"},
      {R"({"n":[9007199254740992]})", "/n/0", "json.number"},
      {"-9007199254740992", "/", "json.number"},
      {"9007199254740993.0", "/", "json.number"},
      {"1e20", "/", "json.number"},
      {"9223372036854775808", "/", "json.number"},
      {"18446744073709551616", "/", "json.number"},
      {"1e400", "/", "json.number"},
      {"\xEF\xBB\xBF{}", "1:1", "json.byte_order_mark"},
      {"[\n \"\xFF\"]", "2:3", "json.utf8"},
      {"\"\xED\xA0\x80\"", "1:2", "json.utf8"},
      {"\"\xC0\x80\"", "1:2", "json.utf8"},
      {"\"a\n\u00e9\xE3\x81", "2:3", "json.utf8"},
      {R"(["\ud800"])", "1:3", "json.surrogate"},
      {R"(["\udc00"])", "1:3", "json.surrogate"},
      {R"(["\\\ud800x"])", "1:5", "json.surrogate"},
      {R"(["\ud800\ud800\udc00"])", "1:3", "json.surrogate"},
      {R"({"\udead":1})", "1:3", "json.surrogate"},
  });
  expect_canonical(R"("\\ud800")", R"("\\ud800")");
}

TEST(Canonicalize, SaysWhereTheTextStopsBeingJson) {
  expect_refused({
      {"", "1:1", "json"},
      {"  ", "1:3", "json"},
      {"{\n  \"a\": 1,\n  \"b\": tru\n}", "3:11", "json"},
      {"{\"a\":1,}", "1:8", "json"},
      {"[1 2]", "1:4", "json"},
      {"[1,\n2", "2:2", "json"},
      {"{\"a\" 1}", "1:6", "json"},
      {"{a:1}", "1:2", "json"},
      {"'a'", "1:1", "json"},
      {"01", "1:2", "json"},
      {"-", "1:2", "json"},
      {"1.", "1:3", "json"},
      {"+1", "1:1", "json"},
      {".5", "1:1", "json"},
      {"1e", "1:3", "json"},
      {"NaN", "1:1", "json"},
      {"\"a\nb\"", "1:3", "json"},
      {"\"abc", "1:5", "json"},
      {"\"\\x\"", "1:3", "json"},
      {"\"\\u12g4\"", "1:6", "json"},
      {"{} {}", "1:4", "json"},
      {"[]]", "1:3", "json"},
  });
}

TEST(Canonicalize, DepthAndSize) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  expect_canonical(nested(64), nested(64));
  std::string place;
  for (int i = 0; i < 64; ++i) place += "/0";
  expect_refused({{nested(65), place, "json.depth"}, {nested(5000), "1:65", "json.depth"}});
  EXPECT_TRUE(canonicalize("[[]]", {.depth = 2}).has_value());
  EXPECT_FALSE(canonicalize("[[]]", {.depth = 1}).has_value());
  EXPECT_TRUE(canonicalize("[  ]", {.bytes = 4}).has_value());
  EXPECT_FALSE(canonicalize("[   ]", {.bytes = 4}).has_value());
}

}  // namespace
}  // namespace tenbin::json
