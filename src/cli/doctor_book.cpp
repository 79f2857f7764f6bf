#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/doctor.hpp"
#include "codec/json_value.hpp"
#include "http/log_publisher.hpp"
#include "http/serve.hpp"
#include "office/upkeep.hpp"
#include "press/certificate_keys_file.hpp"
#include "press/log_key_file.hpp"
#include "press/seal_file.hpp"
#include "service/log_reading.hpp"
#include "service/published.hpp"
#include "tlog/checkpoint.hpp"

namespace tenbin::cli {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t day_ms = 24 * hour_ms;

bool is_there(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

// The book's form, which SQLite keeps at a fixed place of the file (user_version).
std::string version_of(const std::string& book) {
  constexpr std::size_t place = 60;
  constexpr std::size_t end = place + 4;
  std::array<unsigned char, end> head{};
  std::FILE* const file = std::fopen(book.c_str(), "rb");
  if (file == nullptr) return "?";
  const std::size_t read = std::fread(head.data(), 1, head.size(), file);
  std::fclose(file);
  if (read < end) return "?";
  std::uint32_t version = 0;
  for (std::size_t at = place; at < end; ++at) version = version << 8U | head.at(at);
  return std::to_string(version);
}

// When a record was written; nothing for none.
std::optional<Instant> written_at(const store::Book& book, std::uint64_t seq) {
  const auto record = book.record(seq);
  const auto parsed = record ? json::parse(*record) : Result<json::Value>(json::Value());
  const auto at = parsed ? parsed->text_of("at") : Result<std::string_view>("");
  return at ? parse_instant(*at) : std::nullopt;
}

// A signed checkpoint holds for this journal as it stands.
Result<std::uint64_t> held_against(const store::Book& book, const tlog::VerifierKey& log,
                                   std::uint64_t size, const std::string& signed_note) {
  const auto checkpoint = tlog::open_checkpoint(signed_note, log);
  if (!checkpoint) return tl::make_unexpected(checkpoint.error());
  if (checkpoint->size > size) return problem(Code::log_fork);
  const auto frontier = frontier_at(book, checkpoint->size);
  if (!frontier) return tl::make_unexpected(frontier.error());
  if (frontier->root() != checkpoint->root) return problem(Code::log_fork);
  return checkpoint->size;
}

// The head of the chain against what was signed of it last: the published log, and the checkpoint
// that witnesses have cosigned. A book that was put back from an older copy is found so.
Finding look_at_log(const Patient& patient, const store::Book& book, std::uint64_t size) {
  constexpr std::string_view check = "log";
  const auto log = log_of(book);
  if (!log) return found(patient, check, Mark::bad, log.error());
  const auto frontier = frontier_at(book, size);
  if (!frontier) return found(patient, check, Mark::bad, frontier.error());
  std::vector<std::string> notes;
  const std::string published = http::log_folder_of(patient.book) + "/checkpoint";
  if (is_there(published)) {
    auto note = read_file(published, std::size_t{1} << 20);
    if (!note) return found(patient, check, Mark::bad, note.error());
    notes.push_back(*std::move(note));
  }
  const auto cosigned = cosigned_checkpoint(patient.book, *log);
  if (!cosigned) return found(patient, check, Mark::bad, cosigned.error());
  if (const auto& note = *cosigned) notes.push_back(*note);
  std::uint64_t longest = 0;
  for (const std::string& note : notes) {
    const auto held = held_against(book, *log, size, note);
    if (!held && held.error().code == Code::log_fork)
      return found(patient, check, Mark::bad, "other");
    if (!held) return found(patient, check, Mark::bad, held.error());
    longest = std::max(longest, *held);
  }
  return found(patient, check, Mark::good, notes.empty() ? "unpublished" : "same",
               {{"size", std::to_string(longest)}, {"records", std::to_string(size)}});
}

Finding look_at_clock(const Patient& patient, const store::Book& book, std::uint64_t size) {
  const auto last = written_at(book, size);
  const Instant now = patient.context.outside.now();
  const std::vector<Fact> facts = {{"now", format_instant(now)},
                                   {"last", format_instant(last.value_or(Instant{}))}};
  const bool behind = last && now < *last;
  return found(patient, "clock", behind ? Mark::bad : Mark::good, behind ? "behind" : "good",
               facts);
}

// Nobody else may read it.
std::optional<Finding> look_at_mode(const Patient& patient, std::string_view check,
                                    const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0 || (about.st_mode & 077U) == 0) return std::nullopt;
  return found(patient, check, Mark::bad, "open", {{"path", path}});
}

Finding look_at_key(const Patient& patient, const store::Book& book) {
  constexpr std::string_view check = "key";
  const std::string path = key_path_of(patient.context, patient.book);
  const auto key = press::read_log_key(path, book);
  if (!key) return found(patient, check, Mark::bad, key.error());
  if (auto open = look_at_mode(patient, check, path)) return *std::move(open);
  return found(patient, check, Mark::good, "good", {{"path", path}});
}

// The key that signs certificates now, and the one that seals PDFs.
Finding look_at_certificate_keys(const Patient& patient, const Ledger& ledger) {
  constexpr std::string_view check = "certificate_keys";
  const auto key = press::read_key(key_path_of(patient.context, patient.book));
  if (!key) return found(patient, check, Mark::bad, key.error());
  const auto keyring = press::read_keyring(patient.book, *key);
  if (!keyring) return found(patient, check, Mark::bad, keyring.error());
  const auto signing = press::signing_key(patient.book, ledger, *keyring);
  if (!signing) return found(patient, check, Mark::bad, signing.error());
  for (const std::string& path :
       {press::certificate_keys_path_of(patient.book), press::seal_path_of(patient.book)})
    if (auto open = look_at_mode(patient, check, path)) return *std::move(open);
  const auto seals = press::seals_beside(patient.book);
  if (!seals) return found(patient, check, Mark::bad, seals.error());
  return found(patient, check, Mark::good, "good");
}

// How long ago something was done that should be done again and again; where it never was, the
// book's own age counts.
Finding look_at_age(const Patient& patient, office::Upkeep what,
                    const Result<std::optional<office::UpkeepDone>>& done,
                    std::optional<Instant> since, std::int64_t soon_ms, std::int64_t late_ms) {
  const std::string_view check = name_of(what);
  if (!done) return found(patient, check, Mark::look, done.error());
  const Instant now = patient.context.outside.now();
  const std::optional<office::UpkeepDone>& noted = *done;
  const Instant last = noted ? noted->at : since.value_or(now);
  const std::int64_t age = std::max<std::int64_t>(0, now.ms - last.ms);
  Mark mark = age > soon_ms || !noted ? Mark::look : Mark::good;
  if (late_ms > 0 && age > late_ms) mark = Mark::bad;
  return found(patient, check, mark, noted ? "done" : "never",
               {{"at", format_instant(last)}, {"hours", std::to_string(age / hour_ms)}});
}

void look_at_office(const Patient& patient, std::optional<Instant> since,
                    std::vector<Finding>& findings) {
  using office::Upkeep;
  const std::string path = http::office_path_of(patient.book);
  if (!is_there(path)) {
    findings.push_back(found(patient, "office", Mark::good, "none"));
    for (const Upkeep what : {Upkeep::backup, Upkeep::check})
      findings.push_back(found(patient, name_of(what), Mark::look, "unknown"));
    return;
  }
  const auto backup = office::last_upkeep(path, Upkeep::backup);
  findings.push_back(backup ? found(patient, "office", Mark::good, "good")
                            : found(patient, "office", Mark::bad, backup.error()));
  if (const auto open = look_at_mode(patient, "office", path)) findings.back() = *open;
  findings.push_back(look_at_age(patient, Upkeep::backup, backup, since, day_ms, 7 * day_ms));
  findings.push_back(look_at_age(patient, Upkeep::check, office::last_upkeep(path, Upkeep::check),
                                 since, 7 * day_ms, 0));
}

}  // namespace

std::vector<Finding> look_at_book(const Patient& patient) {
  const auto ledger = Ledger::open_to_read(patient.book);
  if (!ledger) return {found(patient, "book", Mark::bad, ledger.error())};
  const store::Book& book = ledger->book();
  const std::uint64_t size = ledger->size();
  std::vector<Finding> findings = {
      found(patient, "book", Mark::good, "good",
            {{"version", version_of(patient.book)}, {"records", std::to_string(size)}})};
  findings.push_back(look_at_log(patient, book, size));
  findings.push_back(look_at_clock(patient, book, size));
  findings.push_back(look_at_key(patient, book));
  findings.push_back(look_at_certificate_keys(patient, *ledger));
  look_at_office(patient, size == 0 ? std::nullopt : written_at(book, 1), findings);
  return findings;
}

}  // namespace tenbin::cli
