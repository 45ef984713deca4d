#pragma once

#include <string>
#include <vector>

#include "place/deployment_order.hpp"
#include "place/part.hpp"
#include "place/quota.hpp"

namespace agentcore::placing {

/// Says what cannot be placed, and how to mend it.
class Reporter {
 public:
  Reporter(const ToPlace& wanted, Diagnostics& diagnostics) : wanted_(wanted), diagnostics_(diagnostics) {}

  /// False: some item passes a quota by itself.
  [[nodiscard]] bool expect_each_fits(const Weight& limit) const;
  /// That what lives in a part passes no quota.
  void expect_within(std::size_t index, const Part& part, const Weight& limit) const;
  void expect_no_cycle(const std::vector<Dependency>& cycle) const;
  /// An item may live in one part only, which is full.
  void no_room(std::size_t item, std::size_t index, const Part& part) const;

 private:
  [[nodiscard]] std::string stack(std::size_t index) const { return part_name(wanted_.kind, index + 1); }
  [[nodiscard]] std::vector<std::size_t> biggest(const Part& part, const Quota& quota) const;
  void add_lines_to_delete(const Part& part, const Quota& quota, Diagnostic& finding) const;

  const ToPlace& wanted_;
  Diagnostics& diagnostics_;
};

}  // namespace agentcore::placing
