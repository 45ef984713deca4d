#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace agentcore {

/// An IPv4 range whose base has no bit set behind the prefix.
struct Cidr {
  static constexpr std::string_view form =
      "an IPv4 range such as 10.0.2.0/26, with no bit set behind the prefix";
  /// Says nothing of the bits behind the prefix.
  static constexpr std::string_view pattern =
      "^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
      "/(?:3[0-2]|[12]?[0-9])$";
  static constexpr std::string_view example = "10.0.2.0/26";
  static std::optional<Cidr> parse(std::string_view text);

  std::uint32_t base = 0;
  int prefix = 32;  ///< 0..32

  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::uint64_t size() const { return std::uint64_t{1} << (32 - prefix); }  ///< addresses
  [[nodiscard]] bool contains(const Cidr& other) const;
  [[nodiscard]] bool overlaps(const Cidr& other) const;
};

}  // namespace agentcore
