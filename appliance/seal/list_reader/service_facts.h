#pragma once

#include <string>

#include "appliance/base/json_writer.h"
#include "appliance/seal/list_reader/xml.h"

namespace signet::list_reader {

/// A TSPService (TS 119 612 5.5 and 5.6) as list_facts.h describes it, its history in the order of
/// the list.
json::ObjectWriter ReadService(const xmlNode* service, const std::string& provider);

/// The English one of names in several languages, else the first.
std::string NameIn(const xmlNode* names);

}  // namespace signet::list_reader
