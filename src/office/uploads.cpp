#include "office/uploads.hpp"

#include <algorithm>

#include "office/forms.hpp"
#include "office/office.hpp"
#include "office/rows.hpp"

namespace tenbin::office {
namespace {

constexpr std::int64_t day_ms = 24 * 3'600'000;
constexpr std::size_t longest_note = 2000;

constexpr const char* select_link =
    "SELECT id, supplier, receipts, note, made_by, made, expires, revoked,"
    " (SELECT count(*) FROM uploads WHERE link = upload_links.id) FROM upload_links ";
constexpr const char* select_upload =
    "SELECT u.id, link, supplier, file, kind, sha256, size, number, valid_from, valid_to, mass,"
    " received, state, decided_by, decided, reason, certificate"
    " FROM uploads u JOIN upload_links l ON l.id = u.link ";

// No id of the book holds an end of line.
std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + '\n';
  return all;
}
std::vector<std::string> lines_of(std::string_view all) {
  std::vector<std::string> lines;
  for (std::size_t end = 0; (end = all.find('\n')) != std::string_view::npos;
       all.remove_prefix(end + 1))
    lines.emplace_back(all.substr(0, end));
  return lines;
}

UploadLink link_of(const Query& row, Instant now) {
  UploadLink found;
  found.id = row.number(0);
  found.made_by = row.text(4);
  found.made = {row.number(5)};
  found.expires = {row.number(6)};
  found.about = {row.text(1), lines_of(row.text(2)), row.text(3),
                 (found.expires.ms - found.made.ms) / day_ms};
  found.uploads = row.number(8);
  if (row.number_if(7)) {
    found.state = ShareState::revoked;
  } else if (found.expires.ms <= now.ms) {
    found.state = ShareState::expired;
  }
  return found;
}

Date date_at(const Query& row, int column) {
  return Date::of_days(static_cast<std::int32_t>(row.number(column)));
}

Upload upload_of(const Query& row) {
  Upload found;
  found.id = row.number(0);
  found.link = row.number(1);
  found.supplier = row.text(2);
  found.file = row.text(3);
  found.kind = value_named<UploadKind>(row.text(4)).value_or(UploadKind::pdf);
  const std::string hash = row.text(5);
  std::copy_n(as_bytes(hash).begin(), std::min(hash.size(), found.sha256.size()),
              found.sha256.begin());
  found.size = row.number(6);
  found.number = row.text(7);
  found.valid_from = date_at(row, 8);
  found.valid_to = date_at(row, 9);
  if (const auto grams = row.number_if(10)) found.mass = Mass::of_grams(*grams);
  found.received = {row.number(11)};
  // The table holds no other name.
  found.state = value_named<UploadState>(row.text(12)).value_or(UploadState::rejected);
  found.decided_by = row.text(13);
  found.decided = instant_if(row, 14);
  found.reason = row.text(15);
  found.certificate = row.text(16);
  return found;
}

Result<void> check_upload(const NewUpload& upload) {
  TENBIN_TRY(check_name("file", upload.file));
  TENBIN_TRY(check_name("number", upload.number));
  if (upload.valid_to < upload.valid_from) return invalid("valid_to", "dates.order");
  if (upload.bytes.size() > largest_upload || !kind_of_file(as_bytes(upload.bytes)))
    return problem(Code::upload_kind);
  return {};
}

}  // namespace

std::optional<UploadKind> kind_of_file(Bytes bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.starts_with("%PDF-")) return UploadKind::pdf;
  if (text.starts_with("\x89PNG\r\n\x1A\n")) return UploadKind::png;
  if (text.starts_with("\xFF\xD8\xFF")) return UploadKind::jpeg;
  return std::nullopt;
}

Result<MadeUploadLink> Office::make_upload_link(const NewUploadLink& wanted, const Person& by) {
  if (wanted.days < 1 || wanted.days > most_upload_days)
    return invalid("days", "office.upload_days");
  TENBIN_TRY(check_text("note", wanted.note, longest_note));
  std::lock_guard lock(mutex_);
  MadeUploadLink made;
  made.token = secret_text(random<32>());
  const std::int64_t at = now().ms;
  TENBIN_TRY(
      database_->run("INSERT INTO upload_links (hash, supplier, receipts, note, made_by, made,"
                     " expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                     secret_hash(made.token), wanted.supplier, joined(wanted.receipts), wanted.note,
                     by.login, at, at + wanted.days * day_ms));
  Result<UploadLink> about = read_upload_link(database_->last_id());
  if (!about) return problem_of(about);
  made.about = std::move(*about);
  return made;
}

Result<UploadLink> Office::read_upload_link(std::int64_t id) {
  UploadLink found;
  Result<bool> there = first(database_->query(std::string(select_link) + "WHERE id = ?1", id),
                             [&](const Query& row) { found = link_of(row, now()); });
  if (!there) return problem_of(there);
  if (!*there) return unknown("link", std::to_string(id));
  return found;
}

Result<UploadLink> Office::read_upload_link_of(std::string_view token) {
  UploadLink found;
  Result<bool> there =
      first(database_->query(std::string(select_link) + "WHERE hash = ?1", secret_hash(token)),
            [&](const Query& row) { found = link_of(row, now()); });
  if (!there) return problem_of(there);
  if (!*there || found.state != ShareState::open) return problem(Code::upload_expired);
  return found;
}

Result<Page<UploadLink>> Office::upload_links(const PageRequest& page, std::string_view supplier) {
  std::lock_guard lock(mutex_);
  const std::int64_t wanted = rows_wanted(page);
  std::vector<UploadLink> found;
  TENBIN_TRY(each(
      database_->query(std::string(select_link) + "WHERE id < ?1 AND (?2 = '' OR supplier = ?2)"
                                                  " ORDER BY id DESC LIMIT ?3",
                       first_id(page), supplier, wanted + 1),
      [&](const Query& row) { found.push_back(link_of(row, now())); }));
  return page_of(std::move(found), wanted, [](const UploadLink& each) { return each.id; });
}

Result<UploadLink> Office::revoke_upload_link(std::int64_t id) {
  std::lock_guard lock(mutex_);
  TENBIN_TRY(database_->run(
      "UPDATE upload_links SET revoked = ?2 WHERE id = ?1 AND revoked IS NULL", id, now().ms));
  return read_upload_link(id);
}

Result<UploadLink> Office::upload_link_of(std::string_view token) {
  std::lock_guard lock(mutex_);
  return read_upload_link_of(token);
}

Result<Upload> Office::add_upload(std::string_view token, const NewUpload& upload) {
  TENBIN_TRY(check_upload(upload));
  const tlog::Hash hash = tlog::sha256(as_bytes(upload.bytes));
  std::optional<std::int64_t> grams;
  if (upload.mass) grams = upload.mass->grams();
  std::lock_guard lock(mutex_);
  Result<Transaction> transaction = Transaction::begin(*database_);
  if (!transaction) return problem_of(transaction);
  Result<UploadLink> link = read_upload_link_of(token);
  if (!link) return problem_of(link);
  std::int64_t before = 0;
  TENBIN_TRY(first(
      database_->query("SELECT id FROM uploads WHERE link = ?1 AND sha256 = ?2 AND number = ?3",
                       link->id, hash, upload.number),
      [&](const Query& row) { before = row.number(0); }));
  if (before != 0) return read_upload(before);
  if (link->uploads >= most_uploads) return problem(Code::upload_full);
  TENBIN_TRY(database_->run(
      "INSERT INTO uploads (link, file, kind, sha256, size, number, valid_from, valid_to, mass,"
      " received, state, bytes)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'received', ?11)",
      link->id, upload.file, name_of(*kind_of_file(as_bytes(upload.bytes))), hash,
      static_cast<std::int64_t>(upload.bytes.size()), upload.number,
      std::int64_t{upload.valid_from.days()}, std::int64_t{upload.valid_to.days()}, grams, now().ms,
      as_bytes(upload.bytes)));
  Result<Upload> added = read_upload(database_->last_id());
  if (!added) return added;
  TENBIN_TRY(transaction->commit());
  return added;
}

Result<Upload> Office::read_upload(std::int64_t id) {
  Upload found;
  Result<bool> there = first(database_->query(std::string(select_upload) + "WHERE u.id = ?1", id),
                             [&](const Query& row) { found = upload_of(row); });
  if (!there) return problem_of(there);
  if (!*there) return unknown("upload", std::to_string(id));
  return found;
}

Result<Page<Upload>> Office::uploads(const PageRequest& page, const UploadFilter& filter) {
  std::lock_guard lock(mutex_);
  const std::int64_t wanted = rows_wanted(page);
  const std::string_view state = filter.state ? name_of(*filter.state) : std::string_view();
  std::vector<Upload> found;
  TENBIN_TRY(each(database_->query(std::string(select_upload) +
                                       "WHERE u.id < ?1 AND (?2 = '' OR supplier = ?2)"
                                       " AND (?3 = '' OR state = ?3) AND (?4 = 0 OR link = ?4)"
                                       " AND (?5 = '' OR certificate = ?5)"
                                       " ORDER BY u.id DESC LIMIT ?6",
                                   first_id(page), filter.supplier, state, filter.link,
                                   filter.certificate, wanted + 1),
                  [&](const Query& row) { found.push_back(upload_of(row)); }));
  return page_of(std::move(found), wanted, [](const Upload& each) { return each.id; });
}

Result<Upload> Office::upload(std::int64_t id) {
  std::lock_guard lock(mutex_);
  return read_upload(id);
}

Result<std::string> Office::upload_bytes(std::int64_t id) {
  std::lock_guard lock(mutex_);
  std::string bytes;
  Result<bool> there = first(database_->query("SELECT bytes FROM uploads WHERE id = ?1", id),
                             [&](const Query& row) { bytes = row.text(0); });
  if (!there) return problem_of(there);
  if (!*there) return unknown("upload", std::to_string(id));
  return bytes;
}

Result<Upload> Office::accept_upload(std::int64_t id, std::string_view certificate,
                                     const Person& by) {
  std::lock_guard lock(mutex_);
  TENBIN_TRY(database_->run(
      "UPDATE uploads SET state = 'accepted', certificate = ?2, decided_by = ?3, decided = ?4,"
      " reason = NULL WHERE id = ?1 AND state <> 'accepted'",
      id, certificate, by.login, now().ms));
  return read_upload(id);
}

Result<Upload> Office::reject_upload(std::int64_t id, std::string_view reason, const Person& by) {
  TENBIN_TRY(check_text("reason", reason, longest_note));
  if (reason.empty()) return invalid("reason", "required");
  std::lock_guard lock(mutex_);
  Result<int> changed = database_->run(
      "UPDATE uploads SET state = 'rejected', reason = ?2, decided_by = ?3, decided = ?4"
      " WHERE id = ?1 AND state = 'received'",
      id, reason, by.login, now().ms);
  if (!changed) return problem_of(changed);
  Result<Upload> found = read_upload(id);
  if (found && *changed == 0)
    return problem(Code::upload_decided,
                   {{"upload", std::to_string(id)}, {"state", std::string(name_of(found->state))}});
  return found;
}

}  // namespace tenbin::office
