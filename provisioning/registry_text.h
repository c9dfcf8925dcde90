#pragma once

#include <string>
#include <vector>

#include "appliance/base/json.h"

namespace signet::provisioning {

// What the registry holds, for people, out of the box's JSON. Each ends with a line end; nothing in
// it moves a terminal's cursor.

/// One line each, for lists.
std::string OrganisationLine(json::Value organisation);
std::string ClientLine(json::Value client);
std::string MandateLine(json::Value mandate);
std::string ProposalLine(json::Value proposal);

std::string DescribeOrganisation(json::Value organisation);
std::string DescribeClient(json::Value client);
std::string DescribeKey(json::Value key);
std::string DescribeMandate(json::Value mandate);
/// What it will put in place, in words, and the digest that an approval names.
std::string DescribeProposal(json::Value proposal);

/// "a, b, c"
std::string Joined(const std::vector<std::string>& texts);

}  // namespace signet::provisioning
