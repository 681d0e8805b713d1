package dev.quintet.adapters.in.rest;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.Principal;

/** Who calls, and until when the answer is waited for. */
record Caller(Principal principal, Deadline deadline) {}
