#pragma once

#include "check/names.hpp"
#include "check/reporter.hpp"

namespace agentcore::checking {

/// Every Ref, Fn::GetAtt, Fn::Sub, Fn::ImportValue and DependsOn of one template: it names something that is
/// there, and resources do not wait for each other in a circle.
void check_references(const Reporter& reporter, const Exports& exports);

}  // namespace agentcore::checking
