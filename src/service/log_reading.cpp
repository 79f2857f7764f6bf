#include "service/log_reading.hpp"

#include <vector>

#include "base/check.hpp"
#include "service/journal_lines.hpp"
#include "tlog/log_proof.hpp"

namespace tenbin {

Result<tlog::VerifierKey> log_of(const store::Book& book) {
  auto origin = book.meta("origin");
  if (!origin) return tl::make_unexpected(origin.error());
  const auto text = book.meta("public_key");
  if (!text) return tl::make_unexpected(text.error());
  const auto key = tlog::parse_multikey(*text);
  if (!key || !tlog::valid_key_name(*origin))
    return problem(Code::book_corrupt, {{"place", "meta"}});
  return tlog::VerifierKey{std::move(*origin), *key};
}

Result<void> read_leaves(const store::Book& book, std::uint64_t from_seq, std::uint64_t to_seq,
                         const TakeLeaves& take) {
  if (from_seq > to_seq) return {};
  Result<void> taken;
  std::vector<std::string_view> lines;
  std::vector<tlog::Hash> leaves;
  TENBIN_TRY(book.read(from_seq, to_seq, [&](std::uint64_t, std::uint32_t, std::string_view text) {
    lines.clear();
    for_each_line(text, [&](std::string_view line) {
      lines.push_back(line);
      return true;
    });
    leaves.resize(lines.size());
    tlog::leaf_hashes(lines, leaves.data());
    taken = take(leaves);
    return taken.has_value();
  }));
  return taken;
}

Result<tlog::Frontier> frontier_at(const store::Book& book, std::uint64_t size) {
  const auto tip = book.tip_at(size);
  if (!tip) return tl::make_unexpected(tip.error());
  tlog::Frontier frontier;
  if (tip->size > 0) {
    auto stored = tlog::Frontier::parse(tip->frontier);
    if (!stored || stored->size() != tip->size)
      return problem(Code::book_corrupt, {{"place", "frontier"}});
    frontier = std::move(*stored);
  }
  TENBIN_TRY(read_leaves(book, frontier.size() + 1, size,
                         [&](std::span<const tlog::Hash> leaves) -> Result<void> {
                           frontier.append(leaves);
                           return {};
                         }));
  if (frontier.size() != size) return problem(Code::book_corrupt, {{"place", "journal"}});
  return frontier;
}

Result<Proofs> Proofs::of(const store::Book& book) {
  auto log = log_of(book);
  if (!log) return tl::make_unexpected(log.error());
  const auto tip = book.tip();
  if (!tip) return tl::make_unexpected(tip.error());
  Proofs proofs;
  proofs.log_ = std::move(*log);
  TENBIN_TRY(
      read_leaves(book, 1, tip->size, [&](std::span<const tlog::Hash> leaves) -> Result<void> {
        for (const tlog::Hash& leaf : leaves) proofs.tree_.append(leaf);
        return {};
      }));
  return proofs;
}

Result<std::string> Proofs::text_of(std::uint64_t seq, std::uint64_t size,
                                    std::string checkpoint) const {
  if (seq == 0 || seq > size)
    return problem(Code::reference_unknown, {{"kind", "record"}, {"id", std::to_string(seq)}});
  return tlog::format_log_proof(
      {seq - 1, tree_.inclusion(seq - 1, size), std::move(checkpoint), std::nullopt});
}

Result<std::string> Proofs::proof_of(std::uint64_t seq, std::uint64_t size,
                                     const tlog::KeyPair& key) const {
  TENBIN_CHECK(key.public_key() == log_.key);
  if (size > tree_.size())
    return problem(Code::reference_unknown, {{"kind", "record"}, {"id", std::to_string(size)}});
  return text_of(seq, size, tlog::sign_checkpoint({log_.name, size, tree_.root_at(size)}, key));
}

Result<std::string> Proofs::proof_for(std::uint64_t seq, const std::optional<std::string>& cosigned,
                                      const tlog::KeyPair& key) const {
  if (cosigned) {
    const auto checkpoint = tlog::open_checkpoint(*cosigned, log_);
    if (checkpoint && seq <= checkpoint->size) return proof_under(seq, *cosigned);
  }
  return proof_of(seq, seq, key);
}

Result<std::string> Proofs::proof_under(std::uint64_t seq,
                                        const std::string& signed_checkpoint) const {
  const auto checkpoint = tlog::open_checkpoint(signed_checkpoint, log_);
  if (!checkpoint) return tl::make_unexpected(checkpoint.error());
  const std::uint64_t size = checkpoint->size;
  if (size > tree_.size() || tree_.root_at(size) != checkpoint->root)
    return problem(Code::log_fork, {{"size", std::to_string(size)}});
  return text_of(seq, size, signed_checkpoint);
}

}  // namespace tenbin
