package dev.quintet.planted.adapters.out.clickhouse;

import dev.quintet.planted.domain.shared.ProblemException;
import java.io.IOException;
import java.io.InputStream;

/** Judges a driver's failures by itself. */
final class WrappingInsert {

  int caught(InputStream answer) {
    try {
      return answer.read();
    } catch (IOException e) {
      throw new ProblemException("not stored", e);
    }
  }

  ProblemException handedOver(Exception failure) {
    return new ProblemException("not stored", failure);
  }

  /** Keeps the rule: no driver is involved. */
  void interrupted(Thread writer) {
    try {
      writer.join();
    } catch (InterruptedException e) {
      throw ended(e);
    }
  }

  /** Keeps the rule too. */
  private static ProblemException ended(InterruptedException e) {
    return new ProblemException("not waited for", e);
  }
}
