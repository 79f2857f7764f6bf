#include "verify/online.hpp"

#include "credential/did.hpp"
#include "credential/status_list.hpp"
#include "credential/web.hpp"
#include "service/files.hpp"
#include "service/web_address.hpp"

namespace tenbin::verify {
namespace {

using credential::Beside;
using credential::Check;
using credential::CheckResult;

bool is_missing(const std::optional<Beside>& document) {
  return !document || !document->from_caller;
}

bool reads_as_did(const std::string& text) {
  return credential::read_did(text).has_value();
}
bool reads_as_status(const std::string& text) {
  return credential::read_signed_status_list(text).has_value();
}

// "HOST:PORT:ADDRESS", as curl has it.
bool is_resolve(const std::string& text) {
  const std::size_t host = text.find(':');
  if (host == 0 || host == std::string::npos) return false;
  const std::size_t port = text.find(':', host + 1);
  if (port == std::string::npos || port + 1 == text.size()) return false;
  const std::string digits = text.substr(host + 1, port - host - 1);
  return !digits.empty() && digits.size() <= 5 &&
         digits.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

Result<void> check_online_options(const OnlineOptions& options) {
  for (const std::string& each : options.guard.resolve) {
    if (!is_resolve(each)) return problem(Code::usage_invalid, {{"problem", "--resolve " + each}});
  }
  if (options.guard.ca_file.empty()) return {};
  const auto file = read_file(options.guard.ca_file);
  if (!file) return tl::make_unexpected(file.error());
  if (file->find("-----BEGIN ") == std::string::npos)
    return problem(Code::usage_invalid, {{"problem", "--ca " + options.guard.ca_file}});
  return {};
}

// The signer's DID is that of this address, and the status list that the certificate names is the
// one of this address: else a check would have failed ("key", "schema").
void Online::ask(const credential::Report& report, credential::Given& given) {
  if (options_.offline || !report.document || !report.passed()) return;
  const credential::Envelope& envelope = report.document->envelope;
  if (!is_internet_host(envelope.web)) return;
  if (is_missing(given.did)) get("did", credential::did_url(envelope.web), reads_as_did, given.did);
  if (envelope.status_index && is_missing(given.status)) {
    const std::uint64_t list = *envelope.status_index / credential::status_list_bits;
    get("status", credential::status_list_url(envelope.web, list), reads_as_status, given.status);
  }
}

void Online::get(const std::string& document, const std::string& url, Reads reads,
                 std::optional<Beside>& target) {
  const Instant now = outside_.now();
  HttpAnswer answer = fetch(url, options_.guard);
  if (answer.failure.empty() && !reads(answer.body)) answer.failure = "malformed";
  if (answer.failure.empty()) target = {std::move(answer.body), true};
  asked_.push_back({document, url, now, std::move(answer.failure), false});
}

void Online::explain(credential::Report& report) {
  for (Asked& asked : asked_) {
    if (asked.failure.empty()) continue;
    const std::string_view name = asked.document == "did" ? "key" : "status";
    for (Check& check : report.checks) {
      if (check.name != name || check.result != CheckResult::not_checked) continue;
      check.reason = asked.failure + " " + asked.url;
      asked.is_said = true;
    }
  }
}

}  // namespace tenbin::verify
