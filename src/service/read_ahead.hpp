#pragma once
// Things read in pieces on a thread of its own, ahead of the one that works on them: one is being
// read, one is waiting, one is worked on.
//
//   ReadAhead<Piece> pieces([&](auto& ahead) { … ahead.take_empty() … ahead.put_full(piece) … });
//   while (…) { const auto piece = pieces.next(); … }
#include <functional>
#include <future>
#include <memory>

#include "base/problem.hpp"
#include "service/channel.hpp"

namespace tenbin {

template <class Piece>
class ReadAhead {
 public:
  using PiecePtr = std::unique_ptr<Piece>;
  // What the other thread does, once, until it has read all or is told to stop.
  using Read = std::function<Result<void>(ReadAhead&)>;

  explicit ReadAhead(Read read) : empty_(pieces), full_(pieces) {
    for (std::size_t i = 0; i < pieces; ++i) empty_.put(std::make_unique<Piece>());
    done_ = std::async(std::launch::async, [this, read = std::move(read)] {
      const Ending ending{full_};  // also when memory runs out, so that nobody waits for ever
      return read(*this);
    });
  }
  ~ReadAhead() {
    empty_.close();
    full_.close();
    if (done_.valid()) done_.wait();
  }
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  // The next piece, which lives until the next call; nullptr after the last one. Its problems are
  // those of `read`.
  Result<const Piece*> next() {
    if (current_) empty_.put(std::move(current_));
    if (auto piece = full_.take()) {
      current_ = std::move(*piece);
      return current_.get();
    }
    if (done_.valid()) TENBIN_TRY(done_.get());
    return nullptr;
  }

  // For the other thread. nullptr, and false: stop.
  PiecePtr take_empty() {
    auto piece = empty_.take();
    return piece ? std::move(*piece) : nullptr;
  }
  bool put_full(PiecePtr piece) { return full_.put(std::move(piece)); }

 private:
  static constexpr std::size_t pieces = 3;

  struct Ending {
    Channel<PiecePtr>& channel;
    ~Ending() { channel.close(); }
  };

  Channel<PiecePtr> empty_;
  Channel<PiecePtr> full_;
  PiecePtr current_;
  std::future<Result<void>> done_;
};

}  // namespace tenbin
