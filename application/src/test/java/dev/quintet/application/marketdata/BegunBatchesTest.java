package dev.quintet.application.marketdata;

import static dev.quintet.application.marketdata.Setting.T;
import static dev.quintet.application.marketdata.Setting.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Problems;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What those are told who do not wait for their batch. */
final class BegunBatchesTest {

  private final Setting setting = new Setting();
  private final TickIngestion ingestion = setting.ingestion(Setting.quick());
  private final TenantId acme = setting.tenant();
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void stop() {
    go.countDown();
    ingestion.close();
  }

  /** Remembers what it was told. */
  private static final class Heard implements TickIngestion.Caller {
    private final List<Object> told = new CopyOnWriteArrayList<>();

    @Override
    public void stored(TickReceipt receipt) {
      told.add(receipt);
    }

    @Override
    public void failed(ProblemException why) {
      told.add(why.problem());
    }

    Object first() {
      await().until(() -> !told.isEmpty());
      return told.getFirst();
    }
  }

  private static TickBatch one() {
    return Batch.trades("cme").trade("EURUSD", T, "1", "1").admitted();
  }

  private Heard begin(TickBatch batch, Deadline deadline) {
    Heard heard = new Heard();
    ingestion.begin(service(acme), batch, deadline, heard);
    return heard;
  }

  /** Both writers have a batch, and stop before they append it until {@link #go}. */
  private List<Heard> holdWriters() {
    CountDownLatch held = new CountDownLatch(2);
    setting.ticks.before =
        block -> {
          held.countDown();
          Setting.await(go);
        };
    Heard first = begin(one(), Fresh.deadline());
    await().until(() -> held.getCount() == 1);
    Heard second = begin(one(), Fresh.deadline());
    Setting.await(held);
    return List.of(first, second);
  }

  @Test
  void whoBeganABatchIsToldOnceItIsDurable() {
    TickBatch batch = one();
    Heard heard = begin(batch, Fresh.deadline());
    assertThat(heard.first())
        .isInstanceOfSatisfying(TickReceipt.class, it -> assertThat(it.accepted()).isEqualTo(1));
    assertThat(setting.stored(acme, "EURUSD")).hasSize(1);
    assertThat(heard.told).hasSize(1);
    assertThat(begin(batch, Fresh.deadline()).first())
        .isInstanceOfSatisfying(TickReceipt.class, it -> assertThat(it.repeated()).isTrue());
  }

  @Test
  void anotherBatchUnderTheIdIsAConflict() {
    TickBatch batch = one();
    begin(batch, Fresh.deadline()).first();
    TickBatch other =
        TickBatch.admit(
            batch.id(),
            batch.source(),
            null,
            Batch.trades("cme").trade("GBPUSD", T, "1", "1").admitted().columns(),
            T);
    assertThat(begin(other, Fresh.deadline()).first()).isInstanceOf(Problem.Conflict.class);
  }

  @Test
  void whoMayNotWriteIsRefusedAndNotTold() {
    Heard heard = new Heard();
    Problems.assertProblem(
        Problem.Denied.class,
        () ->
            ingestion.begin(
                Setting.principal(Role.READER, acme), one(), Fresh.deadline(), heard));
    assertThat(heard.told).isEmpty();
  }

  @Test
  void afterTheDeadlineTheCallerIsToldHowFarItsBatchWas() {
    setting.ticks.before = block -> Setting.await(go);
    List<Heard> held = holdWriters();
    Deadline soon = Deadline.after(Duration.ofMillis(20));
    assertThat(begin(one(), soon).first()).isInstanceOf(Problem.Unavailable.class);
    go.countDown();
    held.forEach(each -> assertThat(each.first()).isInstanceOf(TickReceipt.class));
    assertThat(setting.stored(acme, "EURUSD")).hasSize(1);
  }

  @Test
  void whoseWriteHasBegunIsToldOnceThatTheOutcomeIsUnknown() {
    setting.ticks.before = block -> Setting.await(go);
    TickBatch batch = one();
    Heard heard = begin(batch, Deadline.after(Duration.ofMillis(20)));
    assertThat(heard.first()).isInstanceOf(Problem.OutcomeUnknown.class);
    go.countDown();
    assertThat(begin(batch, Fresh.deadline()).first())
        .isInstanceOfSatisfying(TickReceipt.class, it -> assertThat(it.repeated()).isTrue());
    assertThat(heard.told).hasSize(1);
  }

  @Test
  void whoLeavesTheLineIsNotStored() {
    List<Heard> held = holdWriters();
    Heard heard = new Heard();
    ingestion.begin(service(acme), one(), Fresh.deadline(), heard).leave();
    assertThat(heard.first()).isInstanceOf(Problem.Unavailable.class);
    go.countDown();
    held.forEach(each -> assertThat(each.first()).isInstanceOf(TickReceipt.class));
    assertThat(setting.ticks.appendedRows()).isEqualTo(2);
  }

  @Test
  void aCallerThatFailsDoesNotHarmTheOthers() {
    ingestion.begin(
        service(acme),
        one(),
        Fresh.deadline(),
        new TickIngestion.Caller() {
          @Override
          public void stored(TickReceipt receipt) {
            throw new IllegalStateException("cannot be told");
          }

          @Override
          public void failed(ProblemException why) {
            throw new IllegalStateException("cannot be told");
          }
        });
    assertThat(begin(one(), Fresh.deadline()).first()).isInstanceOf(TickReceipt.class);
    assertThat(setting.ticks.appendedRows()).isEqualTo(2);
  }
}
