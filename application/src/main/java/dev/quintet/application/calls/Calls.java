package dev.quintet.application.calls;

import dev.quintet.application.platform.CallTimes;
import dev.quintet.application.subscriptions.Metering;
import dev.quintet.application.tenancy.Authentication;
import dev.quintet.domain.shared.CallContext;
import dev.quintet.domain.shared.Observer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Begins calls, and has what all of them use. */
public final class Calls {

  /** What a call is named whose operation its protocol does not know. */
  private static final String NO_OPERATION = "none";

  final Authentication authentication;
  final Metering metering;
  final CallTimes times;
  final LongSupplier nanoClock;
  private final Observer observer;

  public Calls(
      Authentication authentication, Metering metering, CallTimes times, Observer observer) {
    this(authentication, metering, times, observer, System::nanoTime);
  }

  Calls(
      Authentication authentication,
      Metering metering,
      CallTimes times,
      Observer observer,
      LongSupplier nanoClock) {
    this.authentication = authentication;
    this.metering = metering;
    this.times = times;
    this.observer = observer;
    this.nanoClock = nanoClock;
  }

  /**
   * Begins a call: it is watched from now on, whether it is admitted or not.
   *
   * @param operation one of the interface's, as it names them, never what a caller wrote; null when
   *     there is no such operation
   * @param requestId the caller's word for it, taken if it is well formed
   * @param traceparent of the caller, as W3C Trace Context writes it
   */
  public Call begin(
      Observer.Protocol protocol,
      @Nullable String operation,
      @Nullable String requestId,
      @Nullable String traceparent) {
    String word = operation == null ? NO_OPERATION : operation;
    return new Call(
        this,
        word,
        operation != null,
        CallContext.requestId(requestId),
        observer.call(protocol, word, traceparent));
  }
}
