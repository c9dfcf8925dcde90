#pragma once

#include "appliance/base/bytes.h"
#include "provisioning/paper.h"

namespace signet::provisioning {

/// A PDF of A4 pages, with its fonts inside (DejaVu: Latin, Greek, Cyrillic and more), a page
/// number and the running title on each. The same paper gives the same pages. Throws
/// Error(kInternal) if the PDF cannot be made, and Error(kFileUnusable) if the fonts are not
/// installed.
Bytes ToPdf(const Paper& paper);

}  // namespace signet::provisioning
