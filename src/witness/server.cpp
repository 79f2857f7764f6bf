#include "witness/server.hpp"

namespace tenbin::witness {
namespace {

constexpr std::chrono::seconds patience{10};

Answer answer_to(Witness& witness, const net::Request& request) {
  constexpr std::string_view ending = "/checkpoint";
  const std::string_view path = request.path;
  if (path == "/add-checkpoint") {
    if (request.method != "POST") return {405, "text/plain", "POST only\n"};
    return witness.add_checkpoint(request.body);
  }
  if (path.ends_with(ending) && path.starts_with('/') && path.size() > ending.size()) {
    if (request.method != "GET") return {405, "text/plain", "GET only\n"};
    return witness.checkpoint(path.substr(1, path.size() - ending.size() - 1));
  }
  return {404, "text/plain", "not here\n"};
}

}  // namespace

Result<Server> Server::listen(const std::string& address) {
  net::ServerOptions options;
  options.address = address;
  options.limits.idle = options.limits.head_time = options.limits.body_time = patience;
  options.limits.write_time = patience;
  options.limits.connections = 256;
  options.body_limit = [](std::string_view, std::string_view) { return max_body; };
  auto server = net::Server::listen(std::move(options));
  if (!server) return tl::make_unexpected(server.error());
  return Server(std::move(*server));
}

void Server::run(Witness& witness) {
  server_.run([&](const net::Request& request, const net::Respond& respond) {
    const Answer answer = answer_to(witness, request);
    respond({answer.status, answer.type, answer.body});
  });
}

}  // namespace tenbin::witness
