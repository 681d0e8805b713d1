package dev.quintet.planted.adapters.out.clickhouse;

import dev.quintet.planted.domain.shared.ProblemException;

/** Judges a driver's failure by itself. */
final class WrappingInsert {

  ProblemException judged(Exception failure) {
    return new ProblemException("not stored", failure);
  }
}
