package dev.quintet.adapters.out.contract;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static dev.quintet.adapters.out.contract.Problems.assertUnavailable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.ServiceName;
import dev.quintet.domain.tenancy.Subject;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.UserId;
import dev.quintet.domain.writes.Answer;
import dev.quintet.domain.writes.Once;
import dev.quintet.domain.writes.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Once} does. */
public interface OnceContract
    extends ConcurrentWritesContract, OnceMeteringContract, UnfinishedWritesContract {

  Instant TAKEN = Instant.parse("2026-02-03T04:05:06.789012Z");
  String HASH = "0123456789abcdef".repeat(4);

  private static Write write(TenantId tenant, Instant at) {
    return new Write(Fresh.subject(tenant), "note", Fresh.unique(), HASH, at, "1", null);
  }

  private static Write write(TenantId tenant, String kind, String id) {
    return new Write(Fresh.subject(tenant), kind, id, HASH, TAKEN, "1 as first sent", null);
  }

  /** The same, sent again. */
  private static Write again(Write write) {
    return later(write, write.contentHash());
  }

  private static Write otherContent(Write write) {
    return later(write, "f".repeat(64));
  }

  private static Write later(Write write, String hash) {
    Instant at = TAKEN.plusSeconds(1);
    return new Write(write.subject(), write.kind(), write.id(), hash, at, "1 later", null);
  }

  private static List<Write> writes(TenantId tenant, int count) {
    return IntStream.range(0, count).mapToObj(i -> Fresh.write(tenant)).toList();
  }

  private static Answer fresh(Write write) {
    return Answer.Recorded.fresh(write);
  }

  private static Answer repeated(Write first) {
    return new Answer.Recorded(first.at(), first.outcome(), true);
  }

  private static List<Answer> allFresh(List<Write> writes) {
    return writes.stream().map(OnceContract::fresh).toList();
  }

  private static List<Answer> allRepeated(List<Write> writes) {
    return writes.stream().map(OnceContract::repeated).toList();
  }

  /** What is recorded; asking must not do anything. */
  private List<Answer> recorded(List<Write> writes) {
    return record(writes, fresh -> assertThat(fresh).as("not recorded").isEmpty());
  }

  /** Writes with an effect that fails, and finds the failure unchanged. */
  private void assertEffectFails(Throwable failure, List<Write> writes, Consumer<int[]> before) {
    assertThatThrownBy(
            () ->
                record(
                    writes,
                    some -> {
                      before.accept(some);
                      throw OnceContract.<RuntimeException>unchecked(failure);
                    }))
        .isSameAs(failure);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable failure) throws T {
    throw (T) failure;
  }

  private void assertNotRecorded(List<Write> writes) {
    List<int[]> fresh = new ArrayList<>();
    assertEffectFails(new IllegalStateException("only asking"), writes, fresh::add);
    assertThat(fresh).containsExactly(IntStream.range(0, writes.size()).toArray());
  }

  @Test
  default void theEffectOfNewWritesIsDoneOnce() {
    List<Write> given = new ArrayList<>(writes(newTenant(), 20));
    Collections.shuffle(given);
    List<int[]> effects = new ArrayList<>();
    assertThat(record(given, effects::add)).isEqualTo(allFresh(given));
    assertThat(effects).containsExactly(IntStream.range(0, 20).toArray());
    assertThat(recorded(given)).isEqualTo(allRepeated(given));
  }

  @Test
  default void aRepetitionIsAnsweredWithWhatWasRecordedFirst() {
    Write first = Fresh.write(newTenant());
    record(first);
    assertThat(recorded(List.of(again(first)))).containsExactly(repeated(first));
    assertThat(recorded(List.of(again(first)))).containsExactly(repeated(first));
  }

  @Test
  default void oneIdWithOtherContentIsAConflictAndLeavesTheFirstAsItIs() {
    Write first = Fresh.write(newTenant());
    record(first);
    assertThat(recorded(List.of(otherContent(first)))).containsExactly(new Answer.Conflict());
    assertThat(recorded(List.of(first))).containsExactly(repeated(first));
  }

  @Test
  default void amongRecordedWritesOnlyTheNewOnesHaveTheirEffect() {
    TenantId tenant = newTenant();
    List<Write> known = writes(tenant, 3);
    List<Write> fresh = writes(tenant, 3);
    record(known, some -> {});
    List<Write> mixed =
        List.of(
            fresh.get(2),
            otherContent(known.get(1)),
            fresh.get(0),
            known.get(0),
            fresh.get(1),
            again(known.get(2)));
    List<int[]> effects = new ArrayList<>();
    assertThat(record(mixed, effects::add))
        .containsExactly(
            fresh(fresh.get(2)),
            new Answer.Conflict(),
            fresh(fresh.get(0)),
            repeated(known.get(0)),
            fresh(fresh.get(1)),
            repeated(known.get(2)));
    assertThat(effects).containsExactly(new int[] {0, 2, 4});
  }

  @Test
  default void ofAnIdThatIsGivenTwiceTheFirstIsFresh() {
    Write first = Fresh.write(newTenant());
    Write beside = Fresh.write(first.tenant());
    List<int[]> effects = new ArrayList<>();
    assertThat(
            record(
                List.of(first, again(first), beside, otherContent(first), again(beside)),
                effects::add))
        .containsExactly(
            fresh(first), repeated(first), fresh(beside), new Answer.Conflict(), repeated(beside));
    assertThat(effects).containsExactly(new int[] {0, 2});
  }

  @Test
  default void writesOfManyTenantsAndKindsAreRecordedTogether() {
    List<Write> given =
        IntStream.range(0, 10)
            .mapToObj(i -> write(newTenant(), i % 2 == 0 ? "note" : "letter", "id-" + i))
            .toList();
    assertThat(record(given, fresh -> {})).isEqualTo(allFresh(given));
    assertThat(recorded(given)).isEqualTo(allRepeated(given));
  }

  @Test
  default void theSameIdOfAnotherTenantOrKindIsAnotherWrite() {
    TenantId tenant = newTenant();
    Write one = write(tenant, "note", "1");
    Write ofOtherTenant = otherContent(write(newTenant(), "note", "1"));
    Write ofOtherKind = otherContent(write(tenant, "letter", "1"));
    record(one);
    assertThat(record(ofOtherTenant, one, ofOtherKind))
        .containsExactly(fresh(ofOtherTenant), repeated(one), fresh(ofOtherKind));
  }

  @Test
  default void theExtremesOfEveryFieldAreKept() {
    TenantId tenant = newTenant();
    List<Write> given =
        List.of(
            new Write(
                new Subject(tenant, new ServiceName("s"), null),
                "k",
                "i",
                "0".repeat(64),
                Instant.EPOCH,
                "",
                null),
            new Write(
                new Subject(tenant, new ServiceName("z".repeat(63)), new UserId("u".repeat(64))),
                "k".repeat(63),
                "é".repeat(200),
                "f".repeat(64),
                Instant.parse("2261-12-31T23:59:59.999999Z"),
                "\"{},€\\\n".repeat(125),
                null));
    record(given, fresh -> {});
    assertThat(recorded(given)).isEqualTo(allRepeated(given));
  }

  @Test
  default void tenThousandWritesAreRecordedAtOnce() {
    List<Write> given = writes(newTenant(), 10_000);
    assertThat(record(given, fresh -> {})).isEqualTo(allFresh(given));
    assertThat(recorded(given)).isEqualTo(allRepeated(given));
  }

  @Test
  default void nothingIsRecordedForNothing() {
    assertThat(record(List.of(), fresh -> assertThat(fresh).as("called").isNotEmpty())).isEmpty();
  }

  @Test
  default void aSingleWriteIsRecordedOrAConflict() {
    Write first = Fresh.write(newTenant());
    AtomicInteger effects = new AtomicInteger();
    for (boolean repeated : new boolean[] {false, true}) {
      assertThat(once().write("write note", first, fresh -> effects.incrementAndGet(), Fresh.deadline()))
          .isEqualTo(new Answer.Recorded(first.at(), first.outcome(), repeated));
    }
    assertProblem(
        new Problem.Conflict("note", first.id()),
        () ->
            once()
                .write(
                    "write note", otherContent(first), fresh -> effects.incrementAndGet(), Fresh.deadline()));
    assertThat(effects).hasValue(1);
  }

  @Test
  default void whenTheEffectThrowsNothingIsRecordedAndItsExceptionPassesThrough() {
    List<Write> given = writes(newTenant(), 3);
    assertEffectFails(new IllegalStateException("broken"), given, fresh -> {});
    assertNotRecorded(given);
    assertThat(record(given, fresh -> {})).isEqualTo(allFresh(given));
  }

  @Test
  default void anErrorInTheEffectRecordsNothingEither() {
    List<Write> given = writes(newTenant(), 1);
    assertEffectFails(new AssertionError("broken"), given, fresh -> {});
    assertNotRecorded(given);
  }

  @Test
  default void afterItsDeadlineNothingIsDone() {
    List<Write> given = writes(newTenant(), 1);
    AtomicInteger effects = new AtomicInteger();
    assertUnavailable(
        () -> once().write("write", given, fresh -> effects.incrementAndGet(), Fresh.expired()));
    assertThat(effects).hasValue(0);
    assertNotRecorded(given);
  }

  private Optional<Instant> newest(TenantId tenant, Instant after) {
    return once().newest(Set.of(tenant), after, Fresh.deadline());
  }

  @Test
  default void theNewestWriteIsThatOfTheseTenantsAndAfterTheInstant() {
    Instant first = TAKEN;
    Instant second = first.plusNanos(1_000);
    TenantId asking = newTenant();
    TenantId other = newTenant();
    assertThat(newest(asking, Instant.EPOCH)).isEmpty();
    record(write(asking, second));
    record(write(asking, first));
    record(write(other, second.plusSeconds(1)));

    assertThat(newest(asking, Instant.EPOCH)).contains(second);
    assertThat(newest(asking, first)).contains(second);
    assertThat(newest(asking, second)).isEmpty();
    assertThat(once().newest(Set.of(asking, other), second, Fresh.deadline()))
        .contains(second.plusSeconds(1));
  }
}
