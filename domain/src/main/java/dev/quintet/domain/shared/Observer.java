package dev.quintet.domain.shared;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches calls and the statements of stores: measures them, shows them in the trace of their call,
 * and logs statements that were slow.
 *
 * <p>Operations are words of the program, few and known when it is written. Nothing that a caller
 * chose may be one: no tenant, no symbol, no text of a statement. Watching never fails and never
 * waits.
 */
public interface Observer {

  /** How a call comes in. */
  enum Protocol {
    GRPC,
    HTTP
  }

  /**
   * Begins to watch a call.
   *
   * @param traceparent of the caller, as W3C Trace Context writes it; null, or not well formed: the
   *     call begins a trace of its own
   */
  Observation call(Protocol protocol, String operation, @Nullable String traceparent);

  /**
   * Begins to watch a statement, as part of the call that the thread works for, if it does.
   *
   * @param text as the program has it, by which a slow one is known again; its values are never shown
   */
  Observation statement(StoreName store, String operation, String text);

  /**
   * Lets a number of the moment be seen, such as how many wait; asked only when somebody looks.
   *
   * @param help what the number is, the same for every {@code of}
   */
  void gauge(String name, String of, String help, LongSupplier value);

  /** What was measured, in the text format that Prometheus reads. */
  String exposition();

  /** The observer, or one that sees nothing. */
  static Observer orNone(@Nullable Observer observer) {
    return observer == null ? Unobserved.OBSERVER : observer;
  }
}
