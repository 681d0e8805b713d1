package dev.quintet.adapters.out.weaviate;

import java.io.IOException;

/** The server answered, and did not do what it was asked. */
final class WeaviateRefusal extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status of HTTP; 0: of one object of a batch
   */
  WeaviateRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
