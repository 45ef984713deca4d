#pragma once

#include <string>
#include <string_view>

#include "agentcore/template.hpp"

namespace agentcore {

/// JSON with two spaces, the same bytes as Json::dump(2), written without a document of the whole.
class JsonText {
 public:
  /// Where the next value stands: within so many objects and lists.
  void value(const Json& json, std::size_t depth);
  void string(std::string_view text);

  /// Opens an object, or closes one that had members.
  void open() { text_ += '{'; }
  void close(std::size_t depth);
  /// The key of a member; `first` of its object.
  void key(std::string_view name, bool first, std::size_t depth);

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void line(std::size_t depth);
  void object(const Json& json, std::size_t depth);
  void array(const Json& json, std::size_t depth);

  std::string text_;
};

}  // namespace agentcore
