#include "service/approval_note.hpp"

namespace tenbin {
namespace {

constexpr std::string_view by_another = "approved_by:";
constexpr std::string_view by_oneself = "self_approved";

}  // namespace

std::string approval_mark(std::string_view by) {
  return by.empty() ? std::string(by_oneself) : std::string(by_another) + std::string(by);
}

std::string with_mark(std::string_view note, std::string_view mark) {
  std::string marked(note);
  if (!marked.empty() && !mark.empty()) marked += ' ';
  return marked.append(mark);
}

std::optional<ApprovalNote> approval_of_note(std::string_view note) {
  const std::string_view word = note.substr(note.rfind(' ') + 1);
  if (word == by_oneself) return ApprovalNote{};
  if (!word.starts_with(by_another)) return std::nullopt;
  return ApprovalNote{certificate::Approval::two_people,
                      std::string(word.substr(by_another.size()))};
}

std::string_view without_mark(std::string_view note) {
  if (!approval_of_note(note)) return note;
  const std::size_t end = note.rfind(' ');
  return note.substr(0, end == std::string_view::npos ? 0 : end);
}

bool registers_factor(const json::Value& command) {
  return command.find("emission_factor") != nullptr || command.find("process_emissions") != nullptr;
}

}  // namespace tenbin
