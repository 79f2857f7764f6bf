#pragma once
// How the server is set: by an option of the command line, else by an environment variable, else by
// a TOML file, else by what stands here.
//
//   listen = "127.0.0.1:8080"      --listen      TENBIN_LISTEN
//   tls_certificate = "cert.pem"   --tls-certificate …  TENBIN_TLS_CERTIFICATE
//   tls_key = "key.pem"
//   threads = 2                    of the network
//   workers = 4                    that look into the book, print and read files
//   address = "https://ledger.mill.example"   where people reach it; links in mail, ways to sign in
//   proxy = "127.0.0.1"            in front of this one; its X-Forwarded-… is believed
//   mail_server = "smtp://mail.mill.example:587"   without: letters lie in BOOK.outbox/
//   mail_from = "tenbin@mill.example"
//
//   oidc_issuer = "https://login.mill.example"      the company's own sign-in
//   oidc_client_id = "tenbin"
//
//   mcp = "on"                     programs that speak MCP (http/mcp.hpp); else "off"
//
// Secrets come from the environment alone: TENBIN_MAIL_LOGIN ("name:password"), TENBIN_OIDC_SECRET.
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/problem.hpp"

namespace tenbin::http {

struct Settings {
  std::string listen = "127.0.0.1:8080";
  std::string tls_certificate;
  std::string tls_key;
  unsigned threads = 2;
  unsigned workers = 4;
  std::string address;  // without a slash at its end; empty: this machine
  std::string proxy;
  std::string mail_server;
  std::string mail_from;
  std::string mail_login;
  std::string oidc_issuer;
  std::string oidc_client_id;
  std::string oidc_secret;
  bool mcp = false;
};

// By name ("listen"): what was given as an option.
using Given = std::map<std::string, std::string>;
// The value of an environment variable.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// `file`: the TOML file's text; empty: none. setting.invalid {name, value} for what cannot be used,
// and for a name of the file that is none of these.
Result<Settings> read_settings(const Given& given, const Environment& environment,
                               const std::string& file);

}  // namespace tenbin::http
