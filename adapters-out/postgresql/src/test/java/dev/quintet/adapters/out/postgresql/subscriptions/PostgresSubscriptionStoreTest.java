package dev.quintet.adapters.out.postgresql.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.contract.SubscriptionStoreContract;
import dev.quintet.adapters.out.contract.Subscriptions;
import dev.quintet.adapters.out.postgresql.kernel.TestPostgres;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.subscriptions.PaymentEvent;
import dev.quintet.domain.subscriptions.Subscription;
import dev.quintet.domain.subscriptions.SubscriptionChange;
import dev.quintet.domain.subscriptions.SubscriptionCourse;
import dev.quintet.domain.subscriptions.SubscriptionEvent;
import dev.quintet.domain.subscriptions.SubscriptionRequest;
import dev.quintet.domain.subscriptions.SubscriptionState;
import dev.quintet.domain.subscriptions.SubscriptionStore;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.writes.Write;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PostgresSubscriptionStoreTest implements SubscriptionStoreContract {

  private static final int KILLS = 60;
  private static final String KILL =
      """
      SELECT count(pg_terminate_backend(pid)) FROM (
        SELECT pid FROM pg_stat_activity
        WHERE usename = 'database_service_role' AND state <> 'idle'
        ORDER BY random() LIMIT 1) AS one""";

  @Override
  public SubscriptionStore subscriptions() {
    return TestPostgres.bean(SubscriptionStore.class);
  }

  @Override
  public TenantId newTenant() {
    return TestPostgres.tenant();
  }

  /** Sends it again, as a caller does, until it is known to be done or refused. */
  private static void insist(Runnable call) {
    while (true) {
      try {
        call.run();
        return;
      } catch (ProblemException e) {
        if (e.problem() instanceof Problem.NotReady) {
          return;
        }
        assertThat(e.problem())
            .isInstanceOfAny(Problem.Unavailable.class, Problem.OutcomeUnknown.class);
      }
    }
  }

  private void ask(TenantId tenant, int number, Instant at) {
    SubscriptionRequest request =
        switch (number % 4) {
          case 0 -> new SubscriptionRequest.Pause();
          case 1 -> new SubscriptionRequest.Resume();
          case 2 -> new SubscriptionRequest.Cancel(true);
          default -> new SubscriptionRequest.Keep();
        };
    Write write = Subscriptions.write(tenant, "request " + number);
    insist(
        () ->
            subscriptions()
                .change(
                    tenant,
                    write,
                    ID,
                    it ->
                        SubscriptionCourse.of(it.orElseThrow(), "request " + number, at)
                            .ask(request)
                            .changes(),
                    Fresh.deadline()));
  }

  private void pay(TenantId tenant, int version, Instant at) {
    PaymentEvent event =
        new PaymentEvent("evt" + version, tenant, ID, version, version % 3 != 0, at, null);
    insist(
        () ->
            subscriptions()
                .pay(
                    tenant,
                    Subscriptions.write(tenant, event.id()),
                    event,
                    (it, known) ->
                        SubscriptionCourse.of(it, "payment " + event.id(), at).paid(known).changes(),
                    Fresh.deadline()));
  }

  private void renew(TenantId tenant, Instant at) {
    insist(
        () ->
            subscriptions()
                .advance(
                    tenant,
                    ID,
                    it -> SubscriptionCourse.of(it, "time", at).changes(),
                    Fresh.deadline()));
  }

  /**
   * Sessions of the server die at any point of signup, change, payment and renewal: the history stays
   * legal, and everything that is asked for again is done once.
   */
  @Test
  void whereverASessionDiesNothingIsHalfDoneOrDoneTwice() throws Exception {
    Random random = new Random(20_261_128);
    TenantId tenant = newTenant();
    Instant at = Subscriptions.BEGIN.plus(Duration.ofDays(400));
    Write signup = Subscriptions.write(tenant, "signup");
    List<Runnable> work = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      int number = i;
      work.add(() -> ask(tenant, number, at));
      work.add(() -> pay(tenant, number, at));
      work.add(() -> pay(tenant, number, at));
      work.add(() -> renew(tenant, at));
    }
    Collections.shuffle(work, random);
    AtomicInteger killed = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> killer = threads.submit(() -> kill(killed));
      insist(
          () ->
              subscriptions()
                  .change(
                      tenant,
                      signup,
                      ID,
                      Subscriptions.beginning(tenant, null, ID, Subscriptions.atOnce()),
                      Fresh.deadline()));
      int rounds = 0;
      while (killed.get() < KILLS) {
        List<Future<?>> calls = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
          List<Runnable> part = work.subList(thread * work.size() / 4, (thread + 1) * work.size() / 4);
          calls.add(threads.submit(() -> part.forEach(Runnable::run)));
        }
        for (Future<?> call : calls) {
          call.get();
        }
        rounds++;
      }
      killer.get();
      assertThat(rounds).isPositive();
    }
    assertLegal(tenant);
  }

  private void assertLegal(TenantId tenant) {
    Subscriptions some = new Subscriptions(subscriptions());
    List<SubscriptionChange> history = some.history(tenant, ID);
    assertThat(history)
        .extracting(it -> it.after().version())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, history.size()).boxed().toList());
    for (int i = 1; i < history.size(); i++) {
      SubscriptionState before = history.get(i - 1).after().state();
      SubscriptionChange change = history.get(i);
      assertThat(change.event().from(before)).contains(change.after().state());
      assertThat(change.at()).isAfterOrEqualTo(history.get(i - 1).at());
    }
    assertThat(
            history.stream()
                .filter(it -> it.cause().startsWith("request ") && it.event() != SubscriptionEvent.RENEWED)
                .map(it -> it.cause() + " " + it.event()))
        .doesNotHaveDuplicates();
    Subscription last = some.found(tenant, ID);
    assertThat(last).isEqualTo(history.getLast().after());
    assertThat(last.payments().version()).isEqualTo(40);
    assertThat(history.stream().filter(it -> it.event() == SubscriptionEvent.RENEWED))
        .extracting(SubscriptionChange::at)
        .doesNotHaveDuplicates();
  }

  private static void kill(AtomicInteger killed) {
    try (Connection superuser = TestPostgres.superuser();
        Statement statement = superuser.createStatement()) {
      while (killed.get() < KILLS) {
        try (var row = statement.executeQuery(KILL)) {
          row.next();
          killed.addAndGet(row.getInt(1));
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
