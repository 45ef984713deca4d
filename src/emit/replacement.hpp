#pragma once

#include <filesystem>
#include <string>

namespace agentcore {

/// A file beside another, which is removed again unless it takes the other's place.
class Replacement {
 public:
  explicit Replacement(const std::filesystem::path& target);
  ~Replacement();
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  /// Writes the text, with mode and owner of the target where that is there. False, with errno: it cannot be
  /// done.
  bool write(const std::string& text);
  /// Puts it in the target's place, in one step. False, with errno: it cannot be done.
  bool take_over();

 private:
  bool take_looks();

  std::filesystem::path target_;
  std::string name_;
  int handle_ = -1;
};

}  // namespace agentcore
