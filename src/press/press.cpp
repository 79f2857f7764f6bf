#include "press/press.hpp"

#include <algorithm>
#include <atomic>
#include <thread>

#include "credential/jwt.hpp"
#include "credential/summary.hpp"
#include "credential/web.hpp"
#include "press/certificate_keys_file.hpp"
#include "press/log_key_file.hpp"
#include "service/statements.hpp"
#include "tlog/sha256.hpp"

namespace tenbin::press {

std::string file_name_of(std::string number) {
  for (char& c : number) {
    if (std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos) c = '_';
  }
  if (number.starts_with('.')) number[0] = '_';
  return number;
}

namespace {

std::string file_stem(const CertificateContent& content) {
  std::string stem = file_name_of(content.number);
  if (content.revision > 1) stem += ".r" + std::to_string(content.revision);
  return stem;
}

// All that a stranger needs to check the certificate, in the PDF itself.
std::vector<paper::Attachment> attachments_of(const Printed& certificate,
                                              const CertificateFiles& files,
                                              const credential::DidDocument& did) {
  using paper::Relationship;
  const CertificateDocument& document = certificate.document;
  const auto title = [&](std::string_view what) {
    return std::string(certificate::label(document.content.language, what));
  };
  std::vector<paper::Attachment> attachments{
      {"certificate.json", "application/vc", Relationship::data, title("title"), files.json},
      {"certificate.jwt", "application/vc+jwt", Relationship::alternative, title("title"),
       files.jwt},
      {"did.json", "application/did+json", Relationship::supplement, title("attachment.did"),
       credential::did_json(did)}};
  if (certificate.proof) {
    attachments.push_back({"certificate.tlog-proof", "text/plain", Relationship::supplement,
                           title("attachment.proof"), certificate.proof->log_proof});
    attachments.push_back({"record.json", "application/json", Relationship::supplement,
                           title("attachment.record"), certificate.proof->record});
  }
  if (certificate.status_list) {
    attachments.push_back({"status-list.json", "application/vc", Relationship::supplement,
                           title("attachment.status"), *certificate.status_list});
  }
  if (certificate.statement) {
    attachments.push_back({"statement.json", "application/vc", Relationship::supplement,
                           title("attachment.statement"), *certificate.statement});
  }
  return attachments;
}

}  // namespace

Result<void> add_copies(const Ledger& ledger, const tlog::KeyPair& signing_key,
                        std::span<Printed> certificates) {
  std::optional<std::uint64_t> last;  // most have the same list as the one before
  std::optional<std::string> text;
  std::string cited;  // the same holds for the statement
  std::optional<std::string> statement;
  for (Printed& each : certificates) {
    const auto& verification = each.document.content.verification;
    if (const std::string digest = verification ? verification->digest : ""; digest != cited) {
      auto found = cited_statement(ledger, each.document.content);
      if (!found) return tl::make_unexpected(found.error());
      statement = *std::move(found);
      cited = digest;
    }
    each.statement = statement;
    const auto& index = each.document.envelope.status_index;
    if (!index) continue;
    if (const std::uint64_t list = *index / credential::status_list_bits; last != list) {
      auto copy = status_list_copy(ledger, each.document, signing_key);
      if (!copy) return tl::make_unexpected(copy.error());
      text = *std::move(copy);
      last = list;
    }
    each.status_list = text;
  }
  return {};
}

Result<Press> Press::make(const Ledger& ledger, const PressSetup& setup) {
  const auto key = read_log_key(setup.log_key, ledger.book());
  if (!key) return tl::make_unexpected(key.error());
  auto renderer = paper::Renderer::create();
  if (!renderer) return tl::make_unexpected(renderer.error());
  auto seal = read_seal(setup.book, ledger, setup.fill_random);
  if (!seal) return tl::make_unexpected(seal.error());
  auto keyring = read_keyring(setup.book, *key);
  if (!keyring) return tl::make_unexpected(keyring.error());
  const auto signing = press::signing_key(setup.book, ledger, *keyring);
  if (!signing) return tl::make_unexpected(signing.error());
  auto did = did_of_book(ledger, {});
  if (!did) return tl::make_unexpected(did.error());
  did->seals.push_back(
      credential::seal_of(did->did, paper::multikey_of(seal->certificates().front())));
  return Press(Keys{*key, std::move(*keyring), *signing, std::move(*did), setup.book},
               std::move(*seal), timestamp_asker(setup.timestamp), std::move(*renderer));
}

Result<CertificateFiles> Press::print(const Printed& certificate,
                                      std::optional<paper::Languages> languages) const {
  const CertificateContent& content = certificate.document.content;
  const credential::Envelope& envelope = certificate.document.envelope;
  const std::string& text = certificate.document.text;
  // A certificate that is printed again bears the signature that it always had.
  const std::string& multikey = certificate.document.key;
  const tlog::KeyPair* key = multikey.empty() ? &keys_.signing : keys_.certificate.find(multikey);
  if (key == nullptr)
    return problem(Code::key_missing, {{"path", certificate_keys_path_of(keys_.book)}});
  const credential::Signer signer = credential::signer_of(content, envelope, *key);
  CertificateFiles files;
  files.stem = file_stem(content);
  files.json = credential::add_proof(text, signer);
  files.jwt = credential::make_jwt(text, signer);
  const bool ja = content.language == Language::ja;
  const tlog::Hash digest = tlog::sha256(as_bytes(text));
  paper::Print print{content};
  print.languages = languages.value_or(ja ? paper::Languages::ja : paper::Languages::en);
  print.digest_hex = to_hex(digest);
  print.key_text = tlog::format_multikey(key->public_key());
  if (const auto seq = certificate.document.seq) print.log_index = *seq - 1;
  const credential::Summary summary =
      credential::summary_of(content, digest, certificate.document.qr_with_mass, print.log_index);
  print.qr_text = credential::summary_url(envelope.web, summary, *key);
  if (envelope.web != credential::no_web)
    print.web_address = credential::certificate_url(envelope.web, content.number, content.revision);
  print.attachments = attachments_of(certificate, files, keys_.did);
  auto pdf = renderer_.render(print, &seal_, ask_);
  if (!pdf) return tl::make_unexpected(pdf.error());
  files.pdf = *std::move(pdf);
  return files;
}

Result<std::vector<Result<CertificateFiles>>> Press::print_each(
    const std::vector<Printed>& certificates) {
  constexpr std::size_t worth_a_thread = 50;  // less is printed before another has its fonts
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t threads = std::min(cores, certificates.size() / worth_a_thread);
  while (others_.size() + 1 < threads) {
    auto renderer = paper::Renderer::create();
    if (!renderer) return tl::make_unexpected(renderer.error());
    others_.push_back(Press(keys_, seal_, ask_, std::move(*renderer)));
  }
  std::vector<Result<CertificateFiles>> printed(certificates.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&](const Press& press) {
    for (std::size_t i = next++; i < certificates.size(); i = next++)
      printed[i] = press.print(certificates[i]);
  };
  {
    std::vector<std::jthread> running;
    for (std::size_t i = 0; i + 1 < threads; ++i)
      running.emplace_back([&, i] { work(others_[i]); });
    work(*this);
  }
  return printed;
}

}  // namespace tenbin::press
