#include "mail/mailer.hpp"

#include <sys/stat.h>

#include <array>
#include <cstring>

#include "base/encoding.hpp"
#include "service/curl.hpp"
#include "service/files.hpp"

namespace tenbin::mail {
namespace {

constexpr long limit_ms = 20'000;
constexpr std::string_view plain = "smtp://";
constexpr std::string_view over_tls = "smtps://";

// Of "smtp://host:port".
std::string_view host_of(std::string_view server) {
  server.remove_prefix(server.find("://") + 3);
  if (server.starts_with('[')) return server.substr(0, server.find(']') + 1);
  return server.substr(0, server.find(':'));
}

bool is_this_machine(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

std::size_t give(char* out, std::size_t one, std::size_t count, void* source) {
  auto& left = *static_cast<std::string_view*>(source);
  const std::size_t size = std::min(one * count, left.size());
  std::memcpy(out, left.data(), size);
  left.remove_prefix(size);
  return size;
}

tl::unexpected<Problem> failed(std::string reason) {
  return problem(Code::mail_failed, {{"reason", std::move(reason)}});
}

void put_route(CURL* curl, const Route& route) {
  curl_easy_setopt(curl, CURLOPT_URL, route.server.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  const bool local = is_this_machine(host_of(route.server));
  if (!local) curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  if (const std::size_t end = route.login.find(':'); end != std::string::npos) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, route.login.substr(0, end).c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, route.login.substr(end + 1).c_str());
  }
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, limit_ms);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
}

Result<void> perform(CURL* curl) {
  const std::string failure = curl::failure_of(curl_easy_perform(curl));
  if (!failure.empty()) return failed(failure);
  return {};
}

Result<void> send_by_smtp(const Route& route, const Letter& letter, std::string_view bytes) {
  const curl::Handle handle = curl::make_handle();
  if (!handle) return failed("unreachable");
  CURL* const curl = handle.get();
  curl::List to;
  curl::append(to, "<" + letter.to + ">");
  const std::string from = "<" + letter.from + ">";
  put_route(curl, route);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &bytes);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  return perform(curl);
}

}  // namespace

bool is_server(std::string_view text) {
  const bool known = text.starts_with(plain) || text.starts_with(over_tls);
  return known && !host_of(text).empty() &&
         text.find_first_of(" @\r\n\t") == std::string_view::npos;
}

// "20261129T010203004Z-0123456789ab": by time, and never the same twice.
std::string Mailer::name_of(Instant at) const {
  std::array<std::uint8_t, 6> random{};
  outside_.fill_random(random);
  std::string name;
  for (const char c : format_instant(at))
    if (c != '-' && c != ':' && c != '.') name += c;
  return name + "-" + to_hex(random);
}

Result<std::string> Mailer::send(Letter letter) const {
  if (by_file()) return drop(std::move(letter));
  letter.from = route_.from;
  if (!is_address(letter.to)) return failed("refused");
  const Instant at = outside_.now();
  TENBIN_TRY(send_by_smtp(route_, letter, format_letter(letter, at, name_of(at))));
  return std::string();
}

Result<void> Mailer::reach() const {
  const curl::Handle handle = curl::make_handle();
  if (!handle) return failed("unreachable");
  put_route(handle.get(), route_);
  curl_easy_setopt(handle.get(), CURLOPT_CONNECT_ONLY, 1L);
  return perform(handle.get());
}

Result<std::string> Mailer::drop(Letter letter) const {
  letter.from = route_.from.empty() ? "tenbin@localhost" : route_.from;
  if (!is_address(letter.to)) return failed("refused");
  TENBIN_TRY(make_folder(route_.folder));
  if (::chmod(route_.folder.c_str(), 0700) != 0)
    return problem(Code::file_unwritable, {{"path", route_.folder}});
  const Instant at = outside_.now();
  const std::string name = name_of(at);
  std::string path = route_.folder + "/" + name + ".eml";
  TENBIN_TRY(write_file(path, format_letter(letter, at, name), false, 0600));
  return path;
}

}  // namespace tenbin::mail
