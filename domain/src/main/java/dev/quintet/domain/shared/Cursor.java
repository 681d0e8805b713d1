package dev.quintet.domain.shared;

/**
 * Where a listing goes on. Opaque to callers; it holds a position only, never a tenant, so a
 * forged one reaches nothing that its caller could not ask for.
 */
public record Cursor(String value) {

  private static final int MAX_LENGTH = 512;

  public Cursor {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw ProblemException.invalid("cursor", "is not a cursor of this service");
    }
  }
}
