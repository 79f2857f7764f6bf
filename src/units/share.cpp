#include "units/share.hpp"

#include "units/text.hpp"

namespace tenbin {

Result<Share> parse_share(std::string_view text) {
  const auto split = split_quantity(text, false);
  if (!split) return tl::make_unexpected(split.error());
  const auto ppm = scaled_exactly(split->number, 4);
  if (split->unit != "%" || !ppm || *ppm > 1'000'000)
    return problem(Code::input_invalid, {{"problem", "share"}, {"value", std::string(text)}});
  return Share::of_ppm(static_cast<std::int32_t>(*ppm));
}

std::string format_percent(Share share) {
  std::string text = format_decimal(share.ppm(), 4);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string format_percent_short(Share share) {
  return format_decimal(share.ppm() / 1000, 1);
}

}  // namespace tenbin
