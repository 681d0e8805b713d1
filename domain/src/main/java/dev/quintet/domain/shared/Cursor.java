package dev.quintet.domain.shared;

/** Where a listing goes on, as text that callers only hand back; {@link Listing} makes and reads it. */
public record Cursor(String value) {

  private static final int MAX_LENGTH = 512;

  public Cursor {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw ProblemException.invalid("cursor", "is not a cursor of this service");
    }
  }
}
