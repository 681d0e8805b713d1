package dev.quintet.bootstrap;

import dev.quintet.application.platform.IsolationWatch;
import dev.quintet.application.shared.Parallel;
import dev.quintet.application.shared.Readiness;
import dev.quintet.application.shared.ThrottledWarnings;
import dev.quintet.domain.platform.Store;
import dev.quintet.domain.platform.StoreDeclaration.Loss;
import dev.quintet.domain.platform.StoreDeclaration;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Measures, while the service runs, whether it can work: every second it asks the stores something
 * real as a canary tenant, and every minute the canaries try to reach each other. A store whose loss
 * costs only speed does not make the service unready; a leak does.
 */
@Singleton
final class ServiceWatch {

  private static final ThrottledWarnings WARNINGS =
      new ThrottledWarnings(LoggerFactory.getLogger(ServiceWatch.class));
  private static final Duration ASK = Duration.ofSeconds(2);
  private static final Duration ISOLATION = Duration.ofSeconds(30);

  private final List<Store> stores;
  private final IsolationWatch isolation;
  private final Readiness readiness;
  private final Duration betweenRounds;
  private volatile Set<Store> answering = Set.of();
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("service-watch-", 1).factory());

  @Inject
  ServiceWatch(
      List<Store> stores, IsolationWatch isolation, Readiness readiness, Observer observer) {
    this(stores, isolation, readiness, observer, Duration.ofMinutes(1));
  }

  ServiceWatch(
      List<Store> stores,
      IsolationWatch isolation,
      Readiness readiness,
      Observer observer,
      Duration betweenRounds) {
    this.stores =
        stores.stream()
            .sorted(Comparator.comparing(Store::declaration, StoreDeclaration.MOST_MISSED_FIRST))
            .toList();
    this.isolation = isolation;
    this.readiness = readiness;
    this.betweenRounds = betweenRounds;
    for (Store store : stores) {
      observer.gauge(
          "store.answers",
          name(store),
          "1 while the store answers, else 0; asked every second",
          () -> answering.contains(store) ? 1 : 0);
    }
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
    List<Boolean> answers = Parallel.map(stores, ServiceWatch::answers);
    Set<Store> well = new HashSet<>();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < stores.size(); i++) {
      Store store = stores.get(i);
      if (answers.get(i)) {
        well.add(store);
      } else if (store.declaration().loss() != Loss.SLOWS_CALLS) {
        missing.add(name(store));
      }
    }
    answering = well;
    if (isolation.status().verdict() == IsolationWatch.Verdict.LEAKING) {
      missing.add("isolation of tenants");
    }
    if (!timer.isShutdown()) {
      readiness.report(missing);
    }
  }

  private static boolean answers(Store store) {
    try {
      store.ask(IsolationWatch.CANARY, Deadline.after(ASK));
      return true;
    } catch (RuntimeException e) {
      WARNINGS.warn(name(store), name(store) + " does not answer", e);
      return false;
    }
  }

  private static String name(Store store) {
    return store.declaration().name().word();
  }
}
