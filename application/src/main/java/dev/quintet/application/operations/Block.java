package dev.quintet.application.operations;

import dev.quintet.domain.operations.Delivery;
import dev.quintet.domain.operations.OutboxRow;
import dev.quintet.domain.operations.Projection;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a block of rows to their projections. A block that is refused is halved until the rows at fault
 * stand alone: the others are delivered all the same.
 */
final class Block {

  /** So often a row is refused before it is parked. */
  static final int MOST_REFUSALS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Block.class);

  private record Aggregate(String kind, String id) {

    static Aggregate of(OutboxRow row) {
      return new Aggregate(row.change().kind(), row.change().aggregate());
    }
  }

  private final Map<String, Projection> projections;
  private final Delays delays;
  private final Deadline deadline;
  private final List<OutboxRow> delivered = new ArrayList<>();
  private final List<Delivery.Refusal> refused = new ArrayList<>();
  private final List<OutboxRow> missed = new ArrayList<>();

  /** Those behind a refused row wait for it. */
  private final Set<Aggregate> held = new HashSet<>();

  private @Nullable String away;

  private Block(Map<String, Projection> projections, Delays delays, Deadline deadline) {
    this.projections = projections;
    this.delays = delays;
    this.deadline = deadline;
  }

  /**
   * Gives the rows to the projections of their kinds.
   *
   * @param projections of one store, by kind; one for each kind of the rows
   */
  static Delivery deliver(
      List<OutboxRow> rows,
      Map<String, Projection> projections,
      Delays delays,
      Deadline deadline) {
    Block block = new Block(projections, delays, deadline);
    Map<String, List<OutboxRow>> byKind = new LinkedHashMap<>();
    for (OutboxRow row : rows) {
      byKind.computeIfAbsent(row.change().kind(), kind -> new ArrayList<>()).add(row);
    }
    byKind.values().forEach(block::give);
    return new Delivery(block.delivered, block.refused, block.missed, block.away);
  }

  private void give(List<OutboxRow> all) {
    List<OutboxRow> rows =
        all.stream().filter(row -> !held.contains(Aggregate.of(row))).toList();
    if (rows.isEmpty() || away != null) {
      return;
    }
    Projection projection =
        Objects.requireNonNull(projections.get(rows.getFirst().change().kind()));
    try {
      projection.work().accept(rows, deadline);
      delivered.addAll(rows);
    } catch (RuntimeException e) {
      if (isAway(e)) {
        away = reason(e);
        missed.addAll(rows);
      } else if (rows.size() == 1) {
        refuse(rows.getFirst(), projection, e);
      } else {
        give(rows.subList(0, rows.size() / 2));
        give(rows.subList(rows.size() / 2, rows.size()));
      }
    }
  }

  /** What the store would take if it were there, or had room. */
  private static boolean isAway(RuntimeException e) {
    return e instanceof ProblemException known
        && switch (known.problem().kind()) {
          case UNAVAILABLE, OUTCOME_UNKNOWN, LIMIT_EXCEEDED -> true;
          case INVALID, UNAUTHENTICATED, DENIED, NOT_FOUND, ALREADY_EXISTS, CONFLICT, STALE,
              NOT_READY, INTERNAL ->
              false;
        };
  }

  private void refuse(OutboxRow row, Projection projection, RuntimeException e) {
    held.add(Aggregate.of(row));
    boolean parked = row.refusals() + 1 >= MOST_REFUSALS;
    refused.add(
        new Delivery.Refusal(row, reason(e), parked ? null : delays.after(row.refusals())));
    if (parked) {
      LOG.error(
          "a {} of tenant {} is parked: {} refused it {} times",
          projection.kind(), row.tenant(), projection.store(), MOST_REFUSALS, e);
    } else {
      LOG.debug(
          "{} refused a {} of tenant {}", projection.store(), projection.kind(), row.tenant(), e);
    }
  }

  /** For callers too: of what nobody expected only the class is said. */
  private static String reason(RuntimeException e) {
    String text =
        e instanceof ProblemException known ? told(known.problem()) : e.getClass().getSimpleName();
    return text.substring(0, Math.min(text.length(), Delivery.LONGEST_REASON));
  }

  /** The sentence of a problem is for who sent the call; here it is sent again by itself. */
  private static String told(Problem problem) {
    return switch (problem) {
      case Problem.Unavailable(String dependency) -> dependency + " is not available";
      case Problem.OutcomeUnknown(String operation) -> "no answer to " + operation;
      default -> problem.detail();
    };
  }
}
