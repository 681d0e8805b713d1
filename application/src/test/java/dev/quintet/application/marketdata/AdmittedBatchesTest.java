package dev.quintet.application.marketdata;

import static dev.quintet.application.marketdata.Setting.T;
import static dev.quintet.application.marketdata.Setting.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quintet.adapters.out.contract.Batch;
import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.Problems;
import dev.quintet.application.tenancy.UsageAdmission;
import dev.quintet.domain.marketdata.BatchTerms;
import dev.quintet.domain.marketdata.TickBatch;
import dev.quintet.domain.marketdata.TickReceipt;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What senders are notified of. */
final class AdmittedBatchesTest {

  private final Setting setting = new Setting();
  private final TickIngestion ingestion = setting.ingestion(Setting.quick());
  private final TenantId acme = setting.tenant();
  private int made;
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void stop() {
    go.countDown();
    ingestion.close();
  }

  /** Remembers what it was notified of. */
  private static final class Notified implements TickIngestion.Sender {
    private final List<Object> notified = new CopyOnWriteArrayList<>();

    @Override
    public void stored(TickReceipt receipt) {
      notified.add(receipt);
    }

    @Override
    public void failed(ProblemException why) {
      notified.add(why.problem());
    }

    Object first() {
      await().until(() -> !notified.isEmpty());
      return notified.getFirst();
    }
  }

  /** Of an instant of its own. */
  private TickBatch one() {
    return Batch.trades("cme").trade("EURUSD", T.plusSeconds(made++), "1", "1").admitted();
  }

  private Runnable admit(
      Principal principal, TickBatch batch, Deadline deadline, TickIngestion.Sender sender) {
    TickIngestion.Producer producer = ingestion.producer(principal, deadline);
    ingestion.shares().take(acme, TickIngestion.weight(batch.rows()));
    return ingestion.admit(producer, batch, deadline, sender);
  }

  private Notified begin(TickBatch batch, Deadline deadline) {
    Notified sender = new Notified();
    admit(service(acme), batch, deadline, sender);
    return sender;
  }

  /** Both writers have a batch, and stop before they append it until {@link #go}. */
  private List<Notified> holdWriters() {
    CountDownLatch held = new CountDownLatch(2);
    setting.ticks.before =
        block -> {
          held.countDown();
          Setting.await(go);
        };
    List<Notified> holding = List.of(new Notified(), new Notified());
    for (Notified each : holding) {
      long left = held.getCount() - 1;
      TenantId other = setting.tenant();
      TickBatch batch = one();
      ingestion.shares().take(other, TickIngestion.weight(batch.rows()));
      ingestion.admit(
          ingestion.producer(service(other), Fresh.deadline()), batch, Fresh.deadline(), each);
      await().until(() -> held.getCount() == left);
    }
    return holding;
  }

  @Test
  void aSenderIsNotifiedOnceItsBatchIsDurable() {
    TickBatch batch = one();
    Notified sender = begin(batch, Fresh.deadline());
    assertThat(sender.first())
        .isInstanceOfSatisfying(TickReceipt.class, it -> assertThat(it.accepted()).isEqualTo(1));
    assertThat(setting.stored(acme, "EURUSD")).hasSize(1);
    assertThat(sender.notified).hasSize(1);
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
            BatchTerms.NONE,
            Batch.trades("cme").trade("GBPUSD", T, "1", "1").admitted().columns(),
            T);
    assertThat(begin(other, Fresh.deadline()).first()).isInstanceOf(Problem.Conflict.class);
  }

  /** Whoever lost the answer has used it already, and nothing more is used. */
  @Test
  void beyondALimitOnlyARepetitionIsAnswered() {
    TickBatch stored = one();
    begin(stored, Fresh.deadline()).first();
    AtomicLong givenBack = new AtomicLong();
    setting.quotas =
        new UsageAdmission() {
          @Override
          public void admit(Subject subject, UsageType type, long count) {
            throw new ProblemException(
                new Problem.LimitExceeded("ticks", 1, Duration.ofHours(1), null));
          }

          @Override
          public void giveBack(Subject subject, UsageType type, long count) {
            givenBack.addAndGet(count);
          }

          @Override
          public void recorded(Subject subject, UsageType type, long count) {}
        };
    try (TickIngestion limited = setting.ingestion(Setting.quick())) {
      TickIngestion.Producer producer = limited.producer(service(acme), Fresh.deadline());
      List<Notified> senders = new ArrayList<>();
      for (TickBatch batch : List.of(one(), stored, one())) {
        Notified sender = new Notified();
        limited.shares().take(acme, TickIngestion.weight(batch.rows()));
        limited.admit(producer, batch, Fresh.deadline(), sender);
        senders.add(sender);
      }
      assertThat(senders.get(0).first()).isInstanceOf(Problem.LimitExceeded.class);
      assertThat(senders.get(1).first())
          .isInstanceOfSatisfying(TickReceipt.class, it -> assertThat(it.repeated()).isTrue());
      assertThat(senders.get(2).first()).isInstanceOf(Problem.LimitExceeded.class);
    }
    assertThat(givenBack).hasValue(0);
    assertThat(setting.stored(acme, "EURUSD")).hasSize(1);
  }

  @Test
  void aCallerThatMayNotWriteIsRefusedAndNotNotified() {
    Notified sender = new Notified();
    Problems.assertProblem(
        Problem.Denied.class,
        () ->
            admit(
                Setting.principal(Role.READER, acme), one(), Fresh.deadline(), sender));
    assertThat(sender.notified).isEmpty();
  }

  @Test
  void afterTheDeadlineTheSenderIsNotifiedHowFarItsBatchWas() {
    setting.ticks.before = block -> Setting.await(go);
    List<Notified> held = holdWriters();
    Deadline soon = Deadline.after(Duration.ofMillis(20));
    assertThat(begin(one(), soon).first()).isInstanceOf(Problem.Unavailable.class);
    go.countDown();
    held.forEach(each -> assertThat(each.first()).isInstanceOf(TickReceipt.class));
    assertThat(setting.stored(acme, "EURUSD")).isEmpty();
  }

  @Test
  void ofAWriteThatHasBegunTheSenderIsNotifiedOnceThatTheOutcomeIsUnknown() {
    setting.ticks.before = block -> Setting.await(go);
    TickBatch batch = one();
    Notified sender = begin(batch, Deadline.after(Duration.ofMillis(20)));
    assertThat(sender.first()).isInstanceOf(Problem.OutcomeUnknown.class);
    go.countDown();
    assertThat(begin(batch, Fresh.deadline()).first())
        .isInstanceOfSatisfying(TickReceipt.class, it -> assertThat(it.repeated()).isTrue());
    assertThat(sender.notified).hasSize(1);
  }

  @Test
  void aWithdrawnBatchIsNotStored() {
    List<Notified> held = holdWriters();
    Notified sender = new Notified();
    admit(service(acme), one(), Fresh.deadline(), sender).run();
    assertThat(sender.first()).isInstanceOf(Problem.Unavailable.class);
    go.countDown();
    held.forEach(each -> assertThat(each.first()).isInstanceOf(TickReceipt.class));
    assertThat(setting.ticks.appendedRows()).isEqualTo(2);
  }

  @Test
  void aSenderThatFailsDoesNotHarmTheOthers() {
    admit(
        service(acme),
        one(),
        Fresh.deadline(),
        new TickIngestion.Sender() {
          @Override
          public void stored(TickReceipt receipt) {
            throw new IllegalStateException("cannot be notified");
          }

          @Override
          public void failed(ProblemException why) {
            throw new IllegalStateException("cannot be notified");
          }
        });
    assertThat(begin(one(), Fresh.deadline()).first()).isInstanceOf(TickReceipt.class);
    assertThat(setting.ticks.appendedRows()).isEqualTo(2);
  }

  @Test
  void aBatchThatFollowsAnotherOfItsIdEndsAtItsDeadline() {
    setting.ticks.before = block -> Setting.await(go);
    TickBatch batch = one();
    Notified first = begin(batch, Fresh.deadline());
    Notified second = begin(batch, Deadline.after(Duration.ofMillis(20)));
    Notified third = begin(batch, Fresh.deadline());
    assertThat(second.first()).isInstanceOf(Problem.OutcomeUnknown.class);
    assertThat(first.notified).isEmpty();
    go.countDown();
    assertThat(third.first())
        .isInstanceOfSatisfying(TickReceipt.class, it -> assertThat(it.repeated()).isTrue());
    assertThat(second.notified).hasSize(1);
    await().until(() -> ingestion.shares().used() == 0);
  }

  @Test
  void whateverBecomesOfABatchItsWeightIsReleased() {
    List<Notified> held = holdWriters();
    TickBatch waiting = one();
    Runnable withdrawal = admit(service(acme), waiting, Fresh.deadline(), new Notified());
    assertThat(ingestion.shares().used()).isEqualTo(3 * TickIngestion.weight(1));
    withdrawal.run();
    assertThat(ingestion.shares().used()).isEqualTo(2 * TickIngestion.weight(1));
    go.countDown();
    held.forEach(Notified::first);
    await().until(() -> ingestion.shares().used() == 0);
  }
}
