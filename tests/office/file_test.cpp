// The file itself: who may read it, what does not stand in it, and what other files are.
#include <sqlite3.h>
#include <sys/stat.h>

#include "fixture.hpp"
#include "office/drafts.hpp"
#include "office/passkeys.hpp"
#include "office/totp.hpp"
#include "office/webhooks.hpp"

namespace tenbin::office {
namespace {

namespace fs = std::filesystem;

// As another program would.
void sql(const std::string& path, const char* text, int wanted = SQLITE_OK) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, text, nullptr, nullptr, nullptr), wanted) << text;
  sqlite3_close(handle);
}

int mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 07777;
}

class OfficeFile : public OfficeTest {
 protected:
  std::string refused() {
    const auto opened = Office::open(path_, outside(), cheap);
    return opened ? std::string("opened") : code(opened);
  }
};

TEST_F(OfficeFile, IsForItsOwnerAlone) {
  add("kato", {Role::clerk});
  ASSERT_TRUE(office_->begin_totp("kato"));
  for (const char* ending : {"", "-wal", "-shm", "-key"})
    EXPECT_EQ(mode_of(path_ + ending), 0600) << ending;
  office_.reset();
  chmod(path_.c_str(), 0644);
  office_ = open();
  EXPECT_EQ(mode_of(path_), 0600);
}

TEST_F(OfficeFile, IsOneFileWhenClosed) {
  add("kato", {Role::clerk});
  office_.reset();
  auto files = fs::directory_iterator(folder_.path());
  EXPECT_EQ(std::distance(fs::begin(files), fs::end(files)), 1);
}

TEST_F(OfficeFile, KeepsAllOverAReopening) {
  add("kato", {Role::clerk});
  const std::string token = session("kato");
  const auto api = office_->make_api_token("kato", "x", {Scope::read}, {clock_ + day});
  const auto link = office_->invite({"C-1", "ono@osaka.example", "x"});
  office_ = open();
  EXPECT_EQ(office_->person_of_session(token)->login, "kato");
  EXPECT_EQ(office_->person("kato")->signed_in, outside().now());
  EXPECT_TRUE(office_->bearer(api->token));
  EXPECT_TRUE(office_->enter(*link, here));
  EXPECT_TRUE(office_->login("kato", good_password, {}, here));
}

TEST_F(OfficeFile, HoldsNoSecretInPlainText) {
  const std::string setup = **office_->setup_token();
  ASSERT_TRUE(
      office_->set_up(*office_->new_setup_token(), {"it", "IT", good_password, {}, {}, {}}));
  add("kato", {Role::clerk});
  const auto offer = office_->begin_totp("kato");
  const std::string secret = from_base32(offer->secret);  // as the app has it
  ASSERT_TRUE(office_->confirm_totp("kato", totp_code(secret, clock_ / step_milliseconds)));
  const std::string session_token = session("it");
  const std::string api = office_->make_api_token("it", "x", {Scope::read}, {clock_ + day})->token;
  const std::string link = *office_->invite({"C-1", "ono@osaka.example", "x"});
  const auto missing = [&](const std::string& bytes) {
    for (const std::string& text :
         {good_password, setup, secret, offer->secret, session_token, api, api.substr(7), link})
      EXPECT_EQ(bytes.find(text), std::string::npos) << text;
    for (const std::string& text : {setup, session_token, api.substr(7), link})
      EXPECT_EQ(bytes.find(*from_base64url(text)), std::string::npos) << text;
  };
  missing(bytes_of(path_));
  missing(bytes_of(path_ + "-wal"));
  EXPECT_NE(bytes_of(path_ + "-wal").find("kato"), std::string::npos);  // we look where it is
  office_.reset();
  missing(bytes_of(path_));
  EXPECT_NE(bytes_of(path_).find("kato"), std::string::npos);
}

TEST_F(OfficeFile, AFileOfOthersIsLeftAlone) {
  office_.reset();
  fs::remove(path_);
  sql(path_, "CREATE TABLE theirs (x); PRAGMA user_version = 1");
  chmod(path_.c_str(), 0644);
  const std::string before = bytes_of(path_);
  EXPECT_EQ(refused(), "office.corrupt");
  EXPECT_EQ(bytes_of(path_), before);
  EXPECT_EQ(mode_of(path_), 0644);
  std::ofstream(path_) << std::string(5000, 'x');
  EXPECT_EQ(refused(), "office.corrupt");
}

TEST_F(OfficeFile, AFileOfALaterVersionIsLeftAlone) {
  office_.reset();
  sql(path_, "PRAGMA user_version = 99");
  EXPECT_EQ(refused(), "office.newer");
}

TEST_F(OfficeFile, AFileOfTheFirstVersionGetsWhatItHasNot) {
  const Person kato = add("kato", {Role::manager});
  const std::string token = session("kato");
  office_.reset();
  sql(path_,
      "DROP TABLE deliveries; DROP TABLE events; DROP TABLE webhooks; DROP TABLE letters;"
      " DROP TABLE watched; DROP TABLE drafts; DROP TABLE import_forms; DROP TABLE imports; DROP "
      "TABLE uploads; DROP "
      "TABLE upload_links; "
      "DROP TABLE passkeys; DROP "
      "TABLE proposals;"
      " DROP TABLE reservations; DROP TABLE shares; ALTER TABLE people DROP COLUMN email;"
      " ALTER TABLE people DROP COLUMN signed_in; PRAGMA user_version = 1");
  office_ = open();
  ASSERT_TRUE(office_);
  EXPECT_EQ(office_->person_of_session(token)->login, "kato");
  EXPECT_TRUE(office_->add_reservation(
      {"HQ", *parse_date("2026-07-01"), "C-1", Mass::of_kg(1), "[]", "", 14, {}}, kato));
  EXPECT_TRUE(Passkeys(*office_).add("kato", {0, "x", "id", -7, "key", 0, {}, {}}));
  EXPECT_TRUE(office_->uploads({}, {}));
  EXPECT_TRUE(Drafts(*office_).save(kato, "k", "{}", {}));
  EXPECT_TRUE(Webhooks(*office_).all());
  office_ = open();  // once is enough
  EXPECT_EQ(office_->waiting_reservations("HQ")->size(), 1U);
  EXPECT_EQ(Passkeys(*office_).of("kato")->size(), 1U);
}

TEST_F(OfficeFile, ATableThatIsGoneIsDamage) {
  sql(path_, "DROP TABLE settings");
  EXPECT_EQ(code(office_->settings()), "office.corrupt");
  EXPECT_EQ(code(office_->set_setting("language", "ja")), "office.corrupt");
}

TEST_F(OfficeFile, WhoHoldsItMakesOthersWait) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &handle), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(handle, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(code(office_->set_setting("language", "ja")), "office.busy");
  EXPECT_TRUE(office_->settings());  // reading goes on
  sqlite3_close(handle);
  EXPECT_TRUE(office_->set_setting("language", "ja"));
}

TEST_F(OfficeFile, TwoProgramsShareIt) {
  const auto other = open();
  ASSERT_TRUE(other->add_person({"kato", "x", good_password, {Role::clerk}, {}, {}}));
  const std::string token = session("kato");
  EXPECT_TRUE(other->person_of_session(token));
  EXPECT_EQ(code(office_->add_person({"kato", "x", good_password, {Role::clerk}, {}, {}})),
            "person.exists");
}

TEST_F(OfficeFile, WhereNoFileCanBe) {
  path_ = folder_.file("none/mill.tenbin-office");
  EXPECT_EQ(refused(), "file.unwritable");
  path_ = folder_.path().string();
  EXPECT_EQ(refused(), "file.unreadable");
}

TEST_F(OfficeFile, TheAccessLogNeverChanges) {
  ASSERT_TRUE(office_->record_access({"kato", {}, "GET /", here, "r", 200}));
  sql(path_, "DELETE FROM access_log", SQLITE_CONSTRAINT);
  sql(path_, "UPDATE access_log SET who = 'abe'", SQLITE_CONSTRAINT);
  EXPECT_EQ(office_->accesses({})->items.at(0).access.who, "kato");
}

}  // namespace
}  // namespace tenbin::office
