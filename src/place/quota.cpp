#include "place/quota.hpp"

#include <algorithm>

namespace agentcore {

Weight& Weight::operator+=(const Weight& other) {
  for (const placing::Quota& quota : placing::all_quotas) this->*quota.count += other.*quota.count;
  return *this;
}

namespace placing {

Weight hard_limit() {
  Weight limit;
  for (const Quota& quota : all_quotas) limit.*quota.count = quota.most;
  return limit;
}

Weight fill_limit(std::size_t max_resources) {
  Weight limit;
  for (const Quota& quota : all_quotas)
    limit.*quota.count = quota.most * limits::budget_warning_percent / 100;
  limit.resources = max_resources;
  return limit;
}

bool fits(const Weight& weight, const Weight& limit) {
  return std::all_of(all_quotas.begin(), all_quotas.end(),
                     [&](const Quota& quota) { return weight.*quota.count <= limit.*quota.count; });
}

}  // namespace placing
}  // namespace agentcore
