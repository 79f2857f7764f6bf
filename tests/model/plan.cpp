#include "plan.hpp"

#include <algorithm>

#include "decide_claims.hpp"
#include "floors.hpp"
#include "report.hpp"

namespace tenbin_model {
namespace {

[[noreturn]] void invalid(const std::string& place) {
  throw Refusal{"input.invalid", {{"place", place}}};
}

std::string text(const Json& request, const char* name) {
  if (!request.contains(name) || !request[name].is_string()) invalid(name);
  return request[name];
}

struct Task {
  std::string site;
  std::int64_t date = 0;
  std::vector<Line> lines;  // that may be allocated, by shipment id and line
};

Task task_of(const Book& book, const Json& request) {
  Task task{.site = text(request, "site"), .lines = {}};
  const std::int64_t first_day = parse_date(text(request, "period"));
  refuse_if(!book.sites.contains(task.site), "reference.unknown");
  refuse_if(book.rules.method == "rolling_average", "method.no_free_allocation");
  const std::int64_t period = book.rules.period_of(first_day);
  refuse_if(period < 0 || book.rules.period_start(period) != first_day, "period.unknown");
  task.date =
      request.contains("date") ? parse_date(request["date"]) : book.rules.period_last_day(period);
  check_period(book, task.site, task.date);
  for (const Line& line : book.lines) {
    if (line.reversed || line.site != task.site || line.date > task.date) continue;
    if (book.rules.period_of(line.date) != period || !book.products.at(line.product)) continue;
    const bool taken =
        std::any_of(book.allocations.begin(), book.allocations.end(), [&](const auto& one) {
          return !one.released && one.shipment == line.shipment && one.line == line.line;
        });
    if (!taken) task.lines.push_back(line);
  }
  std::sort(task.lines.begin(), task.lines.end(), [](const Line& a, const Line& b) {
    return std::pair(a.shipment, a.line) < std::pair(b.shipment, b.line);
  });
  return task;
}

Json command(const Book& book, const Task& task, const Line& line, const Json& amount) {
  std::string id = "plan/" + line.shipment + "/" + std::to_string(line.line);
  const auto taken = [&] {
    return std::any_of(book.allocations.begin(), book.allocations.end(),
                       [&](const auto& one) { return one.id == id; });
  };
  while (taken()) id += "'";
  Json result = {{"do", "allocate"},
                 {"allocation", id},
                 {"date", format_date(task.date)},
                 {"shipment", line.shipment},
                 {"line", line.line}};
  result.update(amount);
  return result;
}

Json as_share(std::int64_t ppm) {
  return {{"share", format_share(ppm)}};
}
Json as_mass(std::int64_t grams) {
  return {{"mass", std::to_string(grams) + " g"}};
}

/// What the accounts of the site can give together on the date without any overdraft.
std::int64_t available(const Book& book, const Task& task, std::int64_t wish) {
  std::int64_t sum = 0;
  for (const auto& [account, first] : book.accounts(task.site)) {
    sum += drawable(book, task.site, account, task.date, wish, true);
  }
  return sum;
}

bool matches(const Line& line, const std::string& entry) {
  if (entry.rfind("product:", 0) == 0) return line.product == entry.substr(8);
  if (entry.rfind("customer:", 0) == 0) return line.customer == entry.substr(9);
  invalid("order");
}

std::vector<Json> concentrate(const Book& book, const Task& task, const Json& request,
                              std::int64_t left) {
  if (!request.contains("order") || !request["order"].is_array()) invalid("order");
  std::vector<Line> ordered;
  std::vector<Line> rest = task.lines;
  for (const Json& entry : request["order"]) {
    if (!entry.is_string()) invalid("order");
    std::vector<Line> others;
    for (const Line& line : rest) (matches(line, entry) ? ordered : others).push_back(line);
    rest = others;
  }
  const bool whole_is_on_step = 1000000 % book.rules.share_step_ppm == 0;
  std::vector<Json> commands;
  for (const Line& line : ordered) {
    if (line.mass > left) {
      const bool some = book.rules.partial_share && left > 0;
      if (some) commands.push_back(command(book, task, line, as_mass(left)));
      break;
    }
    commands.push_back(
        command(book, task, line, whole_is_on_step ? as_share(1000000) : as_mass(line.mass)));
    left -= line.mass;
  }
  return commands;
}

std::vector<Json> even(const Book& book, const Task& task, const Json& request, std::int64_t left) {
  const Rulebook& rules = book.rules;
  const auto fits = [&](std::int64_t ppm) {
    std::int64_t sum = 0;
    for (const Line& line : task.lines) sum += floor_product(line.mass, ppm, 1000000);
    return sum <= left;
  };
  const std::int64_t step = rules.partial_share ? rules.share_step_ppm : 1000000;
  std::int64_t share = 0;
  if (request.contains("share")) {
    share = parse_share(request["share"]);
    refuse_if(share % rules.share_step_ppm != 0 || share % step != 0, "share.not_allowed");
    refuse_if(!fits(share), "plan.unmet");
  } else if (1000000 % rules.share_step_ppm == 0 || rules.partial_share) {
    // A larger share never needs less: halve the range of multiples of the step that may fit.
    std::int64_t low = 0, high = 1000000 / step + 1;
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      (fits(middle * step) ? low : high) = middle;
    }
    share = low * step;
  }
  std::vector<Json> commands;
  if (share == 0) return commands;
  for (const Line& line : task.lines) {
    commands.push_back(command(book, task, line, as_share(share)));
  }
  return commands;
}

std::int64_t grams_of(const Task& task, const Json& command) {
  if (!command.contains("share")) return parse_mass(command["mass"], true);
  for (const Line& line : task.lines) {
    if (line.shipment == command["shipment"].get<std::string>() && line.line == command["line"])
      return floor_product(line.mass, parse_share(command["share"]), 1000000);
  }
  invalid("line");
}

/// Where an account may fall below 0, each command names one that has what it takes, in the order
/// of names; a line that needs several gets a command for each, or, where only whole lines may be
/// given, ends the plan.
std::vector<Json> with_accounts(const Book& book, const Task& task, bool even, std::int64_t wish,
                                const std::vector<Json>& commands) {
  std::vector<std::pair<std::string, std::int64_t>> purses;
  for (const auto& [account, first] : book.accounts(task.site))
    purses.emplace_back(account, drawable(book, task.site, account, task.date, wish, true));
  if (book.rules.deficit == "never" || purses.size() < 2) return commands;
  std::vector<Json> named;
  for (const Json& command : commands) {
    std::int64_t rest = grams_of(task, command);
    const std::int64_t whole = rest;
    std::vector<Json> parts;
    for (auto& [account, left] : purses) {
      if (!book.rules.partial_share && left < whole) continue;
      const std::int64_t taken = std::min(rest, left);
      if (taken == 0 && (whole > 0 || !parts.empty())) continue;
      Json part = command;
      part["account"] = account;
      if (taken < whole) {
        part.erase("share");
        part["mass"] = std::to_string(taken) + " g";
      }
      if (!parts.empty()) {
        part["allocation"] =
            std::string(part["allocation"]) + "/" + std::to_string(parts.size() + 1);
      }
      parts.push_back(part);
      left -= taken;
      rest -= taken;
      if (rest == 0) break;
    }
    if (rest > 0) return even ? std::vector<Json>() : named;
    named.insert(named.end(), parts.begin(), parts.end());
  }
  return named;
}

}  // namespace

std::vector<Json> make_plan(const Book& book, const Json& request) {
  if (!request.is_object()) invalid("request");
  const std::string strategy = text(request, "strategy");
  if (strategy != "concentrate" && strategy != "even") invalid("strategy");
  const Task task = task_of(book, request);
  std::int64_t wish = 0;
  for (const Line& line : task.lines) wish += line.mass;
  // A mass of 0 g needs a known account too.
  if (task.lines.empty() || book.accounts(task.site).empty()) return {};
  const std::int64_t left = available(book, task, wish);
  const bool is_even = strategy == "even";
  return with_accounts(
      book, task, is_even, wish,
      is_even ? even(book, task, request, left) : concentrate(book, task, request, left));
}

}  // namespace tenbin_model
