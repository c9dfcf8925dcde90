#pragma once

namespace signet::list_reader {

/// Gives up, for the rest of this process, what reading a list does not need: new privileges, a
/// network (where the system lets an ordinary user leave it), opening any file or socket, writing
/// files, core dumps, more than 30 s of CPU and 1 GiB of memory. Descriptors beyond standard error
/// are closed. Ends the process if one of the promises that every Linux can keep is not kept.
void Confine();

}  // namespace signet::list_reader
