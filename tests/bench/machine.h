#pragma once

namespace signet::bench {

/// RSA-3072 signatures a second that OpenSSL makes with a key in memory, on one core: how fast the
/// machine is at this moment, whatever else runs on it.
double MeasureOpensslRsa3072(double seconds);

/// The same on the machine where the figures of DESIGN 9 were set. Times of that design, in
/// milliseconds of CPU, are to be stretched by the ratio of the two.
inline constexpr double kDesignMachineRsa3072 = 663;

}  // namespace signet::bench
