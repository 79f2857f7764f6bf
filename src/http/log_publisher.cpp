#include "http/log_publisher.hpp"

#include "press/log_key_file.hpp"
#include "service/publish.hpp"
#include "store/writer_lock.hpp"

namespace tenbin::http {
namespace {

constexpr std::chrono::seconds pause{2};
constexpr std::chrono::milliseconds patience{100};

}  // namespace

std::string log_folder_of(const std::string& book) {
  return book + "-log";
}

LogPublisher::LogPublisher(const Site& site, std::string key_path)
    : site_(site), key_path_(std::move(key_path)), thread_([this] { run(); }) {}

LogPublisher::~LogPublisher() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void LogPublisher::run() {
  std::unique_lock lock(mutex_);
  while (!closed_) {
    lock.unlock();
    (void)publish_once();
    lock.lock();
    changed_.wait_for(lock, pause, [this] { return closed_; });
  }
}

Result<void> LogPublisher::publish_once() {
  const std::uint64_t size = site_.desk.read([](const State& state) { return state.size(); });
  if (size == published_) return {};
  const auto book = store::Book::open_to_read(site_.desk.path());
  if (!book) return tl::make_unexpected(book.error());
  const auto key = press::read_log_key(key_path_, *book);
  if (!key) return tl::make_unexpected(key.error());
  const std::string path = log_folder_of(site_.desk.path());
  const auto folder = open_log_folder(path);
  if (!folder) return tl::make_unexpected(folder.error());
  const auto lock = store::WriterLock::take(path + "/publish", patience, "serve");
  if (!lock) return tl::make_unexpected(lock.error());
  const auto done = publish(*book, **folder, Publishing{*key});
  if (!done) return tl::make_unexpected(done.error());
  published_ = done->size;
  return {};
}

}  // namespace tenbin::http
