#include "codec/command_writer.hpp"

#include <array>

#include "base/encoding.hpp"
#include "codec/json_writer.hpp"
#include "units/decimal.hpp"

namespace tenbin {
namespace {

using json::Writer;

// "25000.000 kg", with the fraction left out where it is zero.
void append_mass(std::string& out, Mass mass) {
  out.push_back('"');
  if (mass.grams() % 1000 == 0) {
    append_decimal(out, mass.grams() / 1000, 0);
  } else {
    append_decimal(out, mass.grams(), 3);
  }
  out.append(" kg\"");
}

class ValueWriter {
 public:
  ValueWriter(Writer& writer, std::string& scratch) : writer_(writer), scratch_(scratch) {}

  void write(Text text) { writer_.string(text); }
  void write(const Id& id) { writer_.string(id.text); }
  void write(Date date) {
    scratch_.assign(1, '"');
    append_date(scratch_, date);
    scratch_.push_back('"');
    writer_.raw(scratch_);
  }
  void write(Mass mass) {
    scratch_.clear();
    append_mass(scratch_, mass);
    writer_.raw(scratch_);
  }
  void write(const MassOrZero& mass) { write(mass.mass); }
  void write(Share share) { writer_.string(format_percent(share) + " %"); }
  void write(EmissionFactor factor) {
    writer_.string(format_emission_factor(factor) + " kgCO2e/kg");
  }
  void write(bool value) { writer_.boolean(value); }
  void write(Seq seq) { writer_.integer(static_cast<std::int64_t>(seq.value)); }
  void write(LineNumber line) { writer_.integer(line.value); }
  void write(Revision revision) { writer_.integer(revision.value); }
  void write(const Digest& digest) { writer_.string(to_hex(digest.bytes)); }
  void write(const IdList& ids) {
    writer_.begin_array();
    for (const Text id : ids) writer_.string(id);
    writer_.end_array();
  }
  template <class E>
  requires std::is_enum_v<E>
  void write(E value) { writer_.string(name_of(value)); }
  template <class T>
  void write(const std::optional<T>& value) {
    if (value) write(*value);
  }

 private:
  Writer& writer_;
  std::string& scratch_;
};

template <class T>
bool is_there(const T&) {
  return true;
}
bool is_there(const Text& text) {
  return !text.empty();
}
template <class T>
bool is_there(const std::optional<T>& value) {
  return value.has_value();
}

// What any command may carry, in the order of names, between the command's own fields.
struct Extra {
  std::string_view name;
  std::string_view value;
  bool raw;
};

template <class C>
void write_object(Writer& writer, std::string& scratch, const C& command,
                  const std::array<Extra, 4>& extras) {
  std::size_t next = 0;
  const auto write_extras_before = [&](std::string_view name) {
    for (; next < extras.size() && (name.empty() || extras[next].name < name); ++next) {
      if (extras[next].value.empty()) continue;
      writer.key(extras[next].name);
      extras[next].raw ? writer.raw(extras[next].value) : writer.string(extras[next].value);
    }
  };
  ValueWriter values(writer, scratch);
  writer.begin_object();
  each_field<C>([&](const auto& field) {
    write_extras_before(field.name);
    const auto& member = command.*field.member;
    if (!is_there(member)) return;
    writer.key(field.name);
    values.write(member);
  });
  write_extras_before({});
  writer.end_object();
}

void write_command(Writer& writer, const Envelope& envelope, std::string_view command_id,
                   std::string_view outcome) {
  thread_local std::string scratch;  // keeps its memory between records
  std::visit(
      [&](const auto& command) {
        using C = std::decay_t<decltype(command)>;
        write_object(writer, scratch, command,
                     {Extra{"command_id", command_id, false}, Extra{"do", C::name, false},
                      Extra{"note", envelope.note, false}, Extra{"outcome", outcome, true}});
      },
      envelope.command);
}

}  // namespace

void append_content(std::string& out, const Envelope& envelope) {
  Writer writer(out);
  write_command(writer, envelope, {}, {});
}

void append_event(std::string& out, const Envelope& envelope, std::string_view outcome) {
  Writer writer(out);
  write_command(writer, envelope, envelope.command_id ? envelope.command_id->text : Text(),
                outcome);
}

void append_record(std::string& out, const RecordHead& head, const Envelope& envelope,
                   std::string_view outcome) {
  Writer writer(out);
  writer.begin_object().key("actor").string(head.actor).key("at");
  std::string at;
  at.push_back('"');
  append_instant(at, head.at);
  at.push_back('"');
  writer.raw(at).key("event");
  write_command(writer, envelope, envelope.command_id ? envelope.command_id->text : Text(),
                outcome);
  writer.key("salt")
      .string(head.salt)
      .key("seq")
      .integer(static_cast<std::int64_t>(head.seq))
      .end_object();
}

}  // namespace tenbin
