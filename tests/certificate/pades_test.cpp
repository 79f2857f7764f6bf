// The seal: deterministic, whole, and that of its key; read by other people's software in
// tests/thirdparty/test_paper.py.
#include "paper/pades.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "paper/cms.hpp"
#include "paper_tools.hpp"
#include "tlog/base58.hpp"

namespace tenbin::paper {
namespace {

using testing::HasSubstr;

std::string hex_of(std::string_view bytes) {
  return to_hex(as_bytes(bytes));
}

// The scalar x as c mod (n - 1) + 1 for c = x - 1.
FillRandom random_for(std::string_view scalar_less_one) {
  return [bytes = from_hex(scalar_less_one).value()](std::span<std::uint8_t> out) {
    std::fill(out.begin(), out.end(), 0);
    std::copy(bytes.begin(), bytes.end(), out.end() - static_cast<std::ptrdiff_t>(bytes.size()));
  };
}

// RFC 6979, A.2.5, P-256 with SHA-256.
TEST(SealKey, SignsAsRfc6979) {
  const std::string pem =
      make_seal_key("RFC 6979", Date::of(2026, 1, 1),
                    random_for("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6720"));
  const SealKey key = SealKey::read(pem).value();
  EXPECT_EQ(hex_of(key.sign(as_bytes("sample"))),
            "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
            "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
  EXPECT_EQ(hex_of(key.sign(as_bytes("test"))),
            "3045022100f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
            "0220019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083");
}

TEST(SealKey, TheSameRandomBytesGiveTheSamePem) {
  EXPECT_EQ(seal_pem(1), seal_pem(1));
  EXPECT_NE(seal_pem(1), seal_pem(2));
  const CertificateFacts facts = facts_of(seal_key().certificates().front());
  EXPECT_EQ(facts.subject, "CN=見本アルミ株式会社");
  EXPECT_EQ(facts.not_before, "2026-04-01T00:00:00Z");
  EXPECT_EQ(facts.not_after, "9999-12-31T23:59:59Z");
}

// The key of RFC 6979, A.2.5 (U = xG, given there by its coordinates), compressed; and of other
// random bytes, where a coordinate may begin with zeros or be odd.
TEST(SealKey, ItsMultikey) {
  const std::string pem =
      make_seal_key("RFC 6979", Date::of(2026, 1, 1),
                    random_for("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6720"));
  const std::string certificate = seal_certificate(pem).value();
  EXPECT_EQ(certificate, SealKey::read(pem)->certificates().front());
  const auto bytes = tlog::from_base58(multikey_of(certificate).substr(1)).value();
  EXPECT_EQ(hex_of(bytes),
            "80240360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6");
  for (std::uint8_t seed = 0; seed < 40; ++seed) {
    const std::string key = multikey_of(seal_certificate(seal_pem(seed)).value());
    EXPECT_TRUE(key.starts_with("zDn")) << key;
    EXPECT_EQ(tlog::from_base58(key.substr(1))->size(), 35U);
  }
  EXPECT_EQ(multikey_of("no certificate"), "");
  EXPECT_EQ(seal_certificate("x").error().code, Code::key_invalid);
}

TEST(SealKey, LongAndEmptyNames) {
  std::string name;
  for (int i = 0; i < 100; ++i) name += "長";
  const std::string pem = make_seal_key(name, Date::of(2026, 4, 1), random_for("01"));
  const auto facts = facts_of(SealKey::read(pem).value().certificates().front());
  EXPECT_EQ(facts.subject.size(), 3 + 64 * 3U);
  EXPECT_TRUE(SealKey::read(make_seal_key("", Date::of(2026, 4, 1), random_for("02"))));
}

TEST(SealKey, OtherTextsAreNoKey) {
  const std::string pem = seal_pem();
  const std::string other = seal_pem(9);
  const std::size_t end = pem.find("-----BEGIN CERTIFICATE");
  for (const std::string& text :
       {std::string(), std::string("x"), pem.substr(0, end), pem.substr(end),
        pem.substr(0, end) + other.substr(other.find("-----BEGIN CERTIFICATE"))}) {
    const auto key = SealKey::read(text);
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().code, Code::key_invalid);
  }
}

TEST(Pades, AGoodSeal) {
  const std::string pdf = sealed(samples::certificate(40)).value();
  const PdfSignature seal = verify_pdf_signature(pdf);
  EXPECT_TRUE(seal.good()) << seal.reason;
  EXPECT_EQ(seal.reason, "");
  EXPECT_EQ(seal.subject, "CN=見本アルミ株式会社");
  EXPECT_EQ(seal.fingerprint, fingerprint_of(seal_key().certificates().front()));
  EXPECT_EQ(seal.key, multikey_of(seal_key().certificates().front()));
  EXPECT_EQ(seal.time, "2026-08-10T00:00:00Z");
  EXPECT_FALSE(seal.timestamp);
  EXPECT_EQ(sealed(samples::certificate(40)).value(), pdf);
}

TEST(Pades, AnyChangedByteFails) {
  const std::string pdf = sealed(samples::whole(), {.language = Languages::en}).value();
  const std::size_t gap = pdf.find("/Contents <");
  ASSERT_NE(gap, std::string::npos);
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < pdf.size(); i += pdf.size() / 150) places.push_back(i);
  for (std::size_t i = pdf.size() - 300; i < pdf.size(); i += 7) places.push_back(i);
  for (std::size_t i = gap; i < gap + 3000; i += 3) places.push_back(i);
  for (const std::size_t place : places) {
    for (const int flip : {1, 32}) {
      std::string changed = pdf;
      changed[place] = static_cast<char>(changed[place] ^ flip);
      const PdfSignature found = verify_pdf_signature(changed);
      EXPECT_FALSE(found.good() || found.unsealed) << place << " " << flip;
    }
  }
}

TEST(Pades, NothingStandsBehindItOrIsMissing) {
  const std::string pdf = sealed(samples::whole()).value();
  for (const std::string& changed :
       {pdf + "\n", pdf + "%", pdf + "startxref\n0\n%%EOF\n", pdf.substr(0, pdf.size() - 1),
        pdf.substr(0, pdf.size() / 2), std::string(), std::string("%PDF-1.7\n")}) {
    EXPECT_FALSE(verify_pdf_signature(changed).good());
  }
  const PdfSignature none = verify_pdf_signature(rendered(samples::whole()).value());
  EXPECT_EQ(none.reason, "missing");
  EXPECT_TRUE(none.unsealed);
}

TEST(Pades, ASealHasOneField) {
  EXPECT_EQ(seal_pdf(rendered(samples::whole()).value(), seal_key()).error().code,
            Code::certificate_malformed);
  EXPECT_FALSE(seal_pdf(sealed(samples::whole()).value(), seal_key()));
}

// Another key's signature under the certificate of this one.
TEST(Pades, TheCertificateIsSigned) {
  const SealKey key = seal_key();
  const std::string digest(32, 'd');
  CmsParts parts{key.certificates(), digest, "", ""};
  const std::string attributes = signed_attributes(parts.certificates, digest);
  parts.signature = key.sign(as_bytes(attributes));
  EXPECT_TRUE(is_signed(parts));
  parts.signature = seal_key(9).sign(as_bytes(attributes));
  EXPECT_FALSE(is_signed(parts));
  parts.signature = "no signature";
  EXPECT_FALSE(is_signed(parts));
}

TEST(Pades, CmsIsReadBackOrRefused) {
  const SealKey key = seal_key();
  const std::string digest(32, 'd');
  CmsParts parts{key.certificates(), digest, key.sign(as_bytes("x")), ""};
  const std::string cms = cms_of(parts);
  const auto read = parts_of(cms, digest);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->signature, parts.signature);
  EXPECT_EQ(read->certificates, parts.certificates);
  EXPECT_FALSE(parts_of(cms, std::string(32, 'e')));
  EXPECT_FALSE(parts_of(cms + "x", digest));
  EXPECT_FALSE(parts_of("", digest));
  EXPECT_FALSE(parts_of("no CMS", digest));
}

TEST(Timestamps, RefusalsAreSaid) {
  const auto refused = [](std::string answer) {
    const auto token = timestamp_token("signature", [&](std::string_view) { return answer; });
    EXPECT_FALSE(token);
    return token.error().code == Code::file_unreadable ? token.error().facts.front().value : "";
  };
  EXPECT_EQ(refused("nothing"), "form");
  EXPECT_EQ(refused(from_hex("30053003020102").value()), "status 2");
  EXPECT_FALSE(read_timestamp("no token", "signature"));
  EXPECT_FALSE(read_timestamp("", ""));
}

}  // namespace
}  // namespace tenbin::paper
