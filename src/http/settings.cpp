#include "http/settings.hpp"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <sstream>

#include "mail/mailer.hpp"
#include "oidc/provider.hpp"

namespace tenbin::http {
namespace {

constexpr std::array names = {"listen",    "tls_certificate", "tls_key",        "threads",
                              "workers",   "address",         "proxy",          "mail_server",
                              "mail_from", "oidc_issuer",     "oidc_client_id", "mcp"};

tl::unexpected<Problem> invalid(const std::string& name, const std::string& value) {
  return problem(Code::setting_invalid, {{"name", name}, {"value", value}});
}

std::string variable_of(std::string name) {
  for (char& c : name) c = c == '_' ? '_' : static_cast<char>(c - 'a' + 'A');
  return "TENBIN_" + name;
}

Result<Given> read_file(const std::string& text) {
  Given values;
  toml::table table;
  try {
    table = toml::parse(text);
  } catch (const toml::parse_error& error) {
    return invalid("line " + std::to_string(error.source().begin.line),
                   std::string(error.description()));
  }
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    if (std::find(names.begin(), names.end(), name) == names.end()) return invalid(name, "");
    if (const auto number = node.value_exact<std::int64_t>()) {
      values[name] = std::to_string(*number);
    } else if (const auto string = node.value_exact<std::string>()) {
      values[name] = *string;
    } else {
      return invalid(name, "");
    }
  }
  return values;
}

// "https://host" or "https://host:port", and no more.
bool is_web(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!text.starts_with(scheme)) continue;
    text.remove_prefix(scheme.size());
    return !text.empty() && text.find_first_of("/?#@ \t\r\n") == std::string_view::npos;
  }
  return false;
}

// Where people and letters go.
Result<void> check_ways_in(const Settings& settings) {
  if (!settings.address.empty() && !is_web(settings.address))
    return invalid("address", settings.address);
  boost::system::error_code no_address;
  if (!settings.proxy.empty()) boost::asio::ip::make_address(settings.proxy, no_address);
  if (no_address) return invalid("proxy", settings.proxy);
  if (!settings.mail_server.empty() && !mail::is_server(settings.mail_server))
    return invalid("mail_server", settings.mail_server);
  const bool needs_from = !settings.mail_server.empty() || !settings.mail_from.empty();
  if (needs_from && !mail::is_address(settings.mail_from))
    return invalid("mail_from", settings.mail_from);
  if (!settings.oidc_issuer.empty() && !oidc::is_safe(settings.oidc_issuer))
    return invalid("oidc_issuer", settings.oidc_issuer);
  if (settings.oidc_issuer.empty() != settings.oidc_client_id.empty())
    return invalid(settings.oidc_issuer.empty() ? "oidc_issuer" : "oidc_client_id", "");
  return {};
}

}  // namespace

Result<Settings> read_settings(const Given& given, const Environment& environment,
                               const std::string& file) {
  auto values = read_file(file);
  if (!values) return tl::make_unexpected(values.error());
  for (const std::string name : names) {
    if (auto set = environment(variable_of(name))) (*values)[name] = *std::move(set);
    if (const auto option = given.find(name); option != given.end())
      (*values)[name] = option->second;
  }
  Settings settings;
  for (const auto& [name, text] : {std::pair{"listen", &settings.listen},
                                   {"tls_certificate", &settings.tls_certificate},
                                   {"tls_key", &settings.tls_key},
                                   {"address", &settings.address},
                                   {"proxy", &settings.proxy},
                                   {"mail_server", &settings.mail_server},
                                   {"mail_from", &settings.mail_from},
                                   {"oidc_issuer", &settings.oidc_issuer},
                                   {"oidc_client_id", &settings.oidc_client_id}}) {
    if (const auto found = values->find(name); found != values->end()) *text = found->second;
  }
  for (const auto& [name, number] :
       {std::pair{"threads", &settings.threads}, {"workers", &settings.workers}}) {
    const auto found = values->find(name);
    if (found == values->end()) continue;
    const std::string& text = found->second;
    const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), *number);
    if (bad != std::errc{} || end != text.data() + text.size() || *number < 1 || *number > 256)
      return invalid(name, text);
  }
  if (settings.tls_certificate.empty() != settings.tls_key.empty())
    return invalid(settings.tls_key.empty() ? "tls_key" : "tls_certificate", "");
  settings.mail_login = environment("TENBIN_MAIL_LOGIN").value_or("");
  settings.oidc_secret = environment("TENBIN_OIDC_SECRET").value_or("");
  if (const auto mcp = values->find("mcp"); mcp != values->end()) {
    if (mcp->second != "on" && mcp->second != "off") return invalid("mcp", mcp->second);
    settings.mcp = mcp->second == "on";
  }
  TENBIN_TRY(check_ways_in(settings));
  return settings;
}

}  // namespace tenbin::http
