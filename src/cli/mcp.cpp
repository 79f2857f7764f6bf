// `tenbin mcp --server URL --token-file FILE`: POST /mcp of a running server (http/mcp.hpp) for
// programs that start a process and speak by its standard input and output, one message a line.
// What the server says goes on as it is; where it says nothing that MCP knows, a message that waits
// for an answer gets one with the reason.
#include <fmt/core.h>

#include <cstdio>
#include <iostream>
#include <memory>

#include "cli/context.hpp"
#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "http/mcp.hpp"
#include "http/parameters.hpp"
#include "oidc/provider.hpp"
#include "service/fetch.hpp"

namespace tenbin::cli {
namespace {

constexpr std::size_t longest_message = std::size_t{4} << 20;
constexpr std::size_t largest_answer = std::size_t{64} << 20;
constexpr auto patience = std::chrono::minutes(2);
constexpr int not_carried = -32000;  // of the range that JSON-RPC leaves to servers

struct Options {
  std::string server;
  std::string token_file;
};

class Relay {
 public:
  Relay(const Context& context, std::string server, const std::string& token)
      : context_(context), server_(std::move(server)) {
    while (server_.ends_with('/')) server_.pop_back();
    request_.url = server_ + std::string(http::mcp_path);
    request_.type = "application/json";
    request_.headers = {
        "Authorization: Bearer " + token, "Accept: application/json, text/event-stream",
        context.language == Language::ja ? "Accept-Language: ja" : "Accept-Language: en"};
    request_.most = largest_answer;
    request_.limit = patience;
  }

  // The line that answers; empty where none does.
  std::string answer(const std::string& line) {
    HttpRequest request = request_;
    if (!revision_.empty()) request.headers.push_back("MCP-Protocol-Version: " + revision_);
    request.post = line;
    const HttpAnswer answer = exchange(request);
    if (!answer.failure.empty())
      return refusal(line, say(context_, "mcp.unreachable", {{"address", server_}}));
    const auto said = json::parse(answer.body, {largest_answer});
    if (said && said->find("jsonrpc") != nullptr) {
      note_revision(*said);
      return answer.body;
    }
    if (answer.status == 202) return {};
    const bool is_problem = said && said->text_of("detail");
    return refusal(line, is_problem ? std::string(*said->text_of("detail"))
                                    : say(context_, "mcp.no_server", {{"address", server_}}));
  }

 private:
  // What initialize agreed on is said from then on.
  void note_revision(const json::Value& said) {
    const json::Value* const result = said.find("result");
    if (result == nullptr) return;
    const std::string revision = http::text_or_empty(*result, "protocolVersion");
    if (!revision.empty()) revision_ = revision;
  }

  // To a message that waits for an answer; who only notifies reads it on standard error.
  std::string refusal(const std::string& line, const std::string& said) const {
    const auto sent = json::parse(line);
    const json::Value* const id = sent ? sent->find("id") : nullptr;
    fmt::print(stderr, "✕ {}\n", said);
    if (id == nullptr || (!id->text() && !id->integer())) return {};
    std::string answer;
    json::Writer json(answer);
    json.begin_object().key("error").begin_object();
    json.key("code").integer(not_carried).key("message").string(said).end_object();
    json.key("id").raw(json::write_canonical(*id)).key("jsonrpc").string("2.0").end_object();
    return answer;
  }

  const Context& context_;
  std::string server_;
  std::string revision_;
  HttpRequest request_;
};

// The token crosses no network as it is.
Result<void> relay(const Context& context, const Options& options) {
  if (!oidc::is_safe(options.server)) return unusable("--server", options.server, "server");
  const auto text = read_file(options.token_file, 4096);
  if (!text) return tl::make_unexpected(text.error());
  Relay relay(context, options.server, text->substr(0, text->find_first_of("\r\n")));
  std::string line;
  while (std::getline(std::cin, line)) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    if (line.size() > longest_message)
      return problem(Code::request_too_large, {{"limit", "4 MiB"}});
    const std::string answer = relay.answer(line);
    if (answer.empty()) continue;
    fmt::print("{}\n", answer);
    std::fflush(stdout);
  }
  return {};
}

}  // namespace

void add_mcp(Arguments app, Context& context) {
  const auto command = app.add_subcommand("mcp", say(context, "help.mcp"));
  auto options = std::make_shared<Options>();
  command.add_option("--server", options->server, say(context, "help.mcp_server")).required();
  command.add_option("--token-file", options->token_file, say(context, "help.mcp_token_file"))
      .required();
  command.callback([&context, options] {
    if (const auto done = relay(context, *options); !done)
      context.exit_code = report(context, done.error());
  });
}

}  // namespace tenbin::cli
