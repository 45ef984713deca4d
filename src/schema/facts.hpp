#pragma once

#include "agentcore/model/field.hpp"
#include "agentcore/template.hpp"

namespace agentcore::schema {

/// The values of the catalog that a key takes, as a list.
Json values_of(Facts facts);

}  // namespace agentcore::schema
