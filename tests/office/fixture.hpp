#pragma once
// An office in a folder of its own, with a clock that the test turns, random bytes from a seed, and
// passwords that cost little.
#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "../store/temporary_folder.hpp"
#include "base/prng.hpp"
#include "message/message.hpp"
#include "office/office.hpp"

namespace tenbin::office {

inline constexpr std::int64_t second = 1000;
inline constexpr std::int64_t minute = 60 * second;
inline constexpr std::int64_t hour = 60 * minute;
inline constexpr std::int64_t day = 24 * hour;
inline constexpr PasswordCost cheap{1, std::size_t{8} << 10};
inline const std::string here = "192.0.2.1";
inline const std::string good_password = "correct horse 7";

class OfficeTest : public testing::Test {
 protected:
  OfficeTest() { office_ = open(); }

  std::unique_ptr<Office> open(const PasswordCost& cost = cheap) {
    auto made = Office::open(path_, outside(), cost);
    EXPECT_TRUE(made);
    return made ? std::move(*made) : nullptr;
  }

  Outside outside() {
    return {[this] { return Instant{clock_.load()}; },
            [this](std::span<std::uint8_t> bytes) {
              for (std::uint8_t& byte : bytes)
                byte = static_cast<std::uint8_t>(random_.next() >> 24);
            }};
  }

  void pass(std::int64_t milliseconds) { clock_ += milliseconds; }

  Person add(const std::string& login, Roles roles) {
    auto made = office_->add_person({login, "Name of " + login, good_password, roles, {}, {}});
    EXPECT_TRUE(made) << code(made);
    return made ? *made : Person{};
  }

  std::string session(const std::string& login) {
    auto signed_in = office_->login(login, good_password, {}, here);
    EXPECT_TRUE(signed_in) << code(signed_in);
    return signed_in ? signed_in->token : std::string();
  }

  // The code of a refusal, "" for none. Its sentence is made too: it must have one.
  template <class T>
  static std::string code(const Result<T>& result) {
    if (result) return {};
    for (Language language : {Language::ja, Language::en}) {
      const std::string sentence = sentence_of(language, result.error());
      EXPECT_EQ(sentence.find('?'), std::string::npos) << sentence;
      EXPECT_EQ(sentence.find("office."), std::string::npos) << sentence;
    }
    return std::string(code_text(result.error().code));
  }

  template <class T>
  static std::string fact(const Result<T>& result, std::string_view name) {
    for (const Fact& fact : result.error().facts)
      if (fact.name == name) return fact.value;
    return {};
  }

  static std::string from_base32(const std::string& text) {
    std::string bytes;
    std::uint32_t waiting = 0;
    int bits = 0;
    for (char c : text) {
      waiting = waiting << 5 | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
      if ((bits += 5) < 8) continue;
      bits -= 8;
      bytes += static_cast<char>(waiting >> bits & 0xFF);
    }
    return bytes;
  }

  static std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  // In memory where there is such a folder: what survives a power cut is not asked here.
  store::TemporaryFolder folder_{std::filesystem::is_directory("/dev/shm")
                                     ? std::filesystem::path("/dev/shm")
                                     : std::filesystem::temp_directory_path()};
  std::string path_ = folder_.file("mill.tenbin-office");
  std::atomic<std::int64_t> clock_{1'790'000'000'000};
  Prng random_{20260728};
  std::unique_ptr<Office> office_;
};

}  // namespace tenbin::office
