package dev.quintet.benchmarks;

import dev.quintet.client.TickWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.DoubleStream;

/**
 * A mixed load for {@code --minutes} (10 unless told otherwise): eight callers, each of which does one
 * thing after the other, by chance a read of a tenant, a last quote, quotes as of an instant, bars of
 * a day, coverage, ten minutes of ticks, or a batch of 100 ticks; {@code --seed} repeats the choices.
 * Each second a look at the memory, threads and open files of the service. The first fifth is
 * warm-up and does not count. Ratio: of what grew most, its median in the last tenth of the looks to
 * that in the first tenth; there is no bare client to compare with.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar run soak --minutes 10</pre>
 */
final class Soak {

  static final int CALLERS = 8;

  private static final int MINUTES = 10;
  private static final int ROWS = 500_000;
  private static final int WARM_UP_SHARE = 5;
  private static final Duration LOOK = Duration.ofSeconds(1);

  private Soak() {}

  static Samples run(Run run) throws Exception {
    RecordedTicks recorded = RecordedTicks.of(run, Mix.SYMBOL);
    Duration all = Duration.ofMinutes(run.minutes().orElse(MINUTES));
    run.print("seed %d", run.seed());
    try (Quintet quintet = run.startQuintet();
        var data = quintet.client();
        var tenants = quintet.client(quintet.newTenant())) {
      Ingest.all(data, Replay.round(List.of(recorded), 0, run.rows().orElse(ROWS)), "soak");
      Load load = new Load(new Mix(recorded, data, tenants), run.seed());
      load.run(all.dividedBy(WARM_UP_SHARE), quintet);
      load.forget();
      List<Footprint> looks = load.run(all.minus(all.dividedBy(WARM_UP_SHARE)), quintet);
      return report(run, load, Growth.of(looks));
    }
  }

  private static Samples report(Run run, Load load, Growth growth) {
    load.millis.forEach(
        (operation, millis) -> {
          Samples samples = new Samples(millis.build().toArray());
          run.print(
              "%-13s %8d times, p50 %6.1f, p99 %7.1f, p99.9 %7.1f ms",
              operation.name().toLowerCase(Locale.ROOT),
              samples.count(),
              samples.median(),
              samples.quantile(0.99),
              samples.quantile(0.999));
        });
    Footprint start = growth.start();
    Footprint end = growth.end();
    run.print("RSS        %.0f MB, then %.0f MB", start.residentMegabytes(), end.residentMegabytes());
    run.print("threads    %d, then %d", start.threads(), end.threads());
    run.print("open files %d, then %d", start.openFiles(), end.openFiles());
    return new Samples(growth.worst());
  }

  /** The callers, and how long what they did took. */
  private static final class Load {
    private final Mix mix;
    private final Random[] random = new Random[CALLERS];
    private final long[] batches = new long[CALLERS];
    private Map<Mix.Operation, DoubleStream.Builder> millis = new EnumMap<>(Mix.Operation.class);

    Load(Mix mix, long seed) {
      this.mix = mix;
      for (int caller = 0; caller < CALLERS; caller++) {
        random[caller] = new Random(seed + caller);
      }
    }

    void forget() {
      millis = new EnumMap<>(Mix.Operation.class);
    }

    /** Lets all of them go on for so long; gives what was seen of the service each second. */
    List<Footprint> run(Duration time, Quintet quintet) throws Exception {
      List<Footprint> looks = new ArrayList<>();
      AtomicBoolean over = new AtomicBoolean();
      long end = System.nanoTime() + time.toNanos();
      Parallel.virtualThreads(
          CALLERS + 1,
          number -> {
            if (number < CALLERS) {
              call(number, over);
            } else {
              try {
                for (; System.nanoTime() < end; Thread.sleep(LOOK)) {
                  looks.add(quintet.footprint());
                }
              } finally {
                over.set(true);
              }
            }
          });
      return looks;
    }

    private void call(int caller, AtomicBoolean over) throws Exception {
      try (TickWriter writer = mix.data().tickWriter()) {
        while (!over.get()) {
          Mix.Operation operation = Mix.Operation.any(random[caller]);
          Mix.Batch batch = new Mix.Batch(caller, batches[caller]++);
          double seconds =
              Latency.seconds(() -> mix.run(operation, random[caller], writer, batch));
          note(operation, seconds * 1e3);
        }
      }
    }

    private synchronized void note(Mix.Operation operation, double taken) {
      millis.computeIfAbsent(operation, it -> DoubleStream.builder()).add(taken);
    }
  }
}
