package dev.quintet.planted.adapters.in.grpc;

import dev.quintet.planted.domain.tenancy.Principal;

/** Decides itself what a call may do. */
final class JudgingService {

  boolean answers(Principal principal) {
    return principal.allows("ticks:read");
  }
}
