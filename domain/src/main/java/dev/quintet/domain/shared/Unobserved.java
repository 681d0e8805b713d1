package dev.quintet.domain.shared;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sees nothing, at no cost. */
final class Unobserved implements Observer {

  static final Observer OBSERVER = new Unobserved();
  private static final Observation OBSERVATION = (outcome, rows, idleNanos) -> {};

  private Unobserved() {}

  @Override
  public Observation call(Protocol protocol, String operation, @Nullable String traceparent) {
    return OBSERVATION;
  }

  @Override
  public Observation statement(StoreName store, String operation, String text) {
    return OBSERVATION;
  }

  @Override
  public void gauge(String name, String of, String help, LongSupplier value) {}

  @Override
  public String exposition() {
    return "";
  }
}
