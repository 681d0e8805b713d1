package dev.quintet.bootstrap;

import dev.quintet.application.shared.Readiness;
import dev.quintet.application.shared.ThrottledWarnings;
import dev.quintet.application.tenancy.IsolationWatch;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.marketdata.TickStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.tenancy.TenantStore;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Measures, while the service runs, whether it can work: every second it asks the two systems of
 * record something real as a canary tenant, and every minute the canaries try to break out. A cache
 * that is down does not make the service unready; a leak does.
 */
@Singleton
final class ServiceWatch {

  private static final ThrottledWarnings WARNINGS =
      new ThrottledWarnings(LoggerFactory.getLogger(ServiceWatch.class));
  private static final Duration ASK = Duration.ofSeconds(2);
  private static final Duration ISOLATION = Duration.ofSeconds(30);
  private static final Symbol NO_SYMBOL = new Symbol("CANARY");

  private final TenantStore tenants;
  private final TickStore ticks;
  private final IsolationWatch isolation;
  private final Readiness readiness;
  private final Duration betweenRounds;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("service-watch-", 1).factory());

  @Inject
  ServiceWatch(
      TenantStore tenants, TickStore ticks, IsolationWatch isolation, Readiness readiness) {
    this(tenants, ticks, isolation, readiness, Duration.ofMinutes(1));
  }

  ServiceWatch(
      TenantStore tenants,
      TickStore ticks,
      IsolationWatch isolation,
      Readiness readiness,
      Duration betweenRounds) {
    this.betweenRounds = betweenRounds;
    this.tenants = tenants;
    this.ticks = ticks;
    this.isolation = isolation;
    this.readiness = readiness;
  }

  /** Reports the first state before it returns. */
  void start() {
    measure();
    timer.scheduleWithFixedDelay(this::measure, 1, 1, TimeUnit.SECONDS);
    timer.scheduleWithFixedDelay(
        () -> isolation.check(Deadline.after(ISOLATION)),
        betweenRounds.toMillis(),
        betweenRounds.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
    readiness.report(List.of("the service is stopping"));
  }

  private void measure() {
    List<String> missing = new ArrayList<>();
    ask("postgresql", missing, () -> tenants.find(IsolationWatch.CANARY, Deadline.after(ASK)));
    ask("clickhouse", missing, () -> ticks.last(IsolationWatch.CANARY, NO_SYMBOL, Deadline.after(ASK)));
    if (isolation.status().verdict() == IsolationWatch.Verdict.LEAKING) {
      missing.add("isolation of tenants");
    }
    if (!timer.isShutdown()) {
      readiness.report(missing);
    }
  }

  private static void ask(String store, List<String> missing, Runnable question) {
    try {
      question.run();
    } catch (RuntimeException e) {
      WARNINGS.warn(store, store + " does not answer", e);
      missing.add(store);
    }
  }
}
