// Reading is writing again, as for certificates (credential_read.cpp). Members stand in the order
// of RFC 8785: by their keys.
#include "credential/statement.hpp"

#include <algorithm>

#include "codec/json_writer.hpp"
#include "credential/credential.hpp"
#include "credential/parts.hpp"
#include "credential/time.hpp"
#include "credential/web.hpp"
#include "embedded/statement_context.hpp"

namespace tenbin::credential {
namespace {

using json::Value;
using json::Writer;

constexpr std::string_view did_key = "did:key:";

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

class Printer {
 public:
  explicit Printer(const Statement& statement)
      : s_(statement),
        id_(statement.issuer + "/statement/" + percent_encode(statement.said.statement)),
        w_(out_) {}

  std::string print() {
    w_.begin_object().key("@context").begin_array().string(credentials_context);
    w_.string(untp_context).string(statement_context).end_array().key("credentialSubject");
    subject();
    w_.key("id").string(id_).key("issuer");
    named(s_.issuer, s_.said.verifier, "CredentialIssuer");
    w_.key("name").string(both("statement.title") + " " + s_.said.statement);
    w_.key("type").begin_array().string("VerifiableCredential");
    w_.string("DigitalConformityCredential").string("BalanceStatement").end_array();
    w_.key("validFrom").string(format_time(start_of(s_.said.date))).end_object();
    return std::move(out_);
  }

 private:
  void subject() {
    w_.begin_object().key("assessmentLevel").string("no-endorsement");
    w_.key("assessorLevel").string("3rdParty").key("attestationType").string("verification");
    w_.key("balanceStatement");
    balance();
    w_.key("id").string(id_ + "#attestation").key("issuedToParty");
    named(s_.book_issuer.value_or(id_ + "#mill"), s_.log_origin, "Party");
    w_.key("name").string(both("verification.kind." + std::string(name_of(s_.said.kind))));
    w_.key("referenceScheme");
    named(digest_uri(s_.rulebook_sha256), s_.rulebook_id, "ConformityScheme");
    w_.key("type").begin_array().string("ConformityAttestation").end_array().end_object();
  }

  void balance() {
    const certificate::Verification& said = s_.said;
    w_.begin_object().key("accounts").begin_array();
    for (const std::string& account : s_.accounts) w_.string(account);
    w_.end_array();
    if (s_.book_issuer) w_.key("book_issuer").string(*s_.book_issuer);
    const certificate::Claim claim = statement_claim();
    w_.key("claim").begin_object().key("code").string(claim.code).key("text").begin_object();
    w_.key("en").string(claim.text.en).key("ja").string(claim.text.ja).end_object().end_object();
    w_.key("criteria").string(said.criteria).key("date").string(format_date(said.date));
    w_.key("from").string(format_date(said.scope.from));
    w_.key("kind").string(name_of(said.kind)).key("level").string(name_of(said.level));
    w_.key("log_origin").string(s_.log_origin).key("log_root").string(s_.log_root);
    w_.key("log_size").integer(s_.log_size).key("pack_sha256").string(s_.pack_sha256);
    w_.key("rulebook_id").string(s_.rulebook_id);
    w_.key("rulebook_sha256").string(s_.rulebook_sha256).key("site").string(s_.site);
    w_.key("statement").string(said.statement).key("to").string(format_date(said.scope.to));
    w_.key("verifier").string(said.verifier).end_object();
  }

  void named(std::string_view id, std::string_view name, std::string_view type) {
    w_.begin_object().key("id").string(id).key("name").string(name);
    w_.key("type").begin_array().string(type).end_array().end_object();
  }

  const Statement& s_;
  std::string id_;
  std::string out_;
  Writer w_;
};

// Takes members out of an object and remembers the first thing that is wrong. What it does not look
// at is found when the statement is written again.
class Reader {
 public:
  explicit Reader(const Value& object) : object_(object) {}
  const std::optional<Problem>& problem() const { return problem_; }

  std::string text(std::string_view key) {
    const auto value = object_.text_of(key);
    if (!value) return fail(value.error());
    if (value->empty()) fail(key, "empty");
    // A stranger's text is shown on terminals.
    if (std::any_of(value->begin(), value->end(), is_control)) fail(key, "control_character");
    return std::string(*value);
  }
  std::string digest(std::string_view key) {
    std::string value = text(key);
    if (!is_digest(value)) fail(key, "digest");
    return value;
  }
  Date date(std::string_view key) {
    const auto value = parse_date(text(key));
    if (!value) fail(key, "date");
    return value.value_or(Date());
  }
  template <class E>
  E choice(std::string_view key) {
    const auto value = value_named<E>(text(key));
    if (!value) fail(key, "choice");
    return value.value_or(E{});
  }
  std::int64_t count(std::string_view key) {
    const auto value = object_.integer_of(key);
    if (!value) fail(value.error());
    if (value && *value < 1) fail(key, "range");
    return value.value_or(0);
  }
  // In their order, none twice.
  std::vector<std::string> names(std::string_view key) {
    std::vector<std::string> all;
    const auto values = object_.array_of(key);
    if (!values) fail(values.error());
    for (const Value& each : values ? **values : json::Array()) {
      const auto name = each.text();
      if (!name) fail(name.error());
      if (name && !all.empty() && *name <= all.back()) fail(key, "order");
      all.emplace_back(name.value_or(""));
    }
    return all;
  }
  bool has(std::string_view key) const { return object_.find(key) != nullptr; }
  void fail(std::string_view key, std::string what) {
    fail(json::invalid_at(json::place_of(object_.place(), key), std::move(what)).value());
  }

 private:
  std::string fail(const Problem& problem) {
    if (!problem_) problem_ = problem;
    return {};
  }
  const Value& object_;
  std::optional<Problem> problem_;
};

Result<Statement> read_balance(const Value& object) {
  Reader reader(object);
  Statement s;
  s.said.criteria = reader.text("criteria");
  s.said.date = reader.date("date");
  s.said.scope = {reader.date("from"), reader.date("to")};
  if (s.said.scope.to < s.said.scope.from) reader.fail("to", "dates.order");
  s.said.kind = reader.choice<AssuranceKind>("kind");
  s.said.level = reader.choice<AssuranceLevel>("level");
  s.said.statement = reader.text("statement");
  s.said.verifier = reader.text("verifier");
  s.site = reader.text("site");
  s.accounts = reader.names("accounts");
  if (reader.has("book_issuer")) s.book_issuer = reader.text("book_issuer");
  if (s.book_issuer && !web_of(*s.book_issuer)) reader.fail("book_issuer", "did");
  s.log_origin = reader.text("log_origin");
  s.log_size = reader.count("log_size");
  s.log_root = reader.digest("log_root");
  s.rulebook_id = reader.text("rulebook_id");
  s.rulebook_sha256 = reader.digest("rulebook_sha256");
  s.pack_sha256 = reader.digest("pack_sha256");
  if (reader.problem()) return tl::make_unexpected(*reader.problem());
  return s;
}

Result<Statement> read_body(const Value& body) {
  const auto subject = body.at("credentialSubject");
  if (!subject) return tl::make_unexpected(subject.error());
  const auto balance = (*subject)->at("balanceStatement");
  if (!balance) return tl::make_unexpected(balance.error());
  auto statement = read_balance(**balance);
  if (!statement) return statement;
  const auto issuer = body.at("issuer");
  if (!issuer) return tl::make_unexpected(issuer.error());
  const auto did = (*issuer)->text_of("id");
  if (!did) return tl::make_unexpected(did.error());
  if (!is_verifier_did(*did)) return json::invalid_at("/issuer/id", "did");
  statement->issuer = *did;
  const auto right = json::parse(statement_json(*statement), json::Limits{2 * statement_limit});
  if (!right) return tl::make_unexpected(right.error());
  if (!(body == *right)) return json::invalid_at(first_difference(body, *right), "choice");
  return statement;
}

// Exactly one, with all of its members: then its bytes follow from its method and its value.
Result<void> check_proof_form(const Value& document, const Proof& proof,
                              const Statement& statement) {
  const auto value = document.object_of("proof");
  if (!value) return tl::make_unexpected(value.error());
  if (document.find("proof")->find("@context") == nullptr)
    return json::invalid_at("/proof/@context", "missing");
  if (proof.created != format_time(start_of(statement.said.date)))
    return json::invalid_at("/proof/created", "date");
  return {};
}

}  // namespace

std::string_view statement_context_text() {
  return embedded::statement_context().front().bytes;
}

certificate::Claim statement_claim() {
  return {"C7", in_both("claim.c7")};
}

bool is_verifier_did(std::string_view did) {
  if (web_of(did)) return true;
  return did.starts_with(did_key) && tlog::parse_multikey(did.substr(did_key.size())).has_value();
}

std::string statement_json(const Statement& statement) {
  return Printer(statement).print();
}

std::string sign_statement(const Statement& statement, const tlog::KeyPair& key) {
  return add_proof(statement_json(statement), {key, method_of(statement.issuer, key.public_key()),
                                               format_time(start_of(statement.said.date))});
}

Result<SignedStatement> read_statement(std::string_view text) {
  const auto document = json::parse(text, json::Limits{statement_limit});
  if (!document) return tl::make_unexpected(document.error());
  if (json::write_canonical(*document) != text) return json::invalid_at("/", "not_canonical");
  const auto secured = split_proofs(*document);
  if (!secured) return tl::make_unexpected(secured.error());
  auto content = read_body(Value(secured->body, "/"));
  if (!content) return tl::make_unexpected(content.error());
  SignedStatement statement{*std::move(content), digest_of(text), "", {}};
  if (secured->proofs.empty()) return statement;
  const Proof& proof = secured->proofs.front();
  TENBIN_TRY(check_proof_form(*document, proof, statement.content));
  statement.method = proof.method;
  const auto key = key_in_method(proof.method);
  const std::string& issuer = statement.content.issuer;
  const bool is_issuers = key && proof.method == method_of(issuer, *key) &&
                          (!issuer.starts_with(did_key) || issuer == did_of_key(*key));
  if (is_issuers && proof.holds(*key)) statement.signed_by = key;
  return statement;
}

bool is_signed_by(const SignedStatement& statement, const VerifierKeys& keys) {
  if (!statement.signed_by) return false;
  if (keys.key && *keys.key != *statement.signed_by) return false;
  if (!keys.did) return true;
  return keys.did->did == statement.content.issuer &&
         std::any_of(keys.did->keys.begin(), keys.did->keys.end(), [&](const DidKey& each) {
           return each.key == *statement.signed_by &&
                  each.valid_at(start_of(statement.content.said.date));
         });
}

}  // namespace tenbin::credential
