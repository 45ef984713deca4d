#pragma once

// How an entity tells what a user can write: describe(visitor, entity) calls, for each key,
//
//   visitor.field({.key = "...", .doc = "..."}, entity.member);
//
// and visitor.assigned(...) for an attribute that AWS sets. That one list drives decoding, the suggestion for
// an unknown key, and the reference. To add a key: a member, a line in describe(), and, if it means
// something new to AWS, a line in synth.

#include <string>
#include <string_view>
#include <vector>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

struct Field {
  std::string_view key;
  std::string_view doc;            ///< one sentence without a full stop
  std::string_view fallback = {};  ///< what holds when it is left out, in words
  bool required = false;
};

/// An attribute of the data model that nobody writes: AWS sets it, or it holds by construction.
struct Assigned {
  std::string_view key;
  std::string_view doc;  ///< where its value comes from
};

/// One pair of a free map such as tags or environment variables.
struct Pair {
  Located<std::string> key;
  Located<std::string> value;
};
using Pairs = std::vector<Pair>;

/// The names of an enumeration, in the order in which they are listed to a user. Specialised beside each.
template <class E>
struct EnumNames;

template <class E>
struct EnumName {
  std::string_view name;
  E value;
};

template <class E>
std::string_view name_of(E value) {
  for (const auto& row : EnumNames<E>::rows) {
    if (row.value == value) return row.name;
  }
  return "";
}

}  // namespace agentcore
