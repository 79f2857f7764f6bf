#include "http/entrance.hpp"

#include <boost/asio/post.hpp>

#include "codec/json_writer.hpp"
#include "office/secrets.hpp"

namespace tenbin::http {

bool Background::post(std::function<void()> work) {
  if (waiting_.fetch_add(1) >= most) {
    --waiting_;
    return false;
  }
  boost::asio::post(thread_, [this, work = std::move(work)] {
    --waiting_;
    try {
      work();
    } catch (const std::exception&) {  // nothing of a letter ends the server
    }
  });
  return true;
}

void Background::finish() {
  thread_.stop();
  thread_.join();
}

Entrance::Entrance(const Settings& settings, const std::string& book, const Outside& outside)
    : address(settings.address),
      mailer({settings.mail_server, settings.mail_from, settings.mail_login, outbox_path_of(book)},
             outside),
      provider({settings.oidc_issuer, settings.oidc_client_id, settings.oidc_secret}, outside) {}

std::string sent_json(const std::string& path) {
  std::string body;
  json::Writer json(body);
  json.begin_object().key("path");
  path.empty() ? json.null() : json.string(path);
  json.key("sent").string(path.empty() ? "mail" : "file").end_object();
  return body;
}

std::string address_here(const std::string& listening) {
  const std::size_t host = listening.find("://") + 3;
  const std::size_t port = listening.rfind(':');
  const std::string name = listening.substr(host, port - host);
  const bool local = name.starts_with("127.") || name == "[::1]" || name == "::1";
  return local ? listening.substr(0, host) + "localhost" + listening.substr(port) : listening;
}

std::string random_text(const Outside& outside) {
  office::Random32 random{};
  outside.fill_random(random);
  return office::secret_text(random);
}

std::string outbox_path_of(const std::string& book) {
  return book + ".outbox";
}

}  // namespace tenbin::http
