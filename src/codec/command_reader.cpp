#include "codec/command_reader.hpp"

#include <simdjson.h>

#include <array>
#include <deque>
#include <string>

#include "base/encoding.hpp"
#include "codec/field_reader.hpp"

namespace tenbin {

using namespace codec;

// A parser's memory, into which escaped texts go, is used anew for each line; so a line that has
// them gets a parser of its own where the lines before it must live on.
struct CommandReader::Parser {
  ondemand::parser parser;
  std::deque<ondemand::parser> of_escapes;

  template <class T>
  void read_all(std::span<const std::string_view> lines, std::vector<Result<T>>& out,
                Result<T> (*read)(ondemand::parser&, std::string_view)) {
    out.clear();
    out.reserve(lines.size());
    of_escapes.clear();
    for (const std::string_view line : lines) {
      const bool has_escapes = line.find('\\') != std::string_view::npos;
      out.push_back(read(has_escapes ? of_escapes.emplace_back() : parser, line));
    }
  }
};

namespace {

tl::unexpected<Problem> invalid(std::string_view field, std::string what) {
  return problem(Code::input_invalid,
                 {{"field", std::string(field)}, {"problem", std::move(what)}});
}

template <class T>
constexpr bool is_mass = std::is_same_v<T, Mass> || std::is_same_v<T, MassOrZero>;

template <class T>
Reading read_member(ondemand::value value, T& member, std::int64_t* residue) {
  if constexpr (is_mass<T>) {
    return read_value(value, member, residue);
  } else {
    return read_value(value, member);
  }
}
template <class T>
Reading read_member(ondemand::value value, std::optional<T>& member, std::int64_t* residue) {
  auto wrong = read_member(value, member.emplace(), residue);
  // A text that may be missing is not empty when it is there.
  if constexpr (std::is_same_v<T, Text>) {
    if (!wrong && member->empty()) return Wrong{"empty"};
  }
  return wrong;
}

// Reads the fields of one command; which were seen, and what went wrong, is kept between the
// values.
template <class C>
class FieldsOf {
 public:
  FieldsOf(C& command, Envelope& envelope) : command_(command), envelope_(envelope) {}

  // False when the command has no field of that name.
  bool take(std::string_view name, ondemand::value value) {
    bool taken = false;
    std::uint32_t bit = 1;
    each_field<C>([&](const auto& field) {
      if (!taken && field.name == name) {
        taken = true;
        note_seen(field.name, bit);
        std::int64_t residue = 0;
        auto& member = command_.*field.member;
        auto wrong = read_member(value, member, &residue);
        if constexpr (std::is_same_v<std::remove_reference_t<decltype(member)>, Text>) {
          if (!wrong && member.empty()) {
            // The normal form leaves it out, so it must mean what leaving it out means.
            member = C().*field.member;
            if (field.need == Need::required) wrong = Wrong{"empty"};
          }
        }
        note(field.name, wrong);
        if (residue != 0) envelope_.residues.push_back({field.name, residue});
      }
      bit <<= 1;
    });
    return taken;
  }

  void note_seen(std::string_view name, std::uint32_t bit) {
    if ((seen_ & bit) != 0 && !invalid_) invalid_ = {std::string(name), "repeated"};
    seen_ |= bit;
  }
  void note(std::string_view name, const Reading& wrong) {
    if (!wrong) return;
    auto& first = wrong->unit_missing ? unit_missing_ : invalid_;
    if (!first) first = {std::string(name), wrong->problem};
  }

  Result<void> finish() {
    std::uint32_t bit = 1;
    each_field<C>([&](const auto& field) {
      if (field.need == Need::required && (seen_ & bit) == 0 && !invalid_)
        invalid_ = {std::string(field.name), "required"};
      bit <<= 1;
    });
    if (invalid_) return invalid(invalid_->first, invalid_->second);
    if (unit_missing_) return problem(Code::unit_missing, {{"field", unit_missing_->first}});
    return {};
  }

  // Bits above those of the fields, for what any command may carry.
  static constexpr std::uint32_t envelope_bit(int which) {
    return std::uint32_t{1} << (field_count<C>() + static_cast<std::size_t>(which));
  }

 private:
  C& command_;
  Envelope& envelope_;
  std::uint32_t seen_ = 0;
  std::optional<std::pair<std::string, std::string>> invalid_;
  std::optional<std::pair<std::string, std::string>> unit_missing_;
};

template <class C>
Result<void> read_fields(ondemand::object object, Envelope& envelope, bool with_outcome) {
  FieldsOf<C> fields(envelope.command.emplace<C>(), envelope);
  for (auto member : object) {
    std::string_view name;
    ondemand::value value;
    if (member.unescaped_key().get(name) != simdjson::SUCCESS ||
        member.value().get(value) != simdjson::SUCCESS)
      return invalid("", "json");
    if (fields.take(name, value)) continue;
    if (name == "do") {
      fields.note_seen(name, FieldsOf<C>::envelope_bit(0));
    } else if (name == "command_id") {
      fields.note_seen(name, FieldsOf<C>::envelope_bit(1));
      fields.note(name, read_value(value, envelope.command_id.emplace()));
    } else if (name == "note") {
      fields.note_seen(name, FieldsOf<C>::envelope_bit(2));
      fields.note(name, read_value(value, envelope.note));
    } else if (name == "outcome" && with_outcome) {
      fields.note_seen(name, FieldsOf<C>::envelope_bit(3));
    } else {
      return invalid(name, "unknown_field");
    }
  }
  return fields.finish();
}

using ReadFields = Result<void> (*)(ondemand::object, Envelope&, bool);
struct Verb {
  std::string_view name;
  ReadFields read;
};

template <class... C>
constexpr std::array<Verb, sizeof...(C)> verbs_of(const std::variant<C...>*) {
  return {Verb{C::name, &read_fields<C>}...};
}
constexpr auto verbs = verbs_of(static_cast<const Command*>(nullptr));

Result<void> read_command(ondemand::object object, Envelope& envelope, bool with_outcome) {
  ondemand::value value;
  std::string_view name;
  const auto found = object.find_field_unordered("do").get(value);
  if (found == simdjson::NO_SUCH_FIELD) return invalid("do", "required");
  if (found != simdjson::SUCCESS) return invalid("", "json");
  if (value.get_string().get(name) != simdjson::SUCCESS) return invalid("do", "text");
  for (const Verb& verb : verbs) {
    if (verb.name != name) continue;
    if (object.reset().error() != simdjson::SUCCESS) return invalid("", "json");
    return verb.read(object, envelope, with_outcome);
  }
  return problem(Code::input_invalid,
                 {{"field", "do"}, {"problem", "unknown_command"}, {"value", std::string(name)}});
}

// Nothing but white space stands behind what was read.
bool is_at_end(ondemand::document& document, std::string_view line) {
  const char* location = nullptr;
  return document.current_location().get(location) != simdjson::SUCCESS ||
         location >= line.data() + line.size();
}

// Behind the last member that was looked up stands the closing brace, and nothing else.
bool closes_here(ondemand::document& document, std::string_view line) {
  const char* location = nullptr;
  return document.current_location().get(location) == simdjson::SUCCESS &&
         location == line.data() + line.size() - 1 && *location == '}';
}

bool is_salt(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Result<Envelope> read_command_line(ondemand::parser& parser, std::string_view line) {
  ondemand::document document;
  ondemand::object object;
  const simdjson::padded_string_view text(line.data(), line.size(), line.size() + read_ahead);
  if (parser.iterate(text).get(document) != simdjson::SUCCESS ||
      document.get_object().get(object) != simdjson::SUCCESS)
    return invalid("", "json");
  Envelope envelope;
  TENBIN_TRY(read_command(object, envelope, false));
  if (!is_at_end(document, line)) return invalid("", "json");
  return envelope;
}

// find_field, as object[] would look for a missing member from the start again, which simdjson
// leaves undefined when the object has an error behind it.
bool read_text(ondemand::object& object, std::string_view name, std::string_view& out) {
  ondemand::value value;
  return object.find_field(name).get(value) == simdjson::SUCCESS && !read_string(value, out);
}

Result<Record> read_record_line(ondemand::parser& parser, std::string_view line) {
  ondemand::document document;
  ondemand::object object;
  const simdjson::padded_string_view text(line.data(), line.size(), line.size() + read_ahead);
  if (parser.iterate(text).get(document) != simdjson::SUCCESS ||
      document.get_object().get(object) != simdjson::SUCCESS)
    return invalid("", "json");
  Record record;
  // The members of a record stand in their canonical order; anything else is no record.
  std::string_view at;
  ondemand::object event;
  std::uint64_t seq = 0;
  if (!read_text(object, "actor", record.head.actor)) return invalid("actor", "text");
  if (!read_text(object, "at", at)) return invalid("at", "text");
  if (object.find_field("event").get_object().get(event) != simdjson::SUCCESS)
    return invalid("event", "json");
  TENBIN_TRY(read_command(event, record.event, true));
  if (!read_text(object, "salt", record.head.salt) || !is_salt(record.head.salt))
    return invalid("salt", "text");
  if (object.find_field("seq").get_uint64().get(seq) != simdjson::SUCCESS)
    return invalid("seq", "positive_integer");
  const auto instant = parse_instant(at);
  if (!instant) return invalid("at", "date");
  if (!closes_here(document, line)) return invalid("", "json");
  record.head.seq = seq;
  record.head.at = *instant;
  return record;
}

}  // namespace

CommandReader::CommandReader() : parser_(std::make_unique<Parser>()) {}
CommandReader::~CommandReader() = default;

Result<Envelope> CommandReader::read(std::string_view line) {
  return read_command_line(parser_->parser, line);
}

Result<Record> CommandReader::read_record(std::string_view line) {
  return read_record_line(parser_->parser, line);
}

void CommandReader::read_many(std::span<const std::string_view> lines,
                              std::vector<Result<Envelope>>& out) {
  parser_->read_all(lines, out, read_command_line);
}

void CommandReader::read_records(std::span<const std::string_view> lines,
                                 std::vector<Result<Record>>& out) {
  parser_->read_all(lines, out, read_record_line);
}

}  // namespace tenbin
