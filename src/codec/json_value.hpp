#pragma once
// A small JSON document in memory, for rulebooks, plan requests and certificates. It is strict
// I-JSON as canonicalize takes it, and every value knows its place for messages. Not for the hot
// path.
//
//   const Result<json::Value> document = json::parse(text);
//   TENBIN_TRY(document->only_keys({"id", "method"}));
//   const Result<std::string_view> method = document->text_of("method");
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/problem.hpp"
#include "codec/canonical.hpp"

namespace tenbin::json {

class Value;
struct Member;
using Array = std::vector<Value>;
using Object = std::vector<Member>;  // in the order of key_less, no key twice

// A number that is no integer, as its canonical text.
struct Decimal {
  std::string text;
  bool operator==(const Decimal&) const = default;
};

struct Null {
  bool operator==(const Null&) const = default;
};

class Value {
 public:
  using Data = std::variant<Null, bool, std::int64_t, Decimal, std::string, Array, Object>;

  Value() = default;
  Value(Data data, std::string place);

  const Data& data() const { return data_; }
  // The JSON pointer; "/" for the document itself.
  const std::string& place() const { return place_; }
  bool is_null() const { return std::holds_alternative<Null>(data_); }

  // The value as what it should be; else input.invalid with its place.
  Result<std::string_view> text() const;
  Result<std::int64_t> integer() const;
  Result<bool> boolean() const;
  Result<const Array*> array() const;
  Result<const Object*> object() const;

  // The member of an object; nullptr when it has none of that key, or is no object.
  const Value* find(std::string_view key) const;
  // A member that must be there: input.invalid "missing" with the place where it should stand.
  Result<const Value*> at(std::string_view key) const;
  Result<std::string_view> text_of(std::string_view key) const;
  Result<std::int64_t> integer_of(std::string_view key) const;
  Result<bool> boolean_of(std::string_view key) const;
  Result<const Array*> array_of(std::string_view key) const;
  Result<const Object*> object_of(std::string_view key) const;
  // input.invalid "unknown_field" with the place of the first member that is not listed.
  Result<void> only_keys(std::initializer_list<std::string_view> keys) const;

  // Of the content; the place does not count.
  bool operator==(const Value& other) const;

 private:
  Data data_;
  std::string place_ = "/";
};

struct Member {
  std::string key;
  Value value;
  bool operator==(const Member&) const = default;
};

// The object with that member, in place of one that it has.
Value with_member(const Value& object, std::string_view key, std::string_view text);

// Problems as of canonicalize.
Result<Value> parse(std::string_view json, const Limits& limits = {});
std::string write_canonical(const Value& value);
// A place inside a place: pointer + "/" + key, escaped as RFC 6901 has it.
std::string place_of(std::string_view pointer, std::string_view key);
// problem(Code::input_invalid) with a value's place.
tl::unexpected<Problem> invalid_at(std::string place, std::string what);

}  // namespace tenbin::json
