#include "table/xml.hpp"

#include <charconv>
#include <cstring>
#include <utility>

#include "table/text.hpp"

namespace tenbin::table {
namespace {

constexpr std::size_t buffer_bytes = 256 * 1024;
constexpr std::size_t max_token_bytes = 4 * 1024 * 1024;
constexpr std::uint32_t max_depth = 100;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view local_name(std::string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i)
    if (name[i] == ':') return name.substr(i + 1);
  return name;
}

// "#10", "#x3042" or a name, without & and ;.
std::optional<char32_t> reference(std::string_view text) {
  if (text == "lt") return U'<';
  if (text == "gt") return U'>';
  if (text == "amp") return U'&';
  if (text == "quot") return U'"';
  if (text == "apos") return U'\'';
  if (text.size() < 2 || text[0] != '#') return std::nullopt;
  const bool hex = text[1] == 'x';
  text.remove_prefix(hex ? 2 : 1);
  std::uint32_t value = 0;
  const auto [stop, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, hex ? 16 : 10);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return std::nullopt;
  return static_cast<char32_t>(value);
}

}  // namespace

bool decode_references(std::string_view raw, std::string& out) {
  for (;;) {
    const std::size_t at = raw.find('&');
    out.append(raw.substr(0, at));
    if (at == std::string_view::npos) return true;
    const std::size_t semicolon = raw.find(';', at);
    if (semicolon == std::string_view::npos) return false;
    const auto character = reference(raw.substr(at + 1, semicolon - at - 1));
    if (!character) return false;
    append_utf8(*character, out);
    raw.remove_prefix(semicolon + 1);
  }
}

XmlReader::XmlReader(Part part) : part_(std::move(part)), buffer_(buffer_bytes, '\0') {
  refill();
  const std::string_view head(buffer_.data(), end_);
  if (head.starts_with("\xEF\xBB\xBF")) begin_ = 3;
  if (head.starts_with("\xFE\xFF") || head.starts_with("\xFF\xFE")) fail("not UTF-8");
}

XmlEvent XmlReader::fail(std::string_view what) {
  if (last_ != XmlEvent::failed) problem_ = malformed(part_.name(), what).value();
  last_ = XmlEvent::failed;
  return last_;
}

// Moves what is unread to the front and reads on; false at the end of the part or on failure.
bool XmlReader::refill() {
  if (exhausted_ || last_ == XmlEvent::failed) return false;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ == buffer_.size()) {
    if (buffer_.size() >= max_token_bytes) {
      fail("a tag or text is too long");
      return false;
    }
    buffer_.resize(buffer_.size() * 2);
  }
  const auto got = part_.read(buffer_.data() + end_, buffer_.size() - end_);
  if (!got) {
    problem_ = got.error();
    last_ = XmlEvent::failed;
    return false;
  }
  end_ += *got;
  exhausted_ = *got == 0;
  return !exhausted_;
}

XmlEvent XmlReader::next() {
  if (last_ == XmlEvent::failed || last_ == XmlEvent::done) return last_;
  if (pending_end_) {
    pending_end_ = false;
    --depth_;
    return last_ = XmlEvent::end;
  }
  for (;;) {
    if (begin_ == end_ && !refill()) {
      if (last_ == XmlEvent::failed) return last_;
      if (depth_ != 0 || !seen_root_) return fail("ends too early");
      return last_ = XmlEvent::done;
    }
    const bool tag = buffer_[begin_] == '<';
    const XmlEvent event = tag ? read_tag() : read_text();
    // Text between elements at the outermost level, comments and the like: go on.
    if (event != XmlEvent::done) return last_ = event;
  }
}

// Where `what` begins at or after begin_ + from, as an offset from begin_; npos at the end of the
// part.
std::size_t XmlReader::find(std::string_view what, std::size_t from) {
  for (;;) {
    const std::string_view unread(buffer_.data() + begin_, end_ - begin_);
    const std::size_t at = unread.find(what, from);
    if (at != std::string_view::npos) return at;
    from = unread.size() >= what.size() ? std::max(from, unread.size() - what.size() + 1) : from;
    if (!refill()) return std::string_view::npos;
  }
}

XmlEvent XmlReader::read_text() {
  const std::size_t length = find("<", 0);
  if (last_ == XmlEvent::failed) return last_;
  if (length == std::string_view::npos) {
    begin_ = end_;  // only white space may stand behind the root
    return depth_ == 0 ? XmlEvent::done : fail("ends too early");
  }
  const std::string_view raw(buffer_.data() + begin_, length);
  begin_ += length;
  if (depth_ == 0) return XmlEvent::done;
  text_ = raw;
  if (std::memchr(raw.data(), '&', raw.size()) != nullptr) {
    decoded_.clear();
    if (!decode_references(raw, decoded_)) return fail("an entity that is not XML's");
    text_ = decoded_;
  }
  return XmlEvent::text;
}

XmlEvent XmlReader::read_tag() {
  std::size_t at = 1;
  char quote = 0;
  for (;;) {
    const char* unread = buffer_.data() + begin_;
    const std::size_t size = end_ - begin_;
    for (; at < size; ++at) {
      const char c = unread[at];
      if (at == 1 && (c == '!' || c == '?')) return read_markup();
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return take_tag(at + 1);
      }
    }
    if (!refill()) return last_ == XmlEvent::failed ? last_ : fail("ends within a tag");
  }
}

// <!-- -->, <![CDATA[ ]]>, <? ?>.
XmlEvent XmlReader::read_markup() {
  while (end_ - begin_ < 9 && refill()) {
  }
  if (last_ == XmlEvent::failed) return last_;
  const std::string_view head(buffer_.data() + begin_, std::min<std::size_t>(9, end_ - begin_));
  const bool comment = head.starts_with("<!--");
  const bool cdata = head == "<![CDATA[";
  if (!comment && !cdata && !head.starts_with("<?")) return fail("a document type is not allowed");
  const std::string_view closing = comment ? "-->" : cdata ? "]]>" : "?>";
  const std::size_t from = comment ? 4 : cdata ? 9 : 2;
  const std::size_t at = find(closing, from);
  if (last_ == XmlEvent::failed) return last_;
  if (at == std::string_view::npos) return fail("ends within a comment");
  text_ = std::string_view(buffer_.data() + begin_ + from, at - from);
  begin_ += at + closing.size();
  return cdata && depth_ > 0 ? XmlEvent::text : XmlEvent::done;
}

// The tag of `length` bytes at begin_, with its angle brackets.
XmlEvent XmlReader::take_tag(std::size_t length) {
  std::string_view tag(buffer_.data() + begin_ + 1, length - 2);
  begin_ += length;
  const bool closing = tag.starts_with('/');
  const bool empty = !closing && tag.ends_with('/');
  if (closing) tag.remove_prefix(1);
  if (empty) tag.remove_suffix(1);
  std::size_t name_end = 0;
  while (name_end < tag.size() && !is_space(tag[name_end])) ++name_end;
  if (name_end == 0) return fail("a tag without a name");
  name_ = local_name(tag.substr(0, name_end));
  attributes_ = tag.substr(name_end);
  if (closing) {
    if (depth_ == 0) return fail("an end without a start");
    --depth_;
    return XmlEvent::end;
  }
  if (depth_ == 0 && seen_root_) return fail("more than one root");
  if (++depth_ > max_depth) return fail("nested too deeply");
  seen_root_ = true;
  pending_end_ = empty;
  return XmlEvent::start;
}

std::optional<XmlAttribute> XmlReader::next_attribute(std::string_view& rest) {
  const std::size_t equals = rest.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  std::string_view name = rest.substr(0, equals);
  while (!name.empty() && is_space(name.front())) name.remove_prefix(1);
  while (!name.empty() && is_space(name.back())) name.remove_suffix(1);
  std::size_t open = equals + 1;
  while (open < rest.size() && is_space(rest[open])) ++open;
  if (open >= rest.size() || (rest[open] != '"' && rest[open] != '\'')) return std::nullopt;
  const std::size_t close = rest.find(rest[open], open + 1);
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view value = rest.substr(open + 1, close - open - 1);
  rest.remove_prefix(close + 1);
  return XmlAttribute{local_name(name), value};
}

std::string XmlReader::attribute(std::string_view name) const {
  std::string_view rest = attributes_;
  while (const auto attribute = next_attribute(rest)) {
    if (attribute->name != name) continue;
    std::string value;
    return decode_references(attribute->value, value) ? value : std::string();
  }
  return {};
}

}  // namespace tenbin::table
