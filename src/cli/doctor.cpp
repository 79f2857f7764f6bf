// `tenbin doctor BOOK`: what somebody should look at, one line each.
#include "cli/doctor.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "cli/serve.hpp"
#include "cli/tables.hpp"
#include "codec/json_writer.hpp"
#include "message/message.hpp"

namespace tenbin::cli {
namespace {

struct Options {
  ServeOptions served;  // the book, and the settings that its server has
  bool network = false;
  bool json = false;
};

std::string json_of(const std::vector<Finding>& findings, bool well) {
  std::string text;
  json::Writer json(text);
  json.begin_object().key("checks").begin_array();
  for (const Finding& each : findings) {
    json.begin_object().key("check").string(each.check);
    if (!each.code.empty()) json.key("code").string(each.code);
    json.key("detail").string(each.said).key("mark").string(name_of(each.mark)).end_object();
  }
  json.end_array().key("schema").string("tenbin/doctor/1");
  json.key("well").boolean(well).end_object();
  return text;
}

void print(const Context& context, const std::vector<Finding>& findings) {
  for (const Finding& each : findings) {
    const std::string mark = say(context, "doctor.mark." + std::string(name_of(each.mark)));
    const std::string name = say(context, "doctor." + std::string(each.check));
    constexpr std::size_t column = 18;
    const std::size_t room = column - std::min(column, width_of(name));
    fmt::print("{}  {}{}  {}\n", mark, name, std::string(room, ' '), each.said);
  }
}

Result<void> examine(Context& context, const Options& options) {
  auto settings = settings_of(options.served);
  if (!settings) return tl::make_unexpected(settings.error());
  const Patient patient{context, options.served.book, *std::move(settings), options.network};
  std::vector<Finding> findings = look_at_book(patient);
  for (Finding& each : look_at_machine(patient)) findings.push_back(std::move(each));
  const bool well = std::none_of(findings.begin(), findings.end(),
                                 [](const Finding& each) { return each.mark == Mark::bad; });
  if (options.json)
    fmt::print("{}\n", json_of(findings, well));
  else
    print(context, findings);
  context.exit_code = well ? 0 : 1;
  return {};
}

}  // namespace

Finding found(const Patient& patient, std::string_view check, Mark mark, std::string_view what,
              const std::vector<Fact>& facts) {
  const std::string key = "doctor." + std::string(check) + "." + std::string(what);
  return {check, mark, say(patient.context, key, facts)};
}

Finding found(const Patient& patient, std::string_view check, Mark mark, const Problem& problem) {
  return {check, mark, sentence_of(patient.context.language, problem), code_text(problem.code)};
}

void add_doctor(Arguments app, Context& context) {
  const auto command = app.add_subcommand("doctor", say(context, "help.doctor"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->served.book, say(context, "help.book")).required();
  command.add_option("--settings", options->served.settings_file,
                     say(context, "help.serve_settings"));
  command.add_option("--listen", options->served.listen, say(context, "help.serve_listen"));
  command.add_flag("--network", options->network, say(context, "help.doctor_network"));
  command.add_flag("--json", options->json, say(context, "help.json"));
  command.callback([&context, options] {
    if (const auto done = examine(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
