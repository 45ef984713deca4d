#pragma once

// How an entity tells what a user can write: describe(visitor, entity) calls, for each key,
//
//   visitor.field({.key = "...", .doc = "..."}, entity.member);
//
// and visitor.assigned(...) for an attribute that AWS sets. That one list drives decoding, the suggestion for
// an unknown key, the reference, and the JSON Schema. To add a key: a member, a line in describe(), and, if
// it means something new to AWS, a line in synth.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

/// The names of an enumeration, in the order in which they are listed to a user. Specialised beside each.
template <class E>
struct EnumNames;

template <class E>
struct EnumName {
  std::string_view name;
  E value;
};

template <class T>
concept Enumeration = requires {
  EnumNames<T>::rows;
};

/// A type with a form of its own, parsed from text.
template <class T>
concept Parsed = requires(std::string_view text) {
  T::form;
  T::parse(text);
};

template <class E>
std::string_view name_of(E value) {
  for (const auto& row : EnumNames<E>::rows) {
    if (row.value == value) return row.name;
  }
  return "";
}

/// Where a reference takes its value from; the names are the keys that a user writes.
enum class ReferenceKind : std::uint8_t { parameter, import, ssm, runtime, role, repository };

template <>
struct EnumNames<ReferenceKind> {
  static constexpr EnumName<ReferenceKind> rows[] = {{"parameter", ReferenceKind::parameter},
                                                     {"import", ReferenceKind::import},
                                                     {"ssm", ReferenceKind::ssm},
                                                     {"runtime", ReferenceKind::runtime},
                                                     {"role", ReferenceKind::role},
                                                     {"repository", ReferenceKind::repository}};
};

/// The references that a key takes beside a literal, where its member can hold any.
enum class Takes : std::uint8_t {
  outside,  ///< parameter, import, ssm
  outside_or_role,
  outside_or_repository,
  any
};

constexpr bool takes(Takes place, ReferenceKind kind) {
  switch (kind) {
    case ReferenceKind::role:
      return place == Takes::outside_or_role || place == Takes::any;
    case ReferenceKind::repository:
      return place == Takes::outside_or_repository || place == Takes::any;
    case ReferenceKind::runtime:
      return place == Takes::any;
    default:
      return true;
  }
}

/// A list of values that the catalog holds.
enum class Facts : std::uint8_t {
  none,
  regions,
  zone_ids,
  endpoint_services,  ///< the known ones: others are taken, too
  log_retention_days,
  fargate_cpus,
  fargate_memories
};

struct Field {
  static constexpr std::int64_t unbounded = -1;

  std::string_view key;
  std::string_view doc;            ///< one sentence without a full stop
  std::string_view fallback = {};  ///< what holds when it is left out: the value itself, or words with blanks
  bool required = false;
  std::string_view instead = {};  ///< the key that may stand in the place of a required one
  Takes takes = Takes::outside;

  // What the rules say of each value by itself, for editors. The rules decide: what is said here is true of
  // every value that they take.
  std::string_view pattern = {};  ///< of a text; anchored, in the syntax that ECMA 262 and RE2 share
  std::string_view example = {};
  std::int64_t minimum = unbounded;  ///< of a number, or of a text's characters
  std::int64_t maximum = unbounded;
  std::int64_t max_items = unbounded;     ///< of a list or a free map
  std::string_view key_pattern = {};      ///< of a free map's keys
  std::int64_t max_key_size = unbounded;  ///< characters
  Facts one_of = Facts::none;
};

/// An attribute of the data model that nobody writes: AWS sets it, or it holds by construction.
struct Assigned {
  std::string_view key;
  std::string_view doc;  ///< where its value comes from
};

}  // namespace agentcore
