#include "provisioning/setting_up.h"

#include <string>

#include "appliance/base/error.h"
#include "appliance/registry/client.h"

namespace signet::provisioning {
namespace {

struct Way {
  std::string what;
  std::string command;
};

Way WayOf(registry::ProposalKind kind) {
  switch (kind) {
    case registry::ProposalKind::kMandateApproval:
      return {"Approving a mandate", "mandate propose"};
    case registry::ProposalKind::kMandateResumption:
      return {"Resuming a mandate", "mandate resume"};
    case registry::ProposalKind::kOrganisationChange:
      return {"Changing an organisation", "organisation change"};
    case registry::ProposalKind::kAdministratorAddition:
      return {"Adding an administrator", "client add"};
    case registry::ProposalKind::kAdministratorRemoval:
      return {"Suspending an administrator", "client suspend"};
    case registry::ProposalKind::kAdministratorCertificate:
      return {"Changing how an administrator is known", "client certificate add"};
    case registry::ProposalKind::kKeyActivation:
      return {"Activating a seal key", "key activate"};
  }
  throw Error(Code::kInternal, "There is no such kind of proposal.");
}

}  // namespace

bool IsSettingUp(SQLite::Database& database) { return registry::CountAdministrators(database) < 2; }

void RequireSettingUp(SQLite::Database& database, registry::ProposalKind what) {
  if (IsSettingUp(database)) return;
  const Way way = WayOf(what);
  throw Error(Code::kApprovalNeeded,
              way.what +
                  " needs two administrators, and this box has them. Start the sealer; one "
                  "proposes it with `signetctl --profile ADMIN.toml " +
                  way.command + " …`, the other approves it.");
}

}  // namespace signet::provisioning
