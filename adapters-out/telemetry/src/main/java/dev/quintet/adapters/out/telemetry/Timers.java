package dev.quintet.adapters.out.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * The histogram of one place: a series for each of its operations and outcomes. Both are words of
 * the program; should somebody mistake that, the number of series stays bounded all the same.
 */
final class Timers {

  private static final int MOST_OPERATIONS = 500;
  private static final int MOST_OUTCOMES = 20;
  private static final String OTHER = "other";

  /** From a cached answer to the longest deadline of a call. */
  private static final Duration[] BUCKETS =
      LongStream.of(
              50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000,
              500_000, 1_000_000, 2_500_000, 5_000_000, 10_000_000, 30_000_000)
          .mapToObj(micros -> Duration.of(micros, ChronoUnit.MICROS))
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final String name;
  private final String label;
  private final String help;
  private final ConcurrentHashMap<String, Operation> operations = new ConcurrentHashMap<>();

  /**
   * @param label what an operation is called here
   */
  Timers(MeterRegistry registry, String name, String label, String help) {
    this.registry = registry;
    this.name = name;
    this.label = label;
    this.help = help;
  }

  Operation operation(String word) {
    Operation known = operations.get(word);
    return known == null ? add(word) : known;
  }

  private synchronized Operation add(String word) {
    String bounded = operations.size() < MOST_OPERATIONS ? word : OTHER;
    return operations.computeIfAbsent(bounded, Operation::new);
  }

  /** One operation and its outcomes. */
  final class Operation {
    private final String word;
    private final ConcurrentHashMap<String, Timer> outcomes = new ConcurrentHashMap<>();

    private Operation(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    void record(String outcome, long nanos) {
      Timer timer = outcomes.get(outcome);
      if (timer == null) {
        timer = add(outcome);
      }
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private synchronized Timer add(String outcome) {
      String bounded = outcomes.size() < MOST_OUTCOMES ? outcome : OTHER;
      return outcomes.computeIfAbsent(
          bounded,
          made ->
              Timer.builder(name)
                  .description(help)
                  .tag(label, word)
                  .tag("outcome", made)
                  .serviceLevelObjectives(BUCKETS)
                  .register(registry));
    }
  }
}
