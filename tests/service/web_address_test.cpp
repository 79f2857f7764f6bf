// Whom a stranger's document can make us ask: nobody on a network that is not public.
#include "service/web_address.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include <array>
#include <string>

namespace tenbin {
namespace {

bool is_public(const std::string& text) {
  std::array<std::uint8_t, 16> bytes{};
  const bool v6 = text.find(':') != std::string::npos;
  EXPECT_EQ(1, inet_pton(v6 ? AF_INET6 : AF_INET, text.c_str(), bytes.data())) << text;
  return is_public_address(std::span(bytes).first(v6 ? 16 : 4));
}

TEST(WebAddress, PublicAddresses) {
  // The edges of the ranges below, from outside.
  for (const char* text :
       {"1.0.0.0",         "9.255.255.255",   "11.0.0.0",        "100.63.255.255",
        "100.128.0.0",     "126.255.255.255", "128.0.0.0",       "169.253.255.255",
        "169.255.0.0",     "172.15.255.255",  "172.32.0.0",      "192.0.1.0",
        "192.0.3.0",       "192.88.98.255",   "192.167.255.255", "192.169.0.0",
        "198.17.255.255",  "198.20.0.0",      "198.51.99.255",   "203.0.114.0",
        "223.255.255.255", "2000::1",         "2001:200::1",     "2001:db7:ffff::1",
        "2001:db9::1",     "2003::1",         "2a00:1::1",       "3ffe::1",
        "64:ff9b::100:1"}) {
    EXPECT_TRUE(is_public(text)) << text;
  }
}

TEST(WebAddress, AddressesOfNobodyElse) {
  for (const char* text : {"0.0.0.0",
                           "0.255.255.255",
                           "10.0.0.0",
                           "10.255.255.255",
                           "100.64.0.0",
                           "100.127.255.255",
                           "127.0.0.1",
                           "127.255.255.255",
                           "169.254.0.0",
                           "169.254.169.254",
                           "172.16.0.0",
                           "172.31.255.255",
                           "192.0.0.8",
                           "192.0.2.1",
                           "192.88.99.1",
                           "192.168.0.0",
                           "192.168.255.255",
                           "198.18.0.0",
                           "198.19.255.255",
                           "198.51.100.1",
                           "203.0.113.255",
                           "224.0.0.1",
                           "239.255.255.255",
                           "240.0.0.1",
                           "255.255.255.255",
                           "::",
                           "::1",
                           "::ffff:8.8.8.8",
                           "::ffff:127.0.0.1",
                           "::8.8.8.8",
                           "64:ff9b::127.0.0.1",
                           "64:ff9b::10.0.0.1",
                           "64:ff9b:1::8.8.8.8",
                           "100::1",
                           "2001::1",
                           "2001:1ff::1",
                           "2001:db8::1",
                           "2002:7f00:1::",
                           "3fff:fff::1",
                           "4000::1",
                           "5f00::1",
                           "fc00::1",
                           "fdff::1",
                           "fe80::1",
                           "fec0::1",
                           "ff02::1"}) {
    EXPECT_FALSE(is_public(text)) << text;
  }
  EXPECT_FALSE(is_public_address({}));
}

TEST(WebAddress, NamesOfTheInternet) {
  for (const char* web :
       {"https://mill.example.com", "https://mill.example.com:8443", "https://a.xn--p1ai"}) {
    EXPECT_TRUE(is_internet_host(web)) << web;
  }
  for (const char* web :
       {"https://tenbin.invalid", "https://mill.example", "https://mill.example:8443",
        "https://a.b.test", "https://localhost", "https://mill.localhost", "https://printer.local",
        "https://mill", "https://mill:443", "https://127.0.0.1", "https://127.1:80",
        "https://10.0x1", "https://2130706433", "https://0x7f.0.0.1"}) {
    EXPECT_FALSE(is_internet_host(web)) << web;
  }
}

}  // namespace
}  // namespace tenbin
