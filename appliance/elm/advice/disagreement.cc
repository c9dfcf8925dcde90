#include <boost/unordered/unordered_flat_map.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "appliance/elm/advice/remark.h"
#include "appliance/elm/node.h"

namespace signet::elm {
namespace {

bool Same(json::Value a, json::Value b);

bool SameMembers(json::Value a, json::Value b) {
  if (a.size() != b.size()) return false;
  for (auto member = a.First(); member; member = member->Next()) {
    const auto other = b.Find(member->name());
    if (!other || !Same(*member, *other)) return false;
  }
  return true;
}

bool SameElements(json::Value a, json::Value b) {
  if (a.size() != b.size()) return false;
  auto other = b.First();
  for (auto element = a.First(); element; element = element->Next(), other = other->Next()) {
    if (!Same(*element, *other)) return false;
  }
  return true;
}

bool Same(json::Value a, json::Value b) {
  if (a.raw() == b.raw()) return true;
  if (a.kind() != b.kind()) return false;
  if (a.is_object()) return SameMembers(a, b);
  if (a.is_array()) return SameElements(a, b);
  return a.is_string() && a.AsString() == b.AsString();
}

std::string_view Difference(json::Value a, json::Value b);

// Of objects, texts in several languages among them, one may have more than the other.
bool Agree(json::Value a, json::Value b) {
  if (a.raw() == b.raw()) return true;
  return a.is_object() && b.is_object() ? Difference(a, b).empty() : Same(a, b);
}

/// The name of a member that both have with different values; empty if there is none. A node that
/// only refers to another, or adds to it, agrees.
std::string_view Difference(json::Value a, json::Value b) {
  if (a.size() > b.size()) std::swap(a, b);  // many small ones may follow a large one
  for (auto member = a.First(); member; member = member->Next()) {
    const auto other = b.Find(member->name());
    if (other && !Agree(*member, *other)) return member->name();
  }
  return {};
}

class Disagreement {
 public:
  Disagreement(const AdviceSubject& subject, Remarks& out) : subject_(subject), out_(out) {}

  void Visit(json::Value value) {
    if (value.is_object()) Compare(value);
    for (auto inner = value.First(); inner; inner = inner->Next()) Visit(*inner);
  }

 private:
  void Compare(json::Value object) {
    const auto id = IriOf(object);
    if (!id || object.size() < 2) return;
    const auto node = subject_.graph().terms().FindIri(*id);
    if (!node) return;
    const auto [first, is_new] = firsts_.emplace(*node, object);
    if (is_new || first->second.raw() == object.raw()) return;
    const std::string_view name = Difference(first->second, object);
    if (name.empty()) return;
    out_.Add({.advice = Advice::kNodesDisagree,
              .focus = *node,
              .path = subject_.terms.context.IriNamed(name),
              .place = static_cast<std::uint32_t>(object.begin()),
              .text = "This id is used before for something with another \"" + std::string(name) +
                      "\". To programs the two are one thing that has both values. Give each "
                      "its own id, such as \"" +
                      std::string(*id) + ":2\", or the same values.",
              .value = std::string(*id)});
  }

  const AdviceSubject& subject_;
  Remarks& out_;
  boost::unordered_flat_map<TermId, json::Value> firsts_;
};

}  // namespace

void RemarkOnDisagreement(const AdviceSubject& subject, Remarks& out) {
  Disagreement(subject, out).Visit(subject.credential);
}

}  // namespace signet::elm
