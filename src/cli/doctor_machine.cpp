#include <array>

#include "cli/doctor.hpp"
#include "load/load.hpp"
#include "mail/mailer.hpp"
#include "net/port.hpp"
#include "paper/render.hpp"
#include "service/disk.hpp"
#include "service/fetch.hpp"

namespace tenbin::cli {
namespace {

Finding look_at_disk(const Patient& patient) {
  constexpr std::uint64_t hundred = 100;
  constexpr std::uint64_t few = 5;  // per cent
  const auto space = disk_space_of(patient.book);
  if (!space) return found(patient, "disk", Mark::look, "unknown");
  const std::uint64_t percent = space->available / (space->capacity / hundred + 1);
  const bool low = percent < few;
  return found(patient, "disk", low ? Mark::look : Mark::good, low ? "low" : "good",
               {{"percent", std::to_string(percent)},
                {"free_mb", std::to_string(space->available / 1'000'000)}});
}

// As this machine reaches what listens there.
std::string local_address(const std::string& listen) {
  const std::string host = listen.substr(0, listen.rfind(':'));
  const bool everywhere = host == "0.0.0.0" || host == "[::]";
  return (everywhere ? "127.0.0.1" : host) + listen.substr(listen.rfind(':'));
}

Finding look_at_address(const Patient& patient) {
  constexpr std::string_view check = "listen";
  const http::Settings& settings = patient.settings;
  const auto port = net::port_of(settings.listen);
  if (!port)
    return found(patient, check, Mark::bad,
                 {Code::setting_invalid, {{"name", "listen"}, {"value", settings.listen}}});
  const auto listener = *port == 0 ? std::nullopt : net::who_listens(*port);
  std::vector<Fact> facts = {{"address", settings.listen}};
  if (!listener) return found(patient, check, Mark::good, "free", facts);
  HttpRequest request;
  request.url = (settings.tls_certificate.empty() ? "http://" : "https://") +
                local_address(settings.listen) + "/healthz";
  request.limit = request.connect_limit = std::chrono::seconds(2);
  facts.push_back({"program", listener->program.empty() ? "?" : listener->program});
  facts.push_back({"process", std::to_string(listener->process)});
  if (listener->program == "tenbin" || exchange(request).body == "ok\n")
    return found(patient, check, Mark::good, "served", facts);
  facts.push_back({"free", net::free_beside(settings.listen)});
  return found(patient, check, Mark::bad, "taken", facts);
}

Finding look_at_mail(const Patient& patient) {
  constexpr std::string_view check = "mail";
  const http::Settings& settings = patient.settings;
  if (settings.mail_server.empty()) return found(patient, check, Mark::good, "none");
  const std::vector<Fact> facts = {{"address", settings.mail_server}};
  if (!patient.network) return found(patient, check, Mark::good, "not_asked", facts);
  const mail::Mailer mailer({settings.mail_server, settings.mail_from, settings.mail_login, ""},
                            patient.context.outside);
  const auto reached = mailer.reach();
  return reached ? found(patient, check, Mark::good, "good", facts)
                 : found(patient, check, Mark::bad, reached.error());
}

// What draws certificates, with its fonts.
Finding look_at_printing(const Patient& patient) {
  const auto renderer = paper::Renderer::create();
  return renderer ? found(patient, "printing", Mark::good, "good")
                  : found(patient, "printing", Mark::bad, renderer.error());
}

// What is loaded when it is first needed, besides that.
Finding look_at_libraries(const Patient& patient) {
  constexpr std::array late = {"libcurl.so.4", "libfido2.so.1"};
  const char* const missing = load::first_missing(late);
  return missing == nullptr
             ? found(patient, "libraries", Mark::good, "good")
             : found(patient, "libraries", Mark::bad, {Code::file_missing, {{"file", missing}}});
}

}  // namespace

std::vector<Finding> look_at_machine(const Patient& patient) {
  return {look_at_disk(patient), look_at_address(patient), look_at_mail(patient),
          look_at_printing(patient), look_at_libraries(patient)};
}

}  // namespace tenbin::cli
