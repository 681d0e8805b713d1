package dev.quintet.application.platform;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.platform.Baseline;
import dev.quintet.domain.platform.BaselineStore;
import dev.quintet.domain.platform.Figure;
import dev.quintet.domain.platform.Metric;
import dev.quintet.domain.platform.Metric.Direction;
import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.subscriptions.UsageLedger;
import dev.quintet.domain.subscriptions.UsageQuery;
import dev.quintet.domain.subscriptions.UsageTotal;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares how fast the service is with how fast it was, each figure in its own direction. */
public final class Performance {

  /** Of fewer calls a quantile says nothing. */
  static final long FEWEST_CALLS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Performance.class);
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final CallTimes calls;
  private final Health health;
  private final UsageLedger usage;
  private final BaselineStore baselines;
  private final Clock clock;

  public Performance(
      CallTimes calls, Health health, UsageLedger usage, BaselineStore baselines, Clock clock) {
    this.calls = calls;
    this.health = health;
    this.usage = usage;
    this.baselines = baselines;
    this.clock = clock;
  }

  /**
   * The figures of the last minute.
   *
   * @param baseline empty before one was set
   */
  public record Report(Instant measuredAt, Optional<Baseline> baseline, List<Metric> metrics) {
    public Report {
      metrics = List.copyOf(metrics);
    }
  }

  /**
   * The figures of the last minute beside the baseline.
   *
   * @throws ProblemException Denied unless the caller is an operator of the whole platform
   */
  public Report report(Principal principal, Deadline deadline) {
    Access.require(principal, Permission.METRICS_READ);
    return report(baselines.find(deadline), deadline);
  }

  /**
   * Makes the figures of the last minute the baseline, and who did so known.
   *
   * @throws ProblemException as above; NotReady when there were too few calls to measure anything
   */
  public Report setBaseline(Principal principal, Deadline deadline) {
    Access.require(principal, Permission.BASELINE_WRITE);
    Map<String, BigDecimal> values = new HashMap<>();
    for (Metric metric : metrics(Map.of(), deadline)) {
      if (metric.current() != null) {
        values.put(metric.name(), metric.current());
      }
    }
    if (calls.all().calls() < FEWEST_CALLS) {
      throw new ProblemException(
          new Problem.NotReady(
              "a baseline needs at least " + FEWEST_CALLS + " calls within the last minute"));
    }
    Baseline baseline = new Baseline(clock.instant(), principal.keyPrefix(), values);
    baselines.put(baseline, deadline);
    LOG.info("key {} set the baseline of {} figures", principal.keyPrefix(), values.size());
    return report(Optional.of(baseline), deadline);
  }

  private Report report(Optional<Baseline> baseline, Deadline deadline) {
    return new Report(
        clock.instant(),
        baseline,
        metrics(baseline.map(Baseline::values).orElse(Map.of()), deadline));
  }

  private List<Metric> metrics(Map<String, BigDecimal> baseline, Deadline deadline) {
    Sheet sheet = new Sheet(baseline, new ArrayList<>());
    sheet.add("calls", calls.all());
    calls.byOperation().forEach(sheet::add);
    health.report().stores().forEach(sheet::add);
    sheet.add("ticks accepted", "/s", Direction.HIGHER_IS_BETTER, ticks(deadline));
    return sheet.metrics;
  }

  /** What is measured, beside what it was. */
  private record Sheet(Map<String, BigDecimal> baseline, List<Metric> metrics) {

    void add(String name, String unit, Direction better, @Nullable BigDecimal current) {
      metrics.add(new Metric(name, unit, better, current, baseline.get(name)));
    }

    void add(String of, CallFigures figures) {
      boolean enough = figures.calls() >= FEWEST_CALLS;
      Direction less = Direction.LOWER_IS_BETTER;
      add(of + " p50", "ms", less, enough ? CallFigures.millis(figures.p50()) : null);
      add(of + " p99", "ms", less, enough ? CallFigures.millis(figures.p99()) : null);
      add(
          of + " throughput",
          "/s",
          Direction.HIGHER_IS_BETTER,
          enough ? figures.callsPerSecond() : null);
      add(of + " errors", "%", less, enough ? figures.failedPercent() : null);
    }

    /** Of the figures of a store those that are a matter of speed. */
    void add(HealthReport.StoreHealth store) {
      for (Figure figure : store.store().figures()) {
        Direction better = figure.better();
        if (better != null) {
          add(
              figure.name().replace('_', ' '),
              figure.unit().sign(),
              better,
              store.figures().get(figure));
        }
      }
    }
  }

  /** By the ledger, which counts each accepted tick once; null while there is none. */
  private @Nullable BigDecimal ticks(Deadline deadline) {
    Instant now = clock.instant();
    UsageQuery query =
        new UsageQuery(
            null, null, null, UsageType.TICKS_PROCESSED, now.minus(WINDOW), now, Set.of());
    long ticks = 0;
    Cursor next = null;
    do {
      Page<UsageTotal> page = usage.totals(query, next, Page.MAX_SIZE, deadline).page();
      ticks += page.items().stream().mapToLong(UsageTotal::count).sum();
      next = page.nextCursor();
    } while (next != null);
    return ticks == 0 ? null : CallFigures.perSecond(ticks, WINDOW);
  }
}
