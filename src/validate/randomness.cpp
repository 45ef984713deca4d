#include "validate/randomness.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "validate/characters.hpp"

namespace agentcore::secrets {
namespace {

constexpr std::size_t least_run = 24;

enum class Class : std::uint8_t { upper, lower, digit, joint };

Class class_of(char c) {
  if (is_digit(c)) return Class::digit;
  if (is_lower(c)) return Class::lower;
  return is_letter(c) ? Class::upper : Class::joint;
}

/// What base64, in both of its alphabets, is written with.
bool is_run_character(char c) { return is_alnum(c) || is_one_of(c, "+/_-"); }

bool is_hex(std::string_view run) {
  if (run.starts_with("0x")) run.remove_prefix(2);
  return std::all_of(run.begin(), run.end(), [](char c) {
    const char lower = lower_case(c);
    return !is_letter(c) ? c != '+' && c != '/' : lower <= 'f';
  });
}

/// How a run is made up. Chance changes between the three classes at three of five places, words seldom.
struct Mixture {
  std::array<std::size_t, 4> count{};  // by Class
  std::size_t neighbours = 0;          // pairs of letters and digits
  std::size_t changes = 0;             // pairs of two classes
  std::size_t longest_lower = 0;       // a word has many small letters in a row

  explicit Mixture(std::string_view run) {
    Class before = Class::joint;
    std::size_t lower = 0;
    for (const char c : run) {
      const Class now = class_of(c);
      ++count[static_cast<std::size_t>(now)];
      if (before != Class::joint && now != Class::joint) {
        ++neighbours;
        changes += before != now ? 1 : 0;
      }
      lower = now == Class::lower ? lower + 1 : 0;
      longest_lower = std::max(longest_lower, lower);
      before = now;
    }
  }

  [[nodiscard]] bool is_of_chance() const {
    constexpr std::size_t least_of_each = 2;
    constexpr std::size_t shortest_word = 6;
    constexpr std::size_t least_neighbours = 18;
    const bool all_classes = std::all_of(count.begin(), count.begin() + 3,
                                         [](std::size_t of_class) { return of_class >= least_of_each; });
    return all_classes && longest_lower < shortest_word && neighbours >= least_neighbours &&
           changes * 5 >= neighbours * 2;
  }
};

/// Of a number from 1 on. The library's own would load libm at each start, for what is seldom asked.
double binary_logarithm(std::size_t number) {
  constexpr int binary_places = 20;
  int whole = 0;
  for (std::size_t rest = number; rest > 1; rest /= 2) ++whole;
  double fraction = static_cast<double>(number) / static_cast<double>(std::size_t{1} << whole);  // 1 up to 2
  double logarithm = whole;
  double place = 1;
  for (int i = 0; i < binary_places; ++i) {
    fraction *= fraction;
    place /= 2;
    if (fraction < 2) continue;
    fraction /= 2;
    logarithm += place;
  }
  return logarithm;
}

/// Shannon entropy in bits for each character.
double entropy(std::string_view text) {
  std::array<std::size_t, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  double known = 0;
  for (const std::size_t count : counts) {
    if (count > 1) known += static_cast<double>(count) * binary_logarithm(count);
  }
  return binary_logarithm(text.size()) - known / static_cast<double>(text.size());
}

std::uint32_t sextet(char c) {
  if (is_digit(c)) return static_cast<std::uint32_t>(c - '0' + 52);
  if (is_lower(c)) return static_cast<std::uint32_t>(c - 'a' + 26);
  if (is_letter(c)) return static_cast<std::uint32_t>(c - 'A');
  return c == '+' || c == '-' ? 62 : 63;
}

/// Whether the run is base64 of a text, nine of ten of whose characters can be printed.
bool encodes_text(std::string_view run) {
  std::size_t bytes = 0;
  std::size_t printable = 0;
  for (std::size_t i = 0; i + 4 <= run.size(); i += 4) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 4; ++j) group = group << 6U | sextet(run[i + j]);
    for (const std::uint32_t byte : {group >> 16U, group >> 8U & 0xffU, group & 0xffU}) {
      ++bytes;
      printable += (byte >= 0x20 && byte < 0x7f) || byte == '\n' || byte == '\r' || byte == '\t' ? 1 : 0;
    }
  }
  return printable * 10 >= bytes * 9;
}

/// Without what the service puts behind a name: `-` and ten letters and digits.
std::string_view without_service_suffix(std::string_view run) {
  constexpr std::size_t length = 10;
  if (run.size() <= length || run[run.size() - length - 1] != '-') return run;
  return is_alnum_or(run.substr(run.size() - length), "") ? run.substr(0, run.size() - length - 1) : run;
}

bool is_random(std::string_view run) {
  constexpr double least_entropy = 3.7;
  run = without_service_suffix(run);
  return run.size() >= least_run && !is_hex(run) && Mixture(run).is_of_chance() &&
         entropy(run) >= least_entropy && !encodes_text(run);
}

/// Addresses, paths, hashes and public keys may look random, and are to be read by everyone.
bool is_public(std::string_view value) {
  for (const std::string_view begin :
       {"arn:", "/", "./", "~/", "sha256", "sha384-", "sha512", "ssh-", "ecdsa-", "MII"}) {
    if (value.starts_with(begin)) return true;
  }
  for (const std::string_view part : {"://", "BEGIN CERTIFICATE", "PUBLIC KEY"}) {
    if (value.find(part) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

bool looks_random(std::string_view value) {
  if (value.size() < least_run || is_public(value)) return false;
  while (!value.empty()) {
    const auto* const end = std::find_if_not(value.begin(), value.end(), is_run_character);
    const auto length = static_cast<std::size_t>(end - value.begin());
    if (length >= least_run && is_random(value.substr(0, length))) return true;
    value.remove_prefix(std::min(length + 1, value.size()));
  }
  return false;
}

}  // namespace agentcore::secrets
