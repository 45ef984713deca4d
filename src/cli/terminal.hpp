#pragma once

#include <cstddef>
#include <cstdio>
#include <string_view>

namespace agentcore::cli {

class Parser;

/// Whether and how wide a stream shows: `--color`, the environment, and what stands behind the stream.
struct Terminal {
  enum class Color : std::uint8_t { automatic, always, never };

  Color color = Color::automatic;

  void add_to(Parser& parser);

  [[nodiscard]] bool use_color(std::FILE* stream) const;
};

/// Columns of the terminal behind the stream; 0: there is none.
std::size_t columns_of(std::FILE* stream);

/// Writes all of it; whether that worked is seen when the stream is flushed.
void print(std::FILE* stream, std::string_view text);

}  // namespace agentcore::cli
