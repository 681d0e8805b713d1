package dev.quintet.bootstrap.cli.marketdata.files;

/** A value of a row is not what its column holds; the row is left out and named. */
final class RefusedRow extends Exception {

  private static final long serialVersionUID = 1L;

  private final String field;

  /** Cheap to throw: a file of garbage has one per row. */
  RefusedRow(String field, String reason) {
    super(reason, null, false, false);
    this.field = field;
  }

  String field() {
    return field;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
