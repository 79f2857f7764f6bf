#include "credential/proof.hpp"

#include <gtest/gtest.h>

#include "credential/time.hpp"
#include "issued.hpp"

namespace tenbin::credential {
namespace {

// W3C, Data Integrity EdDSA Cryptosuites v1.0, appendix B "Test Vectors", representation
// eddsa-jcs-2022 (https://www.w3.org/TR/vc-di-eddsa/#representation-eddsa-jcs-2022).
constexpr std::string_view w3c_document =
    R"({"@context":["https://www.w3.org/ns/credentials/v2",)"
    R"("https://www.w3.org/ns/credentials/examples/v2"],)"
    R"("credentialSubject":{"alumniOf":"The School of Examples","id":"did:example:abcdefgh"},)"
    R"("description":"A minimum viable example of an Alumni Credential.",)"
    R"("id":"urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",)"
    R"("issuer":"https://vc.example/issuers/5678","name":"Alumni Credential",)"
    R"("type":["VerifiableCredential","AlumniCredential"],"validFrom":"2023-01-01T00:00:00Z"})";
constexpr std::string_view w3c_seed =
    "c96ef9ea10c5e414c471723aff9de72c35fa5b70fae97e8832ecac7d2e2b8ed6";
constexpr std::string_view w3c_key = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
constexpr std::string_view w3c_document_hash =
    "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19";
constexpr std::string_view w3c_hashes =
    "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db"
    "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19";
constexpr std::string_view w3c_proof_value =
    "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX";

tlog::KeyPair w3c_key_pair() {
  tlog::Seed seed{};
  const auto bytes = from_hex(w3c_seed).value();
  std::copy(bytes.begin(), bytes.end(), seed.begin());
  return tlog::KeyPair::from_seed(seed);
}

std::string w3c_signed() {
  const tlog::KeyPair key = w3c_key_pair();
  const std::string did = "did:key:" + std::string(w3c_key);
  return add_proof(w3c_document, {key, method_of(did, key.public_key()), "2023-02-24T23:36:38Z"});
}

Result<Secured> split(std::string_view text) {
  const auto parsed = json::parse(text);
  if (!parsed) return tl::make_unexpected(parsed.error());
  return split_proofs(*parsed);
}

std::string place_of_refusal(std::string_view text) {
  const auto secured = split(text);
  return secured ? "" : secured.error().facts.front().value;
}

TEST(Proof, TheVectorOfTheW3c) {
  EXPECT_EQ(tlog::format_multikey(w3c_key_pair().public_key()), w3c_key);
  EXPECT_EQ(digest_of(w3c_document), w3c_document_hash);
  const std::string text = w3c_signed();
  EXPECT_NE(text.find("\"proofValue\":\"" + std::string(w3c_proof_value) + "\""),
            std::string::npos);
  const auto secured = split(text);
  ASSERT_TRUE(secured);
  EXPECT_EQ(secured->unsigned_text, w3c_document);
  ASSERT_EQ(secured->proofs.size(), 1U);
  EXPECT_EQ(to_hex(as_bytes(secured->proofs[0].message)), w3c_hashes);
  EXPECT_TRUE(secured->proofs[0].holds(w3c_key_pair().public_key()));
  EXPECT_FALSE(secured->proofs[0].holds(samples::key().public_key()));
}

TEST(Proof, ADocumentWithoutContextOrProof) {
  const tlog::KeyPair key = samples::key();
  const auto secured = split(add_proof(R"({"a":1})", {key, "m", "2026-01-01T00:00:00Z"}));
  ASSERT_TRUE(secured && secured->proofs.size() == 1);
  EXPECT_TRUE(secured->proofs[0].holds(key.public_key()));
  EXPECT_TRUE(split(R"({"a":1})")->proofs.empty());
}

TEST(Proof, EveryProofOfAnArrayIsRead) {
  const std::string one = w3c_signed();
  const auto parsed = json::parse(one);
  const std::string proof = json::write_canonical(*parsed->find("proof"));
  const std::string two = replaced(one, proof, "[" + proof + "," + proof + "]");
  EXPECT_EQ(split(two)->proofs.size(), 2U);
  EXPECT_EQ(place_of_refusal(replaced(one, proof, "[]")), "/proof");
}

TEST(Proof, RefusesAnotherKind) {
  const std::string text = w3c_signed();
  EXPECT_EQ(place_of_refusal(replaced(text, "eddsa-jcs-2022", "eddsa-rdfc-2022")),
            "/proof/cryptosuite");
  EXPECT_EQ(place_of_refusal(replaced(text, "DataIntegrityProof", "Ed25519Signature2020")),
            "/proof/type");
  EXPECT_EQ(place_of_refusal(replaced(text, "assertionMethod", "authentication")),
            "/proof/proofPurpose");
  EXPECT_EQ(place_of_refusal(replaced(text, "\"proofValue\":\"z", "\"proofValue\":\"u")),
            "/proof/proofValue");
  EXPECT_EQ(place_of_refusal(replaced(text, "\"created\"", "\"expires\":\"x\",\"created\"")),
            "/proof/expires");
  EXPECT_EQ(place_of_refusal(replaced(text, "\"proof\":{", "\"proof\":1,\"q\":{")), "/proof");
  EXPECT_EQ(place_of_refusal("[1]"), "/");
  // Another context in the proof than in the document.
  const std::size_t at = text.find("\"proof\"");
  EXPECT_EQ(place_of_refusal(text.substr(0, at) + replaced(text.substr(at), "/v2", "/v3")),
            "/proof/@context");
}

TEST(Jwt, SignsTheSameBytes) {
  const auto jwt = read_jwt(signed_jwt(samples::whole()));
  ASSERT_TRUE(jwt);
  EXPECT_EQ(jwt->payload, to_credential(samples::whole(), envelope()));
  EXPECT_TRUE(jwt->proof.holds(samples::key().public_key()));
  EXPECT_EQ(key_in_method(jwt->proof.method), samples::key().public_key());
}

TEST(Jwt, AnyOtherHeaderIsRefused) {
  const std::string right = signed_jwt(samples::whole());
  const std::string rest = right.substr(right.find('.'));
  const auto refused = [&](std::string_view header) {
    return !read_jwt(to_base64url(as_bytes(header)) + rest);
  };
  EXPECT_TRUE(refused(R"({"alg":"none","cty":"vc","kid":"a","typ":"vc+jwt"})"));
  EXPECT_TRUE(refused(R"({"alg":"HS256","cty":"vc","kid":"a","typ":"vc+jwt"})"));
  EXPECT_TRUE(refused(R"({"alg":"EdDSA","cty":"vc","jwk":{},"kid":"a","typ":"vc+jwt"})"));
  EXPECT_TRUE(refused(R"({"alg":"EdDSA","b64":false,"cty":"vc","kid":"a","typ":"vc+jwt"})"));
  EXPECT_TRUE(refused(R"({"alg":"EdDSA", "cty":"vc","kid":"a","typ":"vc+jwt"})"));
  EXPECT_TRUE(refused(R"({"alg":"EdDSA","cty":"vc","typ":"vc+jwt"})"));
  EXPECT_FALSE(refused(R"({"alg":"EdDSA","cty":"vc","kid":"a","typ":"vc+jwt"})"));
  EXPECT_FALSE(read_jwt(right + "."));
  EXPECT_FALSE(read_jwt(right.substr(0, right.rfind('.') + 1)));
  EXPECT_FALSE(read_jwt(""));
  EXPECT_FALSE(read_jwt("a.b"));
}

TEST(Did, ReadsBackWhatItWrote) {
  const std::string did = "did:web:mill.example";
  const auto one = samples::key(1).public_key();
  const auto two = samples::key(2).public_key();
  const DidDocument document{did,
                             {{method_of(did, one), one, {}, parse_time("2026-01-01T00:00:00Z")},
                              {method_of(did, two), two, parse_time("2030-01-01T00:00:00Z"), {}}}};
  EXPECT_EQ(read_did(did_json(document)).value(), document);
  EXPECT_EQ(document.find(method_of(did, two)), &document.keys[1]);
  EXPECT_TRUE(document.keys[0].valid_at(*parse_time("2025-12-31T23:59:59Z")));
  EXPECT_FALSE(document.keys[0].valid_at(*parse_time("2026-01-01T00:00:00Z")));
  EXPECT_FALSE(document.keys[1].valid_at(*parse_time("2030-01-01T00:00:00Z")));
}

// The P-256 key of W3C Controlled Identifiers 1.0, section 2.2.2 (an example there).
constexpr const char* seal_key = "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv";

TEST(Did, SealsAreListedAndMakeNoStatement) {
  const std::string did = "did:web:mill.example";
  const auto key = samples::key(1).public_key();
  DidSeal stolen = seal_of(did, seal_key);
  stolen.revoked = parse_time("2026-01-01T00:00:00Z");
  const DidDocument document{did, {{method_of(did, key), key}}, {stolen, seal_of(did, seal_key)}};
  const std::string text = did_json(document);
  EXPECT_EQ(read_did(text).value(), document);
  EXPECT_EQ(document.seals[1].id, did + "#" + seal_key);
  EXPECT_TRUE(stolen.valid_at(*parse_time("2025-12-31T23:59:59Z")));
  EXPECT_FALSE(stolen.valid_at(*parse_time("2026-01-01T00:00:00Z")));
  // A key that may sign credentials is none that seals.
  const std::string allowed = replaced(text, "\"assertionMethod\":[",
                                       "\"assertionMethod\":[\"" + did + "#" + seal_key + "\",");
  EXPECT_TRUE(read_did(allowed)->seals.empty());
  EXPECT_EQ(read_did(allowed)->keys.size(), 1U);
}

TEST(Did, TheMultikeyOfASeal) {
  EXPECT_TRUE(is_seal_key(seal_key));
  for (const std::string& text :
       {std::string(), std::string("z"), std::string(seal_key).substr(1),
        seal_key + std::string("1"), std::string(seal_key).substr(0, 40),
        "z" + std::string(80, 'D'), tlog::format_multikey(samples::key(1).public_key()),
        std::string("z82Lm1MpAkeJcix9K8TMiLd5NMAhnwkjjCBeWHXyu3U4oT2MVJJKXkcVBgjGhnLBn2Kaau9")}) {
    EXPECT_FALSE(is_seal_key(text)) << text;
  }
}

TEST(Did, OnlyKeysThatMayMakeStatements) {
  const std::string did = "did:web:mill.example";
  const auto key = samples::key(1).public_key();
  const std::string text = did_json({did, {{method_of(did, key), key, {}, {}}}});
  EXPECT_TRUE(read_did(replaced(text, "assertionMethod", "authentication"))->keys.empty());
  EXPECT_TRUE(read_did(replaced(text, "\"Multikey\"", "\"JsonWebKey\""))->keys.empty());
  EXPECT_EQ(read_did(replaced(text, "{\"@context\"", "{\"service\":[],\"@context\""))->keys.size(),
            1U);
  EXPECT_FALSE(read_did(replaced(text, "\"id\":\"did:web:mill.example\",\"ver", "\"ver")));
  EXPECT_FALSE(read_did("[]"));
}

// RFC 5869 by another implementation (pyca/cryptography, HKDF, SHA-256, no salt, 32 bytes).
TEST(CertificateKey, IsDerivedByHkdf) {
  tlog::Seed seed{};
  for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(i);
  const auto derived = tlog::derive(tlog::KeyPair::from_seed(seed), "tenbin certificate key v1");
  EXPECT_EQ(to_hex(derived.seed()),
            "312ee55ccdc5e1098a3856edf69ef5769c5dcdcf678154488b5fae5789014bba");
}

TEST(Time, OfTheW3c) {
  EXPECT_EQ(format_time(*parse_time("2026-07-31T01:02:03Z")), "2026-07-31T01:02:03Z");
  EXPECT_EQ(parse_time("2026-07-31T01:02:03.5Z")->ms % 1000, 500);
  for (const char* wrong :
       {"", "Z", "2026-07-31", "2026-07-31T01:02:03", "2026-07-31T01:02:03+09:00",
        "2026-07-31T25:02:03Z", "2026-07-31T01:02:03.5555Z"})
    EXPECT_FALSE(parse_time(wrong)) << wrong;
}

}  // namespace
}  // namespace tenbin::credential
