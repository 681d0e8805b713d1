package dev.quintet.adapters.in.rest;

import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import dev.quintet.domain.shared.StoreName;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Records each call. */
final class ScriptedObserver implements Observer {

  static final String TEXT = "# what was measured\n";

  final List<String> calls = new CopyOnWriteArrayList<>();

  @Override
  public Observation call(Protocol protocol, String operation, @Nullable String traceparent) {
    return (outcome, rows, idleNanos) -> calls.add(protocol + " " + operation + " " + outcome);
  }

  @Override
  public Observation statement(StoreName store, String operation, String text) {
    throw new AssertionError("an inbound adapter asks no store");
  }

  @Override
  public void gauge(String name, String of, String help, LongSupplier value) {}

  @Override
  public String exposition() {
    return TEXT;
  }
}
