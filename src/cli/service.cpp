// `tenbin service print BOOK`: the systemd unit that serves this book, from the text of the
// package's own (packaging/debian/tenbin.service). It is printed and nothing is set up.
#include <fmt/core.h>

#include <array>
#include <embedded/service_unit.hpp>
#include <filesystem>
#include <memory>

#include "cli/context.hpp"

namespace tenbin::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string book;
  std::string settings_file;
  std::string user = "tenbin";
};

// "%" begins a name of systemd's own.
std::string literal(const std::string& path) {
  std::string out;
  for (const char c : path) out += c == '%' ? "%%" : std::string(1, c);
  return out;
}

// One of several words in a line.
std::string one_word(const std::string& text) {
  if (text.find_first_of(" '\"\\;") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

// One word of a command, where "$" begins a variable.
std::string argument(const std::string& path) {
  std::string out;
  for (const char c : literal(path)) out += c == '$' ? "$$" : std::string(1, c);
  return one_word(out);
}

bool starts_with_folder(const std::string& path, std::string_view folder) {
  return path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/';
}

// The lines of the unit in which this book differs from the package's.
class Unit {
 public:
  Unit(const Options& options, std::string book, std::string settings)
      : book_(std::move(book)), settings_(std::move(settings)), user_(options.user) {}

  std::string text() const {
    std::string out;
    std::string_view rest = embedded::service_unit()[0].bytes;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
      out += line(rest.substr(0, end));
      rest.remove_prefix(end);
    }
    return out;
  }

 private:
  std::string line(std::string_view given) const {
    const std::string folder = literal(fs::path(book_).parent_path().string());
    const bool home = starts_with_folder(book_, "/home") || starts_with_folder(book_, "/root");
    const auto is = [&](std::string_view key) { return given.starts_with(key); };
    if (is("ConditionPathExists=")) return "ConditionPathExists=" + literal(book_) + "\n";
    if (is("User=")) return "User=" + user_ + "\n";
    if (is("Group=")) return {};  // the user's own
    if (is("WorkingDirectory=")) return "WorkingDirectory=" + folder + "\n";
    if (is("StateDirectory=")) return "ReadWritePaths=" + one_word(folder) + "\n";
    if (is("StateDirectoryMode=")) return {};
    if (is("ProtectHome=") && home)
      return "ProtectHome=tmpfs\nBindPaths=" + one_word(folder) + "\n";
    if (!is("ExecStart=")) return std::string(given);
    std::error_code failed;
    fs::path program = fs::read_symlink("/proc/self/exe", failed);
    if (failed) program = "/usr/bin/tenbin";
    return "ExecStart=" + argument(program.string()) + " serve " + argument(book_) +
           (settings_.empty() ? "" : " --settings " + argument(settings_)) + "\n";
  }

  const std::string book_;
  const std::string settings_;
  const std::string user_;
};

Result<std::string> whole_path(std::string_view option, const std::string& path) {
  std::error_code failed;
  std::string whole = path.empty() ? "" : fs::absolute(path, failed).lexically_normal().string();
  for (const char c : whole)
    if (static_cast<unsigned char>(c) < ' ') return unusable(option, path, "path");
  return whole;
}

Result<void> print(const Options& options) {
  const auto book = store::Book::open_to_read(options.book);
  if (!book) return tl::make_unexpected(book.error());
  const auto path = whole_path("BOOK", options.book);
  if (!path) return tl::make_unexpected(path.error());
  const auto settings = whole_path("--settings", options.settings_file);
  if (!settings) return tl::make_unexpected(settings.error());
  if (options.user.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") != std::string::npos)
    return unusable("--user", options.user, "user");
  fmt::print("{}", Unit(options, *path, *settings).text());
  return {};
}

}  // namespace

void add_service(Arguments app, Context& context) {
  const auto service = app.add_subcommand("service", say(context, "help.service"));
  service.require_subcommand();
  const auto command = service.add_subcommand("print", say(context, "help.service_print"));
  auto options = std::make_shared<Options>();
  command.add_option("BOOK", options->book, say(context, "help.book")).required();
  command.add_option("--settings", options->settings_file, say(context, "help.serve_settings"));
  command.add_option("--user", options->user, say(context, "help.service_user"));
  command.callback([&context, options] {
    if (const auto done = print(*options); !done) context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
