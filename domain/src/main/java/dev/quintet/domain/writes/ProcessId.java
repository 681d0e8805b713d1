package dev.quintet.domain.writes;

import java.security.SecureRandom;

/** Tells apart what two services on one set of stores took in the same microsecond. */
public record ProcessId(int value) {

  /** Of a process that starts. */
  public static ProcessId random() {
    return new ProcessId(new SecureRandom().nextInt());
  }
}
