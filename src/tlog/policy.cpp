#include "tlog/policy.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "tlog/text_lines.hpp"

namespace tenbin::tlog {
namespace {

constexpr std::string_view none = "none";

using Words = std::vector<std::string_view>;

Words words_of(std::string_view line) {
  Words words;
  constexpr std::string_view spaces = " \t";
  for (;;) {
    const std::size_t begin = line.find_first_not_of(spaces);
    if (begin == std::string_view::npos) return words;
    line.remove_prefix(begin);
    words.push_back(line.substr(0, line.find_first_of(spaces)));
    line.remove_prefix(words.back().size());
  }
}

bool has_control(std::string_view line) {
  return std::any_of(line.begin(), line.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  });
}

// What a line says, into the policy. A refusal is the key of a sentence; its line is added outside.
class Reader {
 public:
  using Refusal = std::optional<std::string>;

  Refusal take(const Words& words) {
    if (words[0] == "log") return log(words);
    if (words[0] == "witness") return witness(words);
    if (words[0] == "group") return group(words);
    if (words[0] == "quorum") return quorum(words);
    return "policy.word";
  }
  bool complete() const { return has_quorum_; }
  Policy policy() && { return std::move(policy_); }

 private:
  struct Named {
    Policy::Member member;
    bool counted = false;  // is a member of a group
  };

  Refusal log(const Words& words) {
    if (words.size() < 2 || words.size() > 3) return "policy.form";
    auto key = parse_vkey(words[1]);
    if (!key) return "policy.log_key";
    for (const Policy::Log& other : policy_.logs) {
      if (other.key.key == key->key) return "policy.key_twice";
    }
    if (policy_.logs.size() == max_policy_names) return "policy.too_many";
    policy_.logs.push_back({std::move(*key), std::string(words.size() == 3 ? words[2] : "")});
    return std::nullopt;
  }

  Refusal witness(const Words& words) {
    if (words.size() < 3 || words.size() > 4) return "policy.form";
    auto key = parse_cosigner_vkey(words[2]);
    if (!key) return "policy.witness_key";
    for (const Policy::Witness& other : policy_.witnesses) {
      if (other.key.key == key->key) return "policy.key_twice";
    }
    if (auto refusal = define(words[1], {false, policy_.witnesses.size()})) return refusal;
    policy_.witnesses.push_back(
        {std::string(words[1]), std::move(*key), std::string(words.size() == 4 ? words[3] : "")});
    return std::nullopt;
  }

  Refusal group(const Words& words) {
    if (words.size() < 4) return "policy.form";
    Policy::Group group{std::string(words[1]), 0, {}};
    const std::size_t count = words.size() - 3;
    const auto threshold = words[2] == "any"   ? 1
                           : words[2] == "all" ? count
                                               : parse_decimal(words[2], count).value_or(0);
    if (threshold == 0) return "policy.threshold";
    group.threshold = threshold;
    for (std::size_t i = 3; i < words.size(); ++i) {
      const auto member = names_.find(words[i]);
      if (member == names_.end()) return "policy.unknown_name";
      if (member->second.counted) return "policy.counted_twice";
      member->second.counted = true;
      group.members.push_back(member->second.member);
    }
    if (auto refusal = define(words[1], {true, policy_.groups.size()})) return refusal;
    policy_.groups.push_back(std::move(group));
    return std::nullopt;
  }

  Refusal quorum(const Words& words) {
    if (words.size() != 2) return "policy.form";
    if (has_quorum_) return "policy.quorum_twice";
    has_quorum_ = true;
    if (words[1] == none) return std::nullopt;
    const auto named = names_.find(words[1]);
    if (named == names_.end()) return "policy.unknown_name";
    policy_.quorum.push_back(named->second.member);
    return std::nullopt;
  }

  Refusal define(std::string_view name, Policy::Member member) {
    if (name == none) return "policy.name_none";
    if (names_.size() == max_policy_names) return "policy.too_many";
    if (!names_.emplace(name, Named{member}).second) return "policy.name_twice";
    return std::nullopt;
  }

  Policy policy_;
  bool has_quorum_ = false;
  std::map<std::string, Named, std::less<>> names_;
};

}  // namespace

Policy policy_of(const VerifierKey& log) {
  Policy policy;
  policy.logs.push_back({log, {}});
  return policy;
}

Result<Policy> parse_policy(std::string_view text) {
  if (text.size() > max_policy_size) return invalid_line(1, "policy.too_many");
  Reader reader;
  std::size_t number = 1;
  for (; !text.empty(); ++number) {
    const auto line = take_line(text);
    if (!line) return invalid_line(number, "policy.no_newline");
    if (has_control(*line)) return invalid_line(number, "policy.control_character");
    const Words words = words_of(*line);
    if (words.empty() || words[0].starts_with('#')) continue;
    if (auto refusal = reader.take(words)) return invalid_line(number, std::move(*refusal));
  }
  if (!reader.complete()) return invalid_line(number, "policy.no_quorum");
  return std::move(reader).policy();
}

bool quorum_satisfied(const Policy& policy, std::span<const Cosignature> cosignatures) {
  if (policy.quorum.empty()) return true;
  std::vector<bool> cosigned(policy.witnesses.size());
  for (std::size_t i = 0; i < cosigned.size(); ++i) {
    const CosignerKey& key = policy.witnesses[i].key;
    cosigned[i] = std::any_of(cosignatures.begin(), cosignatures.end(),
                              [&](const Cosignature& one) { return one.by == key; });
  }
  std::vector<bool> satisfied;
  const auto counts = [&](const Policy::Member& member) {
    return member.is_group ? satisfied[member.index] : cosigned[member.index];
  };
  for (const Policy::Group& group : policy.groups) {
    const auto have = std::count_if(group.members.begin(), group.members.end(), counts);
    satisfied.push_back(static_cast<std::size_t>(have) >= group.threshold);
  }
  return counts(policy.quorum.front());
}

}  // namespace tenbin::tlog
