// The end of a server, as its clients do not see it. What they see: tests/http/test_wire.py.
#include "net/server.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <thread>
#include <vector>

namespace tenbin::net {
namespace {

std::uint16_t port_of(const Server& server) {
  const std::string address = server.address();
  std::uint16_t port = 0;
  std::from_chars(address.data() + address.rfind(':') + 1, address.data() + address.size(), port);
  return port;
}

// Asks without waiting for an answer. False when nobody listens.
bool ask(std::uint16_t port) {
  const int client = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_port = htons(port);
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool there = ::connect(client, reinterpret_cast<sockaddr*>(&where), sizeof where) == 0;
  constexpr std::string_view text = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  if (there) (void)::send(client, text.data(), text.size(), MSG_NOSIGNAL);
  ::close(client);
  return there;
}

// Whatever is being accepted, answered on another thread or closed at that moment.
TEST(Server, EndsWhileClientsComeAndGo) {
  for (int round = 0; round < 50; ++round) {
    ServerOptions options;
    options.address = "127.0.0.1:0";
    options.threads = 2;
    options.limits.connections = 4;
    auto server = Server::listen(options);
    ASSERT_TRUE(server);
    std::atomic<int> answered = 0;
    std::thread running([&] {
      server->run([&](const Request&, const Respond& respond) {
        ++answered;
        if (answered % 2 == 0) return respond({});
        std::thread([respond] { respond({}); }).detach();
      });
    });
    {
      std::vector<std::jthread> clients;
      for (int i = 0; i < 2; ++i)
        clients.emplace_back([port = port_of(*server)] {
          while (ask(port)) {
          }
        });
      while (answered < 8) std::this_thread::yield();
      server->stop();
    }
    running.join();
  }
}

}  // namespace
}  // namespace tenbin::net
