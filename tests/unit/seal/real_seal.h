#pragma once

#include "appliance/seal/judgement.h"

namespace signet::seal {

/// How a real sealed file is judged when everything in it is in date: five minutes after the
/// claimed time, with the issuers of the seal's and the time-stamps' certificates as anchors, as a
/// trusted list names them. A self-signed authority is its own.
JudgementSettings AtSealing(const UntrustedText& text);

}  // namespace signet::seal
