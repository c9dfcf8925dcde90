#pragma once

#include <string_view>

namespace signet::journal {

/// The journal tells operators what happens; the log (audit/) is evidence. One line an event on
/// standard error, in systemd's `<level>` form when it runs under systemd, `event key=value …`.
/// Never credential content, never secrets. Safe from any thread.
void Open(std::string_view process);

void Info(std::string_view event);
void Warning(std::string_view event);
void Failure(std::string_view event);

}  // namespace signet::journal
