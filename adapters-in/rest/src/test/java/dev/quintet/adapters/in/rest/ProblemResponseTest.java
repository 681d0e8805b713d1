package dev.quintet.adapters.in.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProblemResponseTest {

  /** What a problem has to look like. */
  private record Expected(Problem problem, int status, String kind) {}

  private static final Map<Class<?>, Expected> EXPECTED =
      Map.ofEntries(
          entry(new Problem.Invalid("name", "is too long"), 400, "invalid"),
          entry(new Problem.Unauthenticated("a key is needed"), 401, "unauthenticated"),
          entry(new Problem.Denied("write data"), 403, "denied"),
          entry(new Problem.NotFound("tenant", "acme"), 404, "not_found"),
          entry(new Problem.AlreadyExists("tenant", "acme"), 409, "already_exists"),
          entry(new Problem.Conflict("batch", "b1"), 409, "conflict"),
          entry(new Problem.Stale("tenant", "acme"), 409, "stale"),
          entry(new Problem.NotReady("being created"), 409, "not_ready"),
          entry(
              new Problem.LimitExceeded("requests", 10, Duration.ofMillis(1_001)),
              429,
              "limit_exceeded"),
          entry(new Problem.Unavailable("postgresql"), 503, "unavailable"),
          entry(new Problem.OutcomeUnknown("creation"), 504, "outcome_unknown"),
          entry(new Problem.Internal("e-1"), 500, "internal"));

  private static RestServer server;
  private static FailingController.Next next;

  @BeforeAll
  static void start() {
    server = RestServer.start();
    next = server.bean(FailingController.Next.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map.Entry<Class<?>, Expected> entry(Problem problem, int status, String kind) {
    return Map.entry(problem.getClass(), new Expected(problem, status, kind));
  }

  static Stream<Class<?>> kinds() {
    return Stream.of(Problem.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void eachKindOfProblemHasItsStatus(Class<?> kind) {
    Expected expected = Objects.requireNonNull(EXPECTED.get(kind), "a new kind: " + kind);
    next.problem(expected.problem());

    RestServer.Answer answer = server.get("/failing", server.operator());

    assertThat(answer.status()).isEqualTo(expected.status());
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.text("type")).isEqualTo("urn:quintet:problem:" + expected.kind());
    assertThat(answer.text("kind")).isEqualTo(expected.kind());
    assertThat(answer.text("status")).isEqualTo(Integer.toString(expected.status()));
    assertThat(answer.text("title")).isNotBlank();
    assertThat(answer.text("detail")).isEqualTo(expected.problem().detail());
    assertThat(answer.text("request_id")).isNotBlank().isEqualTo(answer.header("x-request-id"));
    assertThat(answer.text("field")).isEqualTo(expected.kind().equals("invalid") ? "name" : "");
    assertThat(answer.text("error_id")).isEqualTo(expected.kind().equals("internal") ? "e-1" : "");
    assertThat(answer.header("retry-after"))
        .isEqualTo(expected.kind().equals("limit_exceeded") ? "2" : "");
    assertThat(answer.header("www-authenticate"))
        .isEqualTo(expected.kind().equals("unauthenticated") ? "Bearer" : "");
  }

  @Test
  void whatNobodyExpectedIsAnsweredByItsErrorIdOnly() {
    next.set(new IllegalStateException("the password is hunter2"));

    RestServer.Answer answer = server.get("/failing", server.operator());

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.text("kind")).isEqualTo("internal");
    assertThat(answer.text("error_id")).isNotBlank();
    assertThat(answer.text("detail")).isEqualTo("internal error " + answer.text("error_id"));
    assertThat(answer.body()).doesNotContain("hunter2", "Exception", "dev.quintet");
  }

  @Test
  void theCauseOfAProblemStaysInside() {
    next.set(
        new ProblemException(
            new Problem.Unavailable("postgresql"), new IllegalStateException("host db7 hunter2")));

    assertThat(server.get("/failing", server.operator()).body()).doesNotContain("hunter2", "db7");
  }
}
