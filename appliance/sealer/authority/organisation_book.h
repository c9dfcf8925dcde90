#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "appliance/elm/attribution.h"
#include "appliance/registry/organisation.h"

namespace signet::sealer {

/// Which organisation of the box a credential means.
struct OrganisationMatch {
  enum class Kind { kOne, kNone, kSeveral };
  Kind kind = Kind::kNone;
  const registry::Organisation* organisation = nullptr;  ///< kOne
  std::string found;  ///< otherwise: what there was and why it is not enough, a sentence or two
};

/// The organisations that the box knows, found by what a credential says of them. Immutable.
///
/// Identifiers decide: all legal ones (eIDASIdentifier, registration, vatIdentifier, taxIdentifier)
/// must be of one organisation; if there are none, any other identifier or the node's http(s) IRI.
/// The name decides only where nothing identifies. Whatever decided, every name that is given must
/// be one that the organisation may be called by: else a credential could show the name of one
/// university with the number of another.
class OrganisationBook {
 public:
  explicit OrganisationBook(std::vector<registry::Organisation> organisations);

  OrganisationMatch Match(const elm::NamedOrganisation& named) const;
  /// All that one of its identifiers is of, whether they fit together or not.
  std::vector<const registry::Organisation*> IdentifiedBy(
      const elm::NamedOrganisation& named) const;
  const registry::Organisation* Find(std::string_view name) const;
  /// nullptr while the box has none.
  const registry::Organisation* sealing() const;
  const std::vector<registry::Organisation>& all() const { return organisations_; }

 private:
  using Places = std::vector<std::size_t>;
  using Index = std::map<std::string, Places, std::less<>>;

  void AddIdentifier(const registry::Organisation& organisation, std::size_t place);
  Places OfIdentifier(const elm::NamedOrganisation::Identifier& identifier) const;
  OrganisationMatch ByLegalIdentifiers(const elm::NamedOrganisation& named) const;
  OrganisationMatch ByOtherIdentifiers(const elm::NamedOrganisation& named) const;
  OrganisationMatch ByName(const elm::NamedOrganisation& named) const;
  OrganisationMatch Chosen(const Places& places, const std::string& by) const;
  OrganisationMatch CheckNames(OrganisationMatch match, const elm::NamedOrganisation& named) const;

  std::vector<registry::Organisation> organisations_;  ///< by name
  Index by_identifier_;                                ///< as it is written
  Index
      by_short_identifier_;  ///< without prefix, a space and the country before it: "EST 17207834"
  Index by_name_;
};

}  // namespace signet::sealer
