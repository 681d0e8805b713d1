package dev.quintet.application.calls;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Principal;

/** Who calls, and until when the answer is waited for. */
public record Caller(Principal principal, Deadline deadline) {}
