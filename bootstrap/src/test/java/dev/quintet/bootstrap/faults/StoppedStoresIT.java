package dev.quintet.bootstrap.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.bootstrap.faults.FaultProxy.Mode;
import dev.quintet.bootstrap.faults.MixedLoad.Call;
import dev.quintet.bootstrap.faults.MixedLoad.Work;
import io.grpc.Status;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A store is frozen, cut off, heard but not answering, or too slow, while everybody goes on. */
final class StoppedStoresIT {

  private static final Duration TROUBLE = Duration.ofSeconds(Seed.LONG ? 10 : 2);

  /** The promise of healing; a busy machine that also builds gets more time. */
  private static final Duration HEALED = Duration.ofSeconds(Seed.LONG ? 2 : 8);

  /** Behind its deadline a call may take the time of an answer, and of this busy machine. */
  private static final Duration LATE = Duration.ofMillis(1_500);

  private static final long GROWTH_BYTES = 64 << 20;

  /** What happens to a store. */
  private enum Trouble {
    FROZEN,
    CUT_OFF,
    UNHEARD,
    LATE
  }

  private final ProxiedService service = ProxiedService.get();

  @Test
  void aStoreThatStopsCostsOnlyTheCallsThatNeedIt() {
    String key = service.newTenant("troubled");
    long before = usedHeap();
    MixedLoad load = new MixedLoad(service, key);
    try (load) {
      awaitSuccess(load, Arrays.asList(Work.values()), System.nanoTime());
      for (Engine engine : Engine.values()) {
        for (Trouble trouble : Trouble.values()) {
          runThrough(load, engine, trouble);
        }
      }
    }
    Set<String> stored = batches(load, Status.Code.OK);
    Set<String> notStored = batches(load, Status.Code.UNAVAILABLE);
    new Checker(service.stores, "troubled").nothingIsLeftOver();
    assertWhatWasSaidIsTrue(stored, notStored);
    assertThat(usedHeap() - before).as("heap growth in bytes").isLessThan(GROWTH_BYTES);
  }

  private static Set<String> batches(MixedLoad load, Status.Code code) {
    return load.calls().stream()
        .filter(call -> call.work() == Work.INGEST && call.code() == code)
        .map(Call::batch)
        .collect(Collectors.toSet());
  }

  private void runThrough(MixedLoad load, Engine engine, Trouble trouble) {
    FaultProxy proxy = service.proxy(engine);
    int connections = proxy.connections();
    long requests = proxy.requests();
    long from = System.nanoTime();
    begin(engine, trouble);
    long to = from + TROUBLE.toNanos();
    try {
      while (System.nanoTime() < to) {
        LockSupport.parkNanos(to - System.nanoTime());
      }
    } finally {
      end(engine, trouble);
    }
    long over = System.nanoTime();
    connections = proxy.connections() - connections;
    requests = proxy.requests() - requests;
    Map<Work, Duration> healing = awaitSuccess(load, Arrays.asList(Work.values()), over);
    List<Call> during = load.begunBetween(from, over);
    System.out.printf(
        "%s %s: %s; healed after %s; %d connections, %d requests%n",
        engine, trouble, summary(during), healing, connections, requests);
    assertTyped(during);
    for (Work work : Work.values()) {
      List<Call> its = during.stream().filter(call -> call.work() == work).toList();
      if (!work.needs.contains(engine)) {
        assertGoesOn(its);
      } else if (work == Work.INGEST) {
        assertThat(its).as("trouble").anyMatch(call -> call.code() != Status.Code.OK);
      }
    }
    assertThat(healing.values()).allMatch(time -> time.compareTo(HEALED) <= 0);
    assertThat(connections)
        .as("connections to a store in trouble: two a call, and a few in the background")
        .isLessThan(2 * during.size() + 20 * (int) TROUBLE.toSeconds());
  }

  /** On a machine that also builds, a call may take longer than its deadline without any trouble. */
  private static void assertGoesOn(List<Call> calls) {
    assertThat(calls).anyMatch(call -> call.code() == Status.Code.OK);
    assertThat(calls)
        .allMatch(
            call ->
                call.code() == Status.Code.OK
                    || !Seed.LONG && call.took().compareTo(MixedLoad.DEADLINE) >= 0);
  }

  private void begin(Engine engine, Trouble trouble) {
    switch (trouble) {
      case FROZEN -> engine.freeze(service.data);
      case CUT_OFF -> service.proxy(engine).mode(Mode.CUT);
      case UNHEARD -> service.proxy(engine).mode(Mode.SWALLOW);
      case LATE -> service.proxy(engine).delay(MixedLoad.DEADLINE.multipliedBy(2));
    }
  }

  private void end(Engine engine, Trouble trouble) {
    switch (trouble) {
      case FROZEN -> engine.thaw(service.data);
      case CUT_OFF, UNHEARD -> service.proxy(engine).mode(Mode.PASS);
      case LATE -> service.proxy(engine).delay(Duration.ZERO);
    }
  }

  /** How long after an instant each kind of work succeeded again. */
  private static Map<Work, Duration> awaitSuccess(MixedLoad load, List<Work> works, long since) {
    Map<Work, Duration> healed = new EnumMap<>(Work.class);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              for (Work work : works) {
                load.calls().stream()
                    .filter(call -> call.work() == work && call.code() == Status.Code.OK)
                    .filter(call -> call.ended() > since)
                    .min(Comparator.comparingLong(Call::ended))
                    .ifPresent(
                        call -> healed.put(work, Duration.ofMillis((call.ended() - since) / 1_000_000)));
              }
              return healed.size() == works.size();
            });
    return healed;
  }

  /** Done, certainly not done, or unknown; and inside the deadline. */
  private static void assertTyped(List<Call> calls) {
    assertThat(calls)
        .allSatisfy(
            call -> {
              assertThat(call.code())
                  .isIn(
                      Status.Code.OK, Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);
              assertThat(call.took())
                  .isLessThan(MixedLoad.DEADLINE.plus(LATE));
            });
  }

  /** Acknowledged batches are there, and none that was called certainly not applied. */
  private void assertWhatWasSaidIsTrue(Set<String> stored, Set<String> notStored) {
    Set<String> recorded =
        new HashSet<>(
            service.stores.postgres(
                "SELECT id FROM quintet.writes WHERE tenant_id = 'troubled'"));
    assertThat(recorded).containsAll(stored).noneMatch(notStored::contains);
    Set<String> ticks =
        service
            .stores
            .clickHouse(
                "SELECT DISTINCT intDiv(toUnixTimestamp64Nano(event_time) - %d, 1000000)"
                    .formatted(MixedLoad.START)
                    + " FROM quintet.ticks WHERE tenant_id = 'troubled'")
            .stream()
            .map(number -> "mixed-" + number)
            .collect(Collectors.toSet());
    assertThat(ticks).containsAll(stored).noneMatch(notStored::contains);
    assertThat(stored).isNotEmpty();
  }

  private static String summary(List<Call> calls) {
    Map<String, Integer> counts = new TreeMap<>();
    calls.forEach(call -> counts.merge(call.work() + " " + call.code(), 1, Integer::sum));
    List<String> words = new ArrayList<>();
    counts.forEach((what, count) -> words.add(what + " " + count));
    return String.join(", ", words);
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
