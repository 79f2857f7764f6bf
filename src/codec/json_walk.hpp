#pragma once
// Inside codec only: reads strict I-JSON with simdjson and hands it on in canonical order to a
// sink, which has the functions of json::Writer (raw takes a number that is no integer).
#include <simdjson.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/problem.hpp"
#include "codec/canonical.hpp"
#include "codec/json_number.hpp"
#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"

namespace tenbin::json {

// What can be said of the text as a whole; then simdjson.
Result<simdjson::dom::element> parse_text(simdjson::dom::parser& parser, std::string_view text,
                                          const Limits& limits);

template <class Sink>
class Walk {
 public:
  Walk(Sink& sink, const Limits& limits) : sink_(sink), limits_(limits) {}

  Result<void> value(simdjson::dom::element element) {
    using Type = simdjson::dom::element_type;
    switch (element.type()) {
      case Type::OBJECT:
        return object(element.get_object().value_unsafe());
      case Type::ARRAY:
        return array(element.get_array().value_unsafe());
      case Type::INT64:
        return integer(element.get_int64().value_unsafe());
      case Type::UINT64:
        return refuse("json.number");  // simdjson: only beyond int64
      case Type::DOUBLE:
        return decimal(element.get_double().value_unsafe());
      case Type::STRING:
        sink_.string(element.get_string().value_unsafe());
        return {};
      case Type::BOOL:
        sink_.boolean(element.get_bool().value_unsafe());
        return {};
      default:
        sink_.null();
        return {};
    }
  }

 private:
  using Step = std::variant<std::string_view, std::size_t>;
  struct Entry {
    std::string_view key;
    simdjson::dom::element value;
  };

  tl::unexpected<Problem> refuse(std::string what) const {
    std::string place = "/";
    for (const Step& step : path_) {
      const auto* key = std::get_if<std::string_view>(&step);
      place = place_of(place, key != nullptr ? *key : std::to_string(std::get<1>(step)));
    }
    return invalid_at(std::move(place), std::move(what));
  }

  Result<void> integer(std::int64_t number) {
    if (number < -max_integer || number > max_integer) return refuse("json.number");
    sink_.integer(number);
    return {};
  }

  // From 2^53 every double is an integer; below 10^21 it is also written as one.
  Result<void> decimal(double number) {                       // double: see json_number.hpp
    constexpr auto exact = static_cast<double>(max_integer);  // double: see json_number.hpp
    const auto size = std::abs(number);
    if (size <= exact && number == std::trunc(number)) {
      return integer(static_cast<std::int64_t>(number));
    }
    if (size > exact && size < 1e21) return refuse("json.number");
    sink_.raw(format_number(number));
    return {};
  }

  Result<void> array(simdjson::dom::array elements) {
    if (path_.size() >= limits_.depth) return refuse("json.depth");
    sink_.begin_array();
    std::size_t index = 0;
    for (const simdjson::dom::element element : elements) {
      path_.emplace_back(index++);
      TENBIN_TRY(value(element));
      path_.pop_back();
    }
    sink_.end_array();
    return {};
  }

  Result<void> object(simdjson::dom::object members) {
    if (path_.size() >= limits_.depth) return refuse("json.depth");
    const std::size_t first = entries_.size();
    for (const auto [key, element] : members) entries_.push_back({key, element});
    const auto begin = entries_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto less = [](const Entry& a, const Entry& b) { return key_less(a.key, b.key); };
    if (!std::is_sorted(begin, entries_.end(), less)) std::sort(begin, entries_.end(), less);
    sink_.begin_object();
    for (std::size_t i = first, end = entries_.size(); i < end; ++i) {
      const Entry entry = entries_[i];
      path_.emplace_back(entry.key);
      if (i > first && entries_[i - 1].key == entry.key) return refuse("duplicate_field");
      sink_.key(entry.key);
      TENBIN_TRY(value(entry.value));
      path_.pop_back();
    }
    sink_.end_object();
    entries_.resize(first);
    return {};
  }

  Sink& sink_;
  const Limits& limits_;
  std::vector<Step> path_;
  std::vector<Entry> entries_;  // of all open objects, the innermost last
};

}  // namespace tenbin::json
