package dev.quintet.application.predictions;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.adapters.out.memory.MemoryAdapters;
import dev.quintet.adapters.out.memory.MemoryLatestPredictionIndex;
import dev.quintet.adapters.out.memory.MemoryTickStore;
import dev.quintet.adapters.out.memory.MemoryUsageLedger;
import dev.quintet.application.Activities;
import dev.quintet.application.marketdata.IngestionSettings;
import dev.quintet.application.operations.Awaiting;
import dev.quintet.application.operations.Deliveries;
import dev.quintet.application.tenancy.Access;
import dev.quintet.application.tenancy.UsageAdmission;
import dev.quintet.application.users.UserAdministration;
import dev.quintet.domain.marketdata.Interval;
import dev.quintet.domain.marketdata.Symbol;
import dev.quintet.domain.operations.OperationId;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.predictions.LatestPredictionIndex;
import dev.quintet.domain.predictions.Prediction;
import dev.quintet.domain.predictions.PredictionChange;
import dev.quintet.domain.predictions.PredictionFilter;
import dev.quintet.domain.predictions.PredictionId;
import dev.quintet.domain.predictions.PredictionIndex;
import dev.quintet.domain.predictions.PredictionLog;
import dev.quintet.domain.predictions.RecordedPrediction;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Page;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.shared.UsageType;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.Role;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.Tenant;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantScope;
import dev.quintet.domain.tenancy.TenantStore;
import dev.quintet.domain.tenancy.Tier;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.tenancy.Viewer;
import dev.quintet.domain.users.UserName;
import dev.quintet.domain.users.UserProfile;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PredictionsTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789012Z");
  private static final TenantId ACME = new TenantId("acme");
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final Prediction.Key TREND =
      new Prediction.Key(new Symbol("DAX"), Interval.HOUR, "trend");

  private Instant now = NOW;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final MemoryUsageLedger usage = new MemoryUsageLedger(clock);
  private final List<Object> adapters =
      MemoryAdapters.ofEveryPort(clock, new MemoryTickStore(), usage);
  private final Activities activities =
      new Activities(
          Activities.Ports.of(adapters.toArray()),
          new Activities.Surroundings(
              clock,
              new SecureRandom(),
              UUID::randomUUID,
              () -> {
                throw new IllegalStateException("nobody asks for the process");
              },
              new Activities.Bounds(IngestionSettings.of(3_000_000, 800_000), 2)));
  private final Counting quotas = new Counting();
  private final PredictionReading reading = activities.get(PredictionReading.class);
  private final PredictionRecording recording =
      new PredictionRecording(
          activities.get(Access.class),
          port(PredictionLog.class),
          quotas,
          activities.get(Deliveries.class),
          clock);

  /** Counts what is admitted, up to a limit. */
  private static final class Counting implements UsageAdmission {
    private long left = 1_000;
    private long recorded;

    @Override
    public void admit(Subject subject, UsageType type, long count) {
      if (count > left) {
        throw new ProblemException(
            new Problem.LimitExceeded("ai_decisions", 1_000, Duration.ofDays(1)));
      }
      left -= count;
    }

    @Override
    public void giveBack(Subject subject, UsageType type, long count) {
      left += count;
    }

    @Override
    public void recorded(Subject subject, UsageType type, long count) {
      recorded += count;
    }
  }

  @BeforeEach
  void registerATenantWithTwoUsers() {
    Tenant unused =
        port(TenantStore.class)
            .register(new Tenant(ACME, "T", Tier.FREE, Tenant.State.ACTIVE, NOW), Fresh.deadline());
    for (UserId user : List.of(ANN, BOB)) {
      UserProfile profile =
          new UserProfile(
              new UserName.Email(user + "@example.com"),
              new UserName.Login(user.value()),
              Tier.PRO,
              Map.of());
      activities
          .get(UserAdministration.class)
          .create(key(Role.SERVICE, null), user, profile, null, Fresh.deadline());
    }
  }

  private <P> P port(Class<P> type) {
    return adapters.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  private static Principal key(Role role, @Nullable UserId user) {
    return new Principal("key", role, new TenantScope.One(ACME), new ServiceName("engine"), user);
  }

  private static Prediction prediction(String id, Instant at) {
    return new Prediction(
        new PredictionId(id),
        null,
        TREND,
        "1",
        new Prediction.Value(Prediction.Direction.UP, null, BigDecimal.ONE),
        at,
        null,
        null);
  }

  private List<PredictionRecording.Outcome> record(
      @Nullable UserId user, Prediction... predictions) {
    return recording.record(key(Role.SERVICE, user), List.of(predictions), Fresh.deadline());
  }

  private PredictionReading.Latest latest(@Nullable UserId user, @Nullable OperationId having) {
    return reading.latest(key(Role.READER, user), TREND, having, Fresh.deadline());
  }

  private Optional<PredictionReading.Latest> indexed(@Nullable UserId user) {
    List<Optional<PredictionReading.Latest>> answers = new ArrayList<>();
    reading.indexed(key(Role.READER, user), TREND, answers::add);
    return answers.getFirst();
  }

  private static String id(PredictionReading.Latest latest) {
    return latest.recorded().prediction().id().value();
  }

  @Test
  void aPredictionIsThatOfTheUserForWhomItIsStored() {
    Problem none = new Problem.NotFound("prediction", "of DAX 1h by trend");
    assertProblem(none, () -> latest(null, null));
    assertThat(record(ANN, prediction("1", NOW)))
        .containsExactly(new PredictionRecording.Outcome(false, null));
    assertThat(record(null, prediction("2", NOW.minusSeconds(1)), prediction("2", NOW.minusSeconds(1))))
        .containsExactly(
            new PredictionRecording.Outcome(false, null),
            new PredictionRecording.Outcome(true, null));
    assertThat(record(BOB, prediction("1", NOW)).getFirst().refused())
        .isEqualTo(new Problem.Conflict("prediction", "1"));
    assertThat(latest(ANN, null).recorded().prediction().user()).isEqualTo(ANN);
    assertThat(latest(ANN, null).recorded().tier()).isEqualTo(Tier.PRO);
    assertThat(id(latest(null, null))).isEqualTo("1");
    assertProblem(none, () -> latest(BOB, null));
  }

  @Test
  void whatIsAskedForWronglyReachesNoStore() {
    assertProblem(Problem.Invalid.class, () -> record(null));
    Prediction[] many = new Prediction[PredictionRecording.MOST + 1];
    Arrays.setAll(many, i -> prediction("p" + i, NOW));
    assertProblem(Problem.Invalid.class, () -> record(null, many));
    assertProblem(
        new Problem.Invalid("made_at", "is more than a minute ahead of now"),
        () -> record(null, prediction("1", NOW), prediction("2", NOW.plusSeconds(61))));
    assertProblem(
        Problem.Denied.class,
        () ->
            recording.record(
                key(Role.READER, null), List.of(prediction("1", NOW)), Fresh.deadline()));
    for (int limit : List.of(0, PredictionReading.MOST + 1)) {
      assertProblem(
          Problem.Invalid.class,
          () ->
              reading.list(
                  key(Role.READER, null),
                  PredictionFilter.ALL,
                  null,
                  null,
                  limit,
                  Fresh.deadline()));
    }
    assertProblem(Problem.NotFound.class, () -> latest(null, null));
    assertThat(quotas.left).isEqualTo(1_000);
  }

  @Test
  void eachIsCountedOnceAndWhatWasStoredBeforeIsAnsweredWhateverIsLeft() {
    quotas.left = 2;
    assertThat(record(null, prediction("1", NOW), prediction("1", NOW))).hasSize(2);
    assertThat(quotas.left).isEqualTo(1);
    assertProblem(
        Problem.LimitExceeded.class,
        () -> record(null, prediction("2", NOW), prediction("3", NOW)));
    assertThat(quotas.left).isEqualTo(1);
    assertThat(record(null, prediction("2", NOW))).hasSize(1);
    assertThat(quotas.left).isZero();
    assertThat(record(null, prediction("1", NOW), prediction("2", NOW.minusSeconds(1))))
        .containsExactly(
            new PredictionRecording.Outcome(true, null),
            new PredictionRecording.Outcome(false, new Problem.Conflict("prediction", "2")));
    assertThat(quotas.left).isZero();
    assertThat(quotas.recorded).isEqualTo(2);
  }

  @Test
  void theLatestIsFoundAtOnceWhileItIsCurrentAndNeverShownAsCurrentAfterwards() {
    assertThat(record(null, prediction("1", NOW)).getFirst().refused()).isNull();
    assertThat(latest(null, null).store()).isEqualTo("memory");
    now = NOW.plusSeconds(299);
    assertThat(indexed(null))
        .as("a reader puts it there")
        .hasValueSatisfying(
            it -> {
              assertThat(it.store()).isEqualTo("cache");
              assertThat(it.current()).isTrue();
              assertThat(it.age()).isEqualTo(Duration.ofSeconds(299));
            });
    now = NOW.plusSeconds(300);
    assertThat(indexed(null)).isEmpty();
    PredictionReading.Latest old = latest(null, null);
    assertThat(id(old)).isEqualTo("1");
    assertThat(old.current()).isFalse();
    assertThat(old.age()).isEqualTo(Duration.ofSeconds(300));
    assertThat(old.store()).isEqualTo("memory");
  }

  @Test
  void theStoresThatDeriveThemAreGivenThem() {
    Deliveries deliveries = activities.get(Deliveries.class);
    deliveries.begin();
    try {
      assertThat(record(ANN, prediction("1", NOW)).getFirst().refused()).isNull();
      OperationId first = PredictionChange.operation(new PredictionId("1"));
      assertThat(history(ANN, first)).containsExactly("1");
      assertProblem(Problem.NotFound.class, () -> history(BOB, first));
      assertThat(record(null, prediction("2", NOW.plusSeconds(1))).getFirst().refused()).isNull();
      OperationId second = PredictionChange.operation(new PredictionId("2"));
      assertThat(history(null, second)).containsExactly("1", "2");
      assertThat(history(ANN, null)).containsExactly("1");
      String word =
          activities
              .get(Awaiting.class)
              .answering(
                  Viewer.of(ACME),
                  second,
                  List.of("cache"),
                  Awaiting.LONGEST,
                  Fresh.deadline());
      assertThat(latest(null, second).store()).isEqualTo(word);
      assertThat(indexed(null).map(PredictionsTest::id)).contains("2");
      assertThat(indexed(ANN).map(PredictionsTest::id)).contains("1");
      assertThat(indexed(BOB)).isEmpty();
    } finally {
      deliveries.close();
    }
  }

  @Test
  void aLateBlockPutsNothingOldAlsoWhereWhatIsLaterIsThereNoMore() {
    Prediction late = prediction("1", NOW).ownedBy(ANN);
    assertThat(record(ANN, late).getFirst().refused()).isNull();
    assertThat(record(null, prediction("2", NOW.plusSeconds(1))).getFirst().refused()).isNull();
    LatestPredictionIndex lost = new MemoryLatestPredictionIndex();
    PredictionChange.to(lost, port(PredictionLog.class))
        .work()
        .accept(
            List.of(
                new OutboxRow(
                    1,
                    PredictionChange.operation(late.id()),
                    ACME,
                    ANN,
                    PredictionChange.of(late),
                    0)),
            Fresh.deadline());
    List<String> found = new ArrayList<>();
    for (Viewer viewer : List.of(Viewer.of(ACME), new Viewer(ACME, ANN))) {
      lost.find(viewer, TREND, it -> found.add(it.orElseThrow().prediction().id().value()));
    }
    assertThat(found).containsExactly("2", "1");
  }

  private List<String> history(@Nullable UserId user, @Nullable OperationId having) {
    Page<RecordedPrediction> page =
        reading.list(
            key(Role.READER, user), PredictionFilter.ALL, having, null, 10, Fresh.deadline());
    return page.items().stream().map(it -> it.prediction().id().value()).toList();
  }

  /** An index that is away. */
  private record Away() implements LatestPredictionIndex {
    @Override
    public StoreName store() {
      return new StoreName("away", "away.access");
    }

    @Override
    public void put(Viewer viewer, List<RecordedPrediction> predictions, Deadline deadline) {
      throw new ProblemException(new Problem.Unavailable(store()));
    }

    @Override
    public void find(
        Viewer viewer, Prediction.Key key, Consumer<Optional<RecordedPrediction>> answer) {
      answer.accept(Optional.empty());
    }
  }

  @Test
  void theRecordAnswersWhileTheIndexIsAway() {
    assertThat(record(null, prediction("1", NOW)).getFirst().refused()).isNull();
    PredictionReading away =
        new PredictionReading(
            activities.get(Access.class),
            new PredictionReading.Stores(
                port(PredictionLog.class), port(PredictionIndex.class), new Away()),
            activities.get(Awaiting.class),
            clock);
    PredictionReading.Latest latest =
        away.latest(key(Role.READER, null), TREND, null, Fresh.deadline());
    assertThat(latest.store()).isEqualTo("memory");
    assertThat(latest.current()).isTrue();
  }
}
