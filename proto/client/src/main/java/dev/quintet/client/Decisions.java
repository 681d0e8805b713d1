package dev.quintet.client;

import dev.quintet.decisions.v1.DecisionsRequest;
import dev.quintet.decisions.v1.GetDecisionRequest;
import dev.quintet.decisions.v1.RecordDecisionsRequest;
import dev.quintet.decisions.v1.RecordOutcomesRequest;
import dev.quintet.decisions.v1.RecordedResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What agents decided, and what came of it. Repeated like the calls of {@link QuintetClient}. */
public final class Decisions {

  /** Most decisions, or outcomes, that one call takes. */
  public static final int MOST = 1_000;

  private final Connection connection;
  private final String operation;

  Decisions(Connection connection) {
    this(connection, "");
  }

  private Decisions(Connection connection, String operation) {
    this.connection = connection;
    this.operation = operation;
  }

  /** Listings that have what an operation recorded, for which they wait. */
  public Decisions having(String operation) {
    return new Decisions(connection, operation);
  }

  /** What came of a decision. */
  public record Settlement(String decision, Decision.Outcome outcome) {}

  /**
   * What became of decisions, or of outcomes.
   *
   * @param repeated recorded before, with the same content
   * @param receipts of what is recorded, in their order; none if nobody waited
   */
  public record Report(
      int recorded, int repeated, List<Refused> refused, List<Receipt> receipts) {

    private static Report of(RecordedResponse answer) {
      return new Report(
          answer.getRecorded(),
          answer.getRepeated(),
          answer.getRefusedList().stream()
              .map(it -> new Refused(it.getIndex(), it.getKind(), it.getReason(), it.getField()))
              .toList(),
          answer.getReceiptsList().stream().map(Receipt::of).toList());
    }
  }

  /**
   * One that was not recorded.
   *
   * @param index among those that were sent, from 0
   * @param kind the word of a {@link QuintetException.Kind}
   * @param field that is at fault; of a conflict the first that is other than what is recorded; empty: not known
   */
  public record Refused(int index, String kind, String reason, String field) {}

  /**
   * Which decisions are asked for; null lets everything through.
   *
   * @param type {@code buy}, {@code sell} or {@code hold}
   * @param outcome that counts by now
   * @param model the version of the model
   * @param from inclusive
   * @param to exclusive
   */
  public record Filter(
      @Nullable String user,
      @Nullable String agent,
      @Nullable String symbol,
      @Nullable String type,
      @Nullable String outcome,
      @Nullable String model,
      @Nullable Instant from,
      @Nullable Instant to) {

    /** Lets everything through. */
    public static final Filter ALL = new Filter(null, null, null, null, null, null, null, null);
  }

  /** A decision with why it was made. */
  public record Found(Decision.Recorded recorded, Decision.Grounds grounds) {}

  /**
   * Records decisions, and waits until the stores have them, or one of them failed. Repeated until it is answered.
   *
   * @param decisions 1 to {@value #MOST}
   * @param stores their words; none: all that derive something from decisions
   * @param most at most so long, up to a minute; zero, and no stores: nobody waits
   */
  public Report record(List<Decision.Stated> decisions, List<String> stores, Duration most) {
    RecordDecisionsRequest request =
        RecordDecisionsRequest.newBuilder()
            .addAllDecisions(decisions.stream().map(Decision.Stated::message).toList())
            .addAllStores(stores)
            .setWaitMillis(Math.toIntExact(most.toMillis()))
            .build();
    return Report.of(connection.call(() -> connection.decisions(most).recordDecisions(request)));
  }

  /** Records what came of decisions, and waits as {@link #record} does. */
  public Report settle(List<Settlement> outcomes, List<String> stores, Duration most) {
    RecordOutcomesRequest.Builder request =
        RecordOutcomesRequest.newBuilder()
            .addAllStores(stores)
            .setWaitMillis(Math.toIntExact(most.toMillis()));
    for (Settlement it : outcomes) {
      request
          .addOutcomesBuilder()
          .setDecisionId(it.decision())
          .setOutcome(it.outcome().message());
    }
    RecordOutcomesRequest built = request.build();
    return Report.of(connection.call(() -> connection.decisions(most).recordOutcomes(built)));
  }

  /** A decision with why it was made; {@code NOT_FOUND} when there is none. */
  public Found get(String id) {
    GetDecisionRequest request = GetDecisionRequest.newBuilder().setDecisionId(id).build();
    var answer =
        connection.call(() -> connection.decisions(Duration.ZERO).getDecision(request));
    dev.quintet.decisions.v1.Grounds grounds = answer.getGrounds();
    return new Found(
        Decision.Recorded.of(answer.getDecision()),
        new Decision.Grounds(
            grounds.getReasoning(), grounds.getConditions(), grounds.getFeatures()));
  }

  /** Decisions in the order of their time, then id; fetched page by page. */
  public Iterable<Decision.Recorded> list(Filter filter) {
    return Paged.all(
        cursor -> {
          DecisionsRequest request =
              DecisionsRequest.newBuilder()
                  .setUserId(text(filter.user))
                  .setAgent(text(filter.agent))
                  .setSymbol(text(filter.symbol))
                  .setType(text(filter.type))
                  .setOutcome(text(filter.outcome))
                  .setModelVersion(text(filter.model))
                  .setFromMicros(micros("from_micros", filter.from))
                  .setToMicros(micros("to_micros", filter.to))
                  .setCursor(cursor)
                  .setOperation(operation)
                  .build();
          var page =
              connection.call(() -> connection.decisions(Duration.ZERO).decisions(request));
          return new Paged<>(
              page.getDecisionsList().stream().map(Decision.Recorded::of).toList(),
              page.getNextCursor());
        });
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static long micros(String field, @Nullable Instant instant) {
    return instant == null ? 0 : Times.micros(field, instant);
  }
}
