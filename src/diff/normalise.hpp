#pragma once

#include "diff/shape.hpp"

namespace agentcore::diffing {

/// The value as CloudFormation understands it: two spellings of one meaning give the same. Keys are sorted,
/// numbers and booleans are texts, sets are sorted, Fn::GetAtt is a list, Fn::Sub and Fn::Join are one list
/// of parts.
Json normalised(const Json& value, const Shape& shape);

/// Whether both mean the same.
bool same(const Json& before, const Json& after, const Shape& shape);

/// A text by which equal values are found.
std::string key_of(const Json& normalised);

}  // namespace agentcore::diffing
