// tenbin-model: the naive model behind the part of the command line that run.py and diff.py use.
// A book is a text file: the rulebook, then every accepted command, one JSON object a line.
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "generate.hpp"
#include "model.hpp"

namespace {

using tenbin_model::Json;
using tenbin_model::Model;
using tenbin_model::Refusal;

/// Exit codes of contract section 8 by the first word of the code, or the whole code.
int exit_code(const std::string& code) {
  static const std::map<std::string, int> codes = {{"input", 3},
                                                   {"unit", 3},
                                                   {"date", 3},
                                                   {"receipt", 3},
                                                   {"share", 3},
                                                   {"command", 6},
                                                   {"id", 6},
                                                   {"entry", 6},
                                                   {"allocation", 6},
                                                   {"certificate", 6},
                                                   {"shipment", 6},
                                                   {"period", 6},
                                                   {"reference", 5},
                                                   {"method", 7},
                                                   {"transfer", 7},
                                                   {"power_source", 7},
                                                   {"chain_model", 7},
                                                   {"product", 7},
                                                   {"supplier_certificate", 3},
                                                   {"balance", 4},
                                                   {"plan", 4},
                                                   {"period.unknown", 5},
                                                   {"certificate.empty", 3},
                                                   {"share.not_allowed", 7},
                                                   {"receipt.not_backable", 6}};
  const auto exact = codes.find(code);
  if (exact != codes.end()) return exact->second;
  const auto group = codes.find(code.substr(0, code.find('.')));
  return group == codes.end() ? 1 : group->second;
}

Json read_json(const std::string& path) {
  std::ifstream file(path);
  return Json::parse(file, nullptr, false);
}

Model open_book(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  Model model(Json::parse(line));
  while (std::getline(file, line)) model.apply_line(line);
  return model;
}

int init(const std::string& book, const std::string& rulebook) {
  const Json rules = read_json(rulebook);
  Model model(rules);
  std::ofstream(book) << rules.dump() << '\n';
  return 0;
}

/// Answers each line of standard input; writes what is accepted to `book` unless it is null.
int apply(Model& model, std::ostream* book, bool goes_on) {
  int code = 0;
  std::string text;
  for (int line = 1; std::getline(std::cin, text); ++line) {
    if (text.empty()) continue;
    Json answer = model.apply_line(text);
    answer["line"] = line;
    if (answer["status"] == "accepted" && book != nullptr) *book << text << std::endl;
    std::cout << answer.dump() << std::endl;
    if (answer["status"] != "rejected") continue;
    if (code == 0) code = exit_code(answer["error"]);
    if (!goes_on) break;
  }
  return code;
}

int print_plan(const std::string& book, const std::string& request) {
  for (const Json& command : open_book(book).plan(read_json(request))) {
    std::cout << command.dump() << '\n';
  }
  return 0;
}

int generate(std::uint64_t seed, int steps) {
  const tenbin_model::Stream stream = tenbin_model::generate(seed, steps);
  std::cout << stream.rulebook.dump() << '\n';
  for (const Json& command : stream.commands) std::cout << command.dump() << '\n';
  return 0;
}

/// Reads a generated case; prints all that diff.py compares: {"answers", "balances", "footprints"}.
int expect(const std::vector<std::string>& as_of) {
  std::string text;
  std::getline(std::cin, text);
  Model model(Json::parse(text));
  Json answers = Json::array(), footprints = Json::array();
  while (std::getline(std::cin, text)) answers.push_back(model.apply_line(text));
  Json balances = {{"", model.balance()}};
  for (const auto& date : as_of) balances[date] = model.balance(date);
  for (const Json& period : balances[""]["periods"]) {
    footprints.push_back(model.footprint(period["site"], period["period"]));
  }
  std::cout << Json{{"answers", answers}, {"balances", balances}, {"footprints", footprints}}.dump()
            << '\n';
  return 0;
}

struct Arguments {
  std::vector<std::string> plain;
  std::map<std::string, std::string> options;
  std::vector<std::string> as_of;
};

Arguments parse(int argc, char** argv) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--json" || word == "--continue") {
      arguments.options[word] = "yes";
    } else if (word == "--as-of" && i + 1 < argc) {
      arguments.as_of.emplace_back(argv[++i]);
    } else if (word.rfind("--", 0) == 0 && i + 1 < argc) {
      arguments.options[word] = argv[++i];
    } else {
      arguments.plain.push_back(word);
    }
  }
  return arguments;
}

int run(Arguments& arguments) {
  auto& [plain, options, as_of] = arguments;
  const std::string what = plain.empty() ? "" : plain[0];
  if (what == "generate")
    return generate(std::stoull(options["--seed"]), std::stoi(options["--steps"]));
  if (what == "expect") return expect(as_of);
  if (plain.size() < 2) return 2;
  const std::string book = plain[1];
  if (what == "init") return init(book, options["--rulebook"]);
  if (what == "plan" && plain.size() == 3) return print_plan(book, plain[2]);
  if (what == "apply") {
    Model model = open_book(book);
    std::ofstream file(book, std::ios::app);
    return apply(model, &file, options.contains("--continue"));
  }
  if (what == "balance") {
    const auto date = as_of.empty() ? std::nullopt : std::optional(as_of.back());
    std::cout << open_book(book).balance(date).dump() << '\n';
    return 0;
  }
  if (what == "footprint") {
    std::cout << open_book(book).footprint(options["--site"], options["--period"]).dump() << '\n';
    return 0;
  }
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments = parse(argc, argv);
  try {
    const int code = run(arguments);
    if (code == 2)
      std::cerr << "usage: tenbin-model init|apply|balance|footprint|plan|generate|expect\n";
    return code;
  } catch (const Refusal& refusal) {
    std::cerr << refusal.code << ' ' << refusal.facts.dump() << '\n';
    return exit_code(refusal.code);
  }
}
