package dev.quintet.application.marketdata;

import static dev.quintet.application.marketdata.Setting.T;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.marketdata.Tick;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Many producers of several tenants send batches and send them again, at the same time, with
 * deadlines that are too short, on stores that fail before and after they have done their work. In
 * the end every batch is acknowledged, and what is stored is what was sent, once.
 */
final class TickIngestionUnderFaultsTest {

  private static final int PRODUCERS = 60;
  private static final int BATCHES = 25;
  private static final int ROWS = 7;

  private final long seed = System.nanoTime();
  private final Setting setting = new Setting();
  private final List<TenantId> tenants =
      IntStream.range(0, 5).mapToObj(i -> setting.tenant()).toList();

  /** A batch, whose it is, and the first receipt that was given for it. */
  private record Sent(TenantId tenant, TickBatch batch, int producer, int number) {}

  private final ConcurrentHashMap<TickBatch, Instant> received = new ConcurrentHashMap<>();
  private final AtomicInteger firsts = new AtomicInteger();

  @Test
  void everyAcceptedRowIsStoredOnceWhateverFails() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    setting.ticks.before = block -> sometimes(calls, 11, Setting.unavailable());
    setting.ticks.after = block -> sometimes(calls, 13, Setting.unknown());
    setting.ledger.beforeCommit = () -> sometimes(calls, 17, Setting.unavailable());
    setting.ledger.afterCommit = () -> sometimes(calls, 19, Setting.unknown());
    List<Sent> all = new ArrayList<>();
    try (TickIngestion ingestion = setting.ingestion(Setting.quick());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> producers = new ArrayList<>();
      for (int producer = 0; producer < PRODUCERS; producer++) {
        List<Sent> sent = batches(producer);
        all.addAll(sent);
        Random random = new Random(seed + producer);
        producers.add(threads.submit(() -> produce(ingestion, sent, random)));
      }
      for (Future<?> producer : producers) {
        producer.get();
      }
    }
    assertThat(received).as("seed %d", seed).hasSize(PRODUCERS * BATCHES);
    assertThat(new HashSet<>(received.values())).hasSize(PRODUCERS * BATCHES);
    assertThat(firsts.get()).isLessThanOrEqualTo(PRODUCERS * BATCHES);
    assertStored(all);
  }

  private static void sometimes(AtomicInteger calls, int every, ProblemException failure) {
    if (calls.incrementAndGet() % every == 0) {
      throw failure;
    }
  }

  private List<Sent> batches(int producer) {
    List<Sent> sent = new ArrayList<>();
    for (int number = 0; number < BATCHES; number++) {
      Batch batch = Batch.quotes("feed" + producer);
      for (int row = 0; row < ROWS; row++) {
        batch.quote(
            "S" + (row % 2), T.plusSeconds(number).plusNanos(row), "1", "2", volume(number, row));
      }
      sent.add(new Sent(tenants.get(producer % 5), batch.admitted(), producer, number));
    }
    return sent;
  }

  private static String volume(int number, int row) {
    return String.valueOf(number * ROWS + row);
  }

  /** Every batch at least once, in any order, some by two threads at once, until acknowledged. */
  private void produce(TickIngestion ingestion, List<Sent> sent, Random random) {
    List<Sent> order = new ArrayList<>(sent);
    order.addAll(sent.subList(0, BATCHES / 3));
    Collections.shuffle(order, random);
    List<Thread> twins = new ArrayList<>();
    for (Sent one : order) {
      if (random.nextInt(4) == 0) {
        twins.add(Thread.startVirtualThread(() -> sendUntilAcknowledged(ingestion, one)));
      }
      if (random.nextInt(4) == 0) {
        send(ingestion, one, Deadline.after(Duration.ofMillis(random.nextInt(6))));
      }
      sendUntilAcknowledged(ingestion, one);
    }
    for (Thread twin : twins) {
      join(twin);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendUntilAcknowledged(TickIngestion ingestion, Sent one) {
    while (send(ingestion, one, Fresh.deadline()) == null) {
      Thread.onSpinWait();
    }
  }

  private @Nullable TickReceipt send(TickIngestion ingestion, Sent one, Deadline deadline) {
    try {
      TickReceipt receipt =
          WaitingSender.ingest(ingestion, Setting.service(one.tenant), one.batch, deadline);
      assertThat(receipt.batchId()).isEqualTo(one.batch.id());
      assertThat(receipt.accepted()).isEqualTo(ROWS);
      if (!receipt.repeated()) {
        firsts.incrementAndGet();
      }
      Instant known = received.putIfAbsent(one.batch, receipt.receivedAt());
      assertThat(receipt.receivedAt()).isEqualTo(known == null ? receipt.receivedAt() : known);
      return receipt;
    } catch (ProblemException e) {
      assertThat(e.problem())
          .isInstanceOfAny(
              Problem.Unavailable.class,
              Problem.OutcomeUnknown.class,
              Problem.LimitExceeded.class);
      return null;
    }
  }

  private void assertStored(List<Sent> all) {
    Set<String> expected = new HashSet<>();
    for (Sent one : all) {
      for (int row = 0; row < ROWS; row++) {
        expected.add(
            one.tenant + " S" + (row % 2) + " feed" + one.producer + " " + volume(one.number, row));
      }
    }
    List<String> stored = new ArrayList<>();
    for (TenantId tenant : tenants) {
      for (String symbol : List.of("S0", "S1")) {
        for (Tick tick : setting.stored(tenant, symbol)) {
          stored.add(
              tenant
                  + " "
                  + symbol
                  + " "
                  + tick.source()
                  + " "
                  + tick.volume().stripTrailingZeros().toPlainString());
        }
      }
    }
    assertThat(stored).hasSize(PRODUCERS * BATCHES * ROWS);
    assertThat(new HashSet<>(stored)).isEqualTo(expected);
  }
}
