// What suppliers have handed in by their links: seen, saved, accepted or rejected by the mill. To
// accept a paper is to register its certificate, with what it says where the supplier's form does
// not, and to give it to receipts that wait for it; by two people, for it brings an emission
// factor.
#include "codec/json_writer.hpp"
#include "http/commands.hpp"
#include "http/office_lists.hpp"
#include "http/parameters.hpp"
#include "http/posting.hpp"
#include "http/replies.hpp"

namespace tenbin::http {
namespace {

using office::Right;
using office::Upload;
using office::UploadState;

constexpr std::uint64_t small_body = 64U << 10;
constexpr std::string_view accept_route = "/api/v1/uploads/{number}/accept";

void write_upload(json::Writer& json, const Upload& each) {
  const auto text_if = [&](std::string_view key, bool there, const std::string& text) {
    json.key(key);
    there ? json.string(text) : json.null();
  };
  json.begin_object();
  text_if("decided_at", each.decided.has_value(),
          format_instant(each.decided.value_or(each.received)));
  text_if("decided_by", !each.decided_by.empty(), each.decided_by);
  json.key("file").string(each.file).key("kind").string(name_of(each.kind));
  json.key("link").string(std::to_string(each.link));
  text_if("mass_kg", each.mass.has_value(), format_kg(each.mass.value_or(Mass())));
  json.key("number").string(each.number);
  text_if("reason", !each.reason.empty(), each.reason);
  json.key("received_at").string(format_instant(each.received));
  json.key("sha256").string(to_hex(each.sha256)).key("size").integer(each.size);
  json.key("state").string(name_of(each.state)).key("supplier").string(each.supplier);
  text_if("supplier_certificate", !each.certificate.empty(), each.certificate);
  json.key("upload").string(std::to_string(each.id));
  json.key("valid_from").string(format_date(each.valid_from));
  json.key("valid_to").string(format_date(each.valid_to)).end_object();
}

Reply one_upload(const Call& call, const Result<Upload>& found) {
  if (!found) return problem_reply(call, found.error());
  std::string body;
  json::Writer json(body);
  write_upload(json, *found);
  return json_reply(std::move(body));
}

// The upload of the address.
Result<Upload> upload_of(const Site& site, const Call& call) {
  const std::string_view part = call.part("number");
  const auto id = read_id(part);
  if (!id) return problem(Code::reference_unknown, {{"kind", "upload"}, {"id", std::string(part)}});
  return site.office.upload(*id);
}

Reply list(const Site& site, const Call& call) {
  const auto page = page_parameters(call);
  if (!page) return problem_reply(call, page.error());
  office::UploadFilter filter;
  filter.supplier = call.request.parameter("supplier");
  if (const std::string_view name = call.request.parameter("state"); !name.empty()) {
    filter.state = value_named<UploadState>(name);
    if (!filter.state)
      return problem_reply(call, not_one_of("state", name, "received accepted rejected").value());
  }
  const auto found = site.office.uploads(*page, filter);
  if (!found) return problem_reply(call, found.error());
  return json_reply(page_json(*found, write_upload));
}

// Named after its certificate once it is registered, as a pack looks for evidence.
std::string name_to_save(const Upload& upload) {
  if (upload.certificate.empty()) return upload.file;
  return upload.certificate + "." + std::string(name_of(upload.kind));
}

Reply download(const Site& site, const Call& call) {
  const auto upload = upload_of(site, call);
  if (!upload) return problem_reply(call, upload.error());
  auto bytes = site.office.upload_bytes(upload->id);
  if (!bytes) return problem_reply(call, bytes.error());
  return file_reply(*std::move(bytes), "application/octet-stream", name_to_save(*upload));
}

json::Value command_of(std::string_view what) {
  return with_member(json::Value(json::Object(), "/"), "do", what);
}

// register_supplier_certificate of what the body says, and else of what the supplier said.
json::Value registration(const json::Object& body, const Upload& upload) {
  json::Object members;
  for (const json::Member& member : body)
    if (member.key != "receipts") members.push_back(member);
  json::Value command(std::move(members), "/");
  const auto otherwise = [&](std::string_view key, const std::string& text) {
    if (command.find(key) == nullptr) command = with_member(command, key, text);
  };
  otherwise("supplier_certificate", upload.number);
  otherwise("valid_from", format_date(upload.valid_from));
  otherwise("valid_to", format_date(upload.valid_to));
  if (upload.mass) otherwise("mass", format_kg(*upload.mass) + " kg");
  command = with_member(command, "do", "register_supplier_certificate");
  command = with_member(command, "note", "sha256:" + to_hex(upload.sha256));
  return with_member(command, "supplier", upload.supplier);
}

struct Acceptance {
  std::vector<json::Value> commands;
  std::string certificate;
};

Result<Acceptance> acceptance_of(const json::Value& body, const Upload& upload) {
  TENBIN_TRY(body.only_keys({"assurance_body", "chain_model", "country", "emission_boundary",
                             "emission_factor", "mass", "power_source", "receipts",
                             "renewable_share", "scheme", "scheme_valid_to", "smelter",
                             "supplier_certificate", "valid_from", "valid_to"}));
  const auto members = body.object();
  if (!members) return tl::make_unexpected(members.error());
  Acceptance acceptance;
  acceptance.commands.push_back(registration(**members, upload));
  acceptance.certificate = text_or_empty(acceptance.commands.front(), "supplier_certificate");
  if (body.find("receipts") == nullptr) return acceptance;
  const auto receipts = body.array_of("receipts");
  if (!receipts) return tl::make_unexpected(receipts.error());
  for (const json::Value& each : **receipts) {
    const auto receipt = each.text();
    if (!receipt) return tl::make_unexpected(receipt.error());
    json::Value command = with_member(command_of("back_receipt"), "receipt", *receipt);
    acceptance.commands.push_back(
        with_member(command, "supplier_certificate", acceptance.certificate));
  }
  return acceptance;
}

void accept(const Site& site, const std::shared_ptr<const Call>& call, const Respond& respond) {
  const auto refuse = [&](const Problem& problem) { respond(problem_reply(*call, problem)); };
  const auto body = json::parse(call->request.body);
  if (!body) return refuse(body.error());
  const auto upload = upload_of(site, *call);
  if (!upload) return refuse(upload.error());
  if (upload->state != UploadState::received)
    return refuse(
        {Code::upload_decided,
         {{"upload", std::to_string(upload->id)}, {"state", std::string(name_of(upload->state))}}});
  const auto acceptance = acceptance_of(*body, *upload);
  if (!acceptance) return refuse(acceptance.error());
  // Posted twice it is posted once, also where another office file counts from 1 again.
  const std::string key =
      "upload:" + std::to_string(upload->id) + "@" + std::to_string(upload->received.ms);
  post_commands(
      site, call, acceptance->commands, key, Again{accept_route, json::write_canonical(*body)},
      [&site, call, respond, id = upload->id, number = acceptance->certificate](Reply reply) {
        if (reply.status != 200 || call->dry_run()) return respond(std::move(reply));
        respond(one_upload(*call, site.office.accept_upload(id, number, *call->person)));
      });
}

Reply reject(const Site& site, const Call& call) {
  const auto body = json::parse(call.request.body);
  if (!body) return problem_reply(call, body.error());
  const auto upload = upload_of(site, call);
  if (!upload) return problem_reply(call, upload.error());
  if (const auto known = body->only_keys({"reason"}); !known)
    return problem_reply(call, known.error());
  return one_upload(
      call, site.office.reject_upload(upload->id, text_or_empty(*body, "reason"), *call.person));
}

}  // namespace

void add_uploads(Router& router, Site& site) {
  router.add({"GET", "/api/v1/uploads", Right::see_receipts, Place::worker,
              [&site](const Call& call) { return list(site, call); }});
  router.add({"GET", "/api/v1/uploads/{number}/file", Right::see_receipts, Place::worker,
              [&site](const Call& call) { return download(site, call); }});
  router.add({"POST", accept_route, Right::post_receipts, Place::worker,
              AnsweringLater([&site](const std::shared_ptr<const Call>& call,
                                     const Respond& respond) { accept(site, call, respond); }),
              small_body});
  router.add({"POST", "/api/v1/uploads/{number}/reject", Right::post_receipts, Place::worker,
              [&site](const Call& call) { return reject(site, call); }, small_body});
}

}  // namespace tenbin::http
