#include "place/part.hpp"

namespace agentcore::placing {

void Part::add(std::size_t index, const Item& item) {
  weight_ = with(item);
  for (const Item::Parameter& parameter : item.parameters) parameters_.insert(parameter.name);
  items_.push_back(index);
}

Weight Part::with(const Item& item) const {
  Weight weight = weight_;
  weight += item.weight;
  for (const Item::Parameter& parameter : item.parameters) {
    if (parameters_.contains(parameter.name)) continue;
    ++weight.parameters;
    weight.bytes += parameter.bytes;
  }
  return weight;
}

}  // namespace agentcore::placing
