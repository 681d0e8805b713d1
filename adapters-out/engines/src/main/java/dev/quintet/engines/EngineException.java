package dev.quintet.engines;

import org.jspecify.annotations.Nullable;

/** An engine could not be obtained, started or reached; the message says what to do about it. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineException(String message) {
    super(message);
  }

  EngineException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
