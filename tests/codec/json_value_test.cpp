// The document model: getters, their refusals with the place, and that writing it is canonicalize.
#include "codec/json_value.hpp"

#include <gtest/gtest.h>

namespace tenbin::json {
namespace {

constexpr std::string_view sample =
    R"({"text": "a\nb", "n": -3, "yes": true, "nothing": null, "part": 1.50,
        "list": [1, {"deep/er": "x"}], "empty": {}})";

Value document() {
  return parse(sample).value();
}

template <class T>
void expect_problem(const Result<T>& result, std::string_view place, std::string_view what) {
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, Code::input_invalid);
  EXPECT_EQ(result.error().facts[0], (Fact{"place", std::string(place)}));
  EXPECT_EQ(result.error().facts[1], (Fact{"problem", std::string(what)}));
}

TEST(Value, Getters) {
  const Value value = document();
  EXPECT_EQ(value.text_of("text"), "a\nb");
  EXPECT_EQ(value.integer_of("n"), -3);
  EXPECT_EQ(value.boolean_of("yes"), true);
  EXPECT_TRUE(value.find("nothing")->is_null());
  EXPECT_EQ(std::get<Decimal>(value.find("part")->data()).text, "1.5");
  EXPECT_EQ((*value.array_of("list"))->size(), 2U);
  EXPECT_TRUE((*value.object_of("empty"))->empty());
  EXPECT_EQ(value.find("absent"), nullptr);
  EXPECT_EQ(value.find("n")->find("absent"), nullptr);
}

TEST(Value, Problems) {
  const Value value = document();
  expect_problem(value.text_of("n"), "/n", "text");
  expect_problem(value.integer_of("text"), "/text", "integer");
  expect_problem(value.integer_of("part"), "/part", "integer");
  expect_problem(value.boolean_of("nothing"), "/nothing", "boolean");
  expect_problem(value.array_of("empty"), "/empty", "json.array");
  expect_problem(value.object_of("list"), "/list", "json.object");
  expect_problem(value.text_of("absent"), "/absent", "missing");
  expect_problem(value.text(), "/", "text");
  const Value& inner = (**value.array_of("list"))[1];
  EXPECT_EQ(inner.place(), "/list/1");
  expect_problem(inner.integer_of("deep/er"), "/list/1/deep~1er", "integer");
  expect_problem(inner.at("a~b"), "/list/1/a~0b", "missing");
  expect_problem(value.find("n")->at("x"), "/n", "json.object");
}

TEST(Value, OnlyKeys) {
  const Value value = parse(R"({"a":1,"c":{"x":1}})").value();
  EXPECT_TRUE(value.only_keys({"c", "b", "a"}).has_value());
  expect_problem(value.only_keys({"a", "b"}), "/c", "unknown_field");
  expect_problem(value.find("c")->only_keys({}), "/c/x", "unknown_field");
  expect_problem(value.find("a")->only_keys({}), "/a", "json.object");
}

TEST(Value, WritesWhatCanonicalizeWrites) {
  EXPECT_EQ(write_canonical(document()), canonicalize(sample));
  EXPECT_EQ(write_canonical(Value()), "null");
}

TEST(Value, EqualityIsOfTheContent) {
  EXPECT_EQ(*parse(R"([{"a":1}])").value().array().value()->begin(), parse(R"({"a":1.0})"));
  EXPECT_FALSE(parse("[1]") == parse("[2]"));
  EXPECT_FALSE(parse("[1]") == parse("[true]"));
}

TEST(Value, RefusesAsCanonicalizeDoes) {
  expect_problem(parse(R"({"a":1,"a":2})"), "/a", "duplicate_field");
  expect_problem(parse("[1,]"), "1:4", "json");
  expect_problem(parse({}), "1:1", "json");  // a view that has no address
}

}  // namespace
}  // namespace tenbin::json
