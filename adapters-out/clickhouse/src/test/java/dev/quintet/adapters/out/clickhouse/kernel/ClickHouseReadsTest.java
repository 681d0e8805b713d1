package dev.quintet.adapters.out.clickhouse.kernel;

import static dev.quintet.adapters.out.contract.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quintet.adapters.out.contract.Fresh;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A read that nobody waits for any more is over in the server too, and only that one. */
final class ClickHouseReadsTest {

  private static final TestClickHouse CLICK_HOUSE = TestClickHouse.shared();

  /** Longer than any test, before its first row. */
  private static final String SILENT =
      "SELECT sum(sipHash64(number, '%s')) AS x FROM numbers(1000000000000)";

  /** Longer than any test, with rows from the start. */
  private static final String TALKING =
      "SELECT sipHash64(number, '%s') AS x FROM numbers(1000000000000)";

  private final TenantId tenant = Fresh.tenant();
  private final String mark = Fresh.unique();

  private Reading open(String sql, String mark, Deadline deadline) {
    return CLICK_HOUSE.reads.open(
        Viewer.of(tenant),
        new Statement("test", sql.formatted(mark), Map.of(), List.of("x")),
        deadline);
  }

  private static List<List<String>> running(String mark) {
    return CLICK_HOUSE.admin.rows(
        """
        SELECT query_id
        FROM system.processes
        WHERE position(query, {mark:String}) > 0 AND user = 'quintet_reader'
        """,
        Map.of("mark", mark),
        List.of("query_id"),
        Fresh.deadline());
  }

  /** At once, but the machine that runs the tests may be busy. */
  private static void assertGone(String mark) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> running(mark).isEmpty());
  }

  @Test
  void aReadClosedBeforeItsEndIsEndedInTheServer() {
    Reading reading = open(TALKING, mark, Fresh.deadline());
    assertThat(reading.next()).isTrue();
    assertThat(running(mark)).hasSize(1);
    reading.close();
    assertGone(mark);
  }

  @Test
  void aReadWithoutAnswerEndsAtItsDeadlineHereAndInTheServer() {
    long begin = System.nanoTime();
    assertProblem(
        Problem.Unavailable.class,
        () -> open(SILENT, mark, Deadline.after(Duration.ofMillis(400))));
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(350), Duration.ofSeconds(5));
    assertGone(mark);
  }

  @Test
  void aReadInTheMiddleOfItsAnswerEndsAtItsDeadlineHereAndInTheServer() {
    Deadline deadline = Deadline.after(Duration.ofMillis(400));
    try (Reading reading = open(TALKING, mark, deadline)) {
      assertProblem(
          Problem.Unavailable.class,
          () -> {
            while (reading.next()) {
              assertThat(reading.rows()).isPositive();
            }
          });
    }
    assertGone(mark);
  }

  @Test
  void endingOneReadLeavesTheOthersAlone() {
    String neighbour = Fresh.unique();
    try (Reading other = open(TALKING, neighbour, Fresh.deadline())) {
      open(TALKING, mark, Fresh.deadline()).close();
      assertGone(mark);
      assertThat(running(neighbour)).hasSize(1);
      assertThat(other.next()).isTrue();
    }
  }

  @Test
  void anErrorInTheMiddleOfAnAnswerIsNotTheEndOfIt() {
    String sql =
        "SELECT throwIf(number = 3000000, 'broken') AS x FROM numbers(10000000) WHERE '%s' != ''";
    try (Reading reading = open(sql, mark, Fresh.deadline())) {
      assertThatThrownBy(
              () -> {
                while (reading.next()) {
                  assertThat(reading.rows()).isPositive();
                }
              })
          .isNotNull();
    }
  }

  @Test
  void anAnswerWithOtherColumnsIsRefused() {
    try (Reading reading = open("SELECT '%s' AS y", mark, Fresh.deadline())) {
      assertProblem(Problem.Unavailable.class, reading::next);
    }
  }
}
