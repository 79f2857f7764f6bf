#include "codec/json_value.hpp"

#include <algorithm>

#include "codec/json_walk.hpp"

namespace tenbin::json {
namespace {

// Takes what Walk hands on and builds the document.
class Builder {
 public:
  void begin_object() { open_.push_back({next_place(), {}, Object{}}); }
  void end_object() { close(); }
  void begin_array() { open_.push_back({next_place(), {}, Array{}}); }
  void end_array() { close(); }
  void key(std::string_view name) { open_.back().key = name; }
  void string(std::string_view text) { add(Value(std::string(text), next_place())); }
  void integer(std::int64_t value) { add(Value(value, next_place())); }
  void boolean(bool value) { add(Value(value, next_place())); }
  void null() { add(Value(Null{}, next_place())); }
  void raw(std::string_view number) { add(Value(Decimal{std::string(number)}, next_place())); }

  Value document;

 private:
  struct Open {
    std::string place;
    std::string key;  // of the member that comes next
    Value::Data data;
  };

  std::string next_place() const {
    if (open_.empty()) return "/";
    const Open& top = open_.back();
    const auto* array = std::get_if<Array>(&top.data);
    return place_of(top.place, array != nullptr ? std::to_string(array->size()) : top.key);
  }

  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    add(Value(std::move(done.data), std::move(done.place)));
  }

  void add(Value value) {
    if (open_.empty()) {
      document = std::move(value);
      return;
    }
    Open& top = open_.back();
    if (auto* array = std::get_if<Array>(&top.data)) {
      array->push_back(std::move(value));
    } else {
      std::get<Object>(top.data).push_back({std::move(top.key), std::move(value)});
    }
  }

  std::vector<Open> open_;
};

struct WriteTo {
  Writer& writer;

  void operator()(Null) const { writer.null(); }
  void operator()(bool value) const { writer.boolean(value); }
  void operator()(std::int64_t value) const { writer.integer(value); }
  void operator()(const Decimal& number) const { writer.raw(number.text); }
  void operator()(const std::string& text) const { writer.string(text); }
  void operator()(const Array& array) const {
    writer.begin_array();
    for (const Value& element : array) std::visit(*this, element.data());
    writer.end_array();
  }
  void operator()(const Object& object) const {
    writer.begin_object();
    for (const Member& member : object) {
      writer.key(member.key);
      std::visit(*this, member.value.data());
    }
    writer.end_object();
  }
};

// What `get` answers for the member `key`, which must be there.
template <class Get>
auto get_of(const Value& object, std::string_view key, Get get)
    -> decltype((std::declval<const Value&>().*get)()) {
  const Result<const Value*> member = object.at(key);
  if (!member) return tl::make_unexpected(member.error());
  return ((*member)->*get)();
}

}  // namespace

// Here and not in the class, where Member is not complete yet.
Value::Value(Data data, std::string place) : data_(std::move(data)), place_(std::move(place)) {}

bool Value::operator==(const Value& other) const { return data_ == other.data_; }

Result<std::string_view> Value::text() const {
  if (const auto* text = std::get_if<std::string>(&data_)) return std::string_view(*text);
  return invalid_at(place_, "text");
}

Result<std::int64_t> Value::integer() const {
  if (const auto* number = std::get_if<std::int64_t>(&data_)) return *number;
  return invalid_at(place_, "integer");
}

Result<bool> Value::boolean() const {
  if (const auto* value = std::get_if<bool>(&data_)) return *value;
  return invalid_at(place_, "boolean");
}

Result<const Array*> Value::array() const {
  if (const auto* array = std::get_if<Array>(&data_)) return array;
  return invalid_at(place_, "json.array");
}

Result<const Object*> Value::object() const {
  if (const auto* object = std::get_if<Object>(&data_)) return object;
  return invalid_at(place_, "json.object");
}

const Value* Value::find(std::string_view key) const {
  const auto* object = std::get_if<Object>(&data_);
  if (object == nullptr) return nullptr;
  const auto member = std::lower_bound(
      object->begin(), object->end(), key,
      [](const Member& m, std::string_view wanted) { return key_less(m.key, wanted); });
  return member != object->end() && member->key == key ? &member->value : nullptr;
}

Result<const Value*> Value::at(std::string_view key) const {
  TENBIN_TRY(object());
  if (const Value* value = find(key)) return value;
  return invalid_at(place_of(place_, key), "missing");
}

Result<std::string_view> Value::text_of(std::string_view key) const {
  return get_of(*this, key, &Value::text);
}
Result<std::int64_t> Value::integer_of(std::string_view key) const {
  return get_of(*this, key, &Value::integer);
}
Result<bool> Value::boolean_of(std::string_view key) const {
  return get_of(*this, key, &Value::boolean);
}
Result<const Array*> Value::array_of(std::string_view key) const {
  return get_of(*this, key, &Value::array);
}
Result<const Object*> Value::object_of(std::string_view key) const {
  return get_of(*this, key, &Value::object);
}

Result<void> Value::only_keys(std::initializer_list<std::string_view> keys) const {
  const Result<const Object*> members = object();
  if (!members) return tl::make_unexpected(members.error());
  for (const Member& member : **members) {
    if (std::find(keys.begin(), keys.end(), member.key) == keys.end()) {
      return invalid_at(member.value.place(), "unknown_field");
    }
  }
  return {};
}

Result<Value> parse(std::string_view json, const Limits& limits) {
  simdjson::dom::parser parser;
  const auto document = parse_text(parser, json, limits);
  if (!document) return tl::make_unexpected(document.error());
  Builder builder;
  TENBIN_TRY(Walk(builder, limits).value(*document));
  return std::move(builder.document);
}

Value with_member(const Value& object, std::string_view key, std::string_view text) {
  const auto* members = std::get_if<Object>(&object.data());
  Object with = members == nullptr ? Object() : *members;
  const auto place = std::find_if(with.begin(), with.end(),
                                  [&](const Member& member) { return !key_less(member.key, key); });
  const bool there = place != with.end() && place->key == key;
  const auto at = there ? with.erase(place) : place;
  with.insert(at, {std::string(key), Value(std::string(text), "/" + std::string(key))});
  return Value(std::move(with), object.place());
}

std::string write_canonical(const Value& value) {
  std::string out;
  Writer writer(out);
  std::visit(WriteTo{writer}, value.data());
  return out;
}

std::string place_of(std::string_view pointer, std::string_view key) {
  std::string place(pointer == "/" ? "" : pointer);
  place += '/';
  for (const char c : key) {
    if (c == '~') {
      place += "~0";
    } else if (c == '/') {
      place += "~1";
    } else {
      place += c;
    }
  }
  return place;
}

tl::unexpected<Problem> invalid_at(std::string place, std::string what) {
  return problem(Code::input_invalid, {{"place", std::move(place)}, {"problem", std::move(what)}});
}

}  // namespace tenbin::json
