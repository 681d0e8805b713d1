package dev.quintet.planted.adapters.out.clickhouse;

import dev.quintet.planted.domain.shared.ProblemException;

/** Keeps every rule. */
final class ClickHouseFailures {

  private ClickHouseFailures() {}

  static ProblemException of(Exception failure) {
    return new ProblemException("not stored", failure);
  }

  static ProblemException refused() {
    return new ProblemException("refused");
  }
}
