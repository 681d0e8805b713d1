package dev.quintet.domain.subscriptions;

import dev.quintet.domain.shared.UsageType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A cycle of an owner of terms, as runs of days with the same terms. A day belongs to what is in force at
 * its end: it is paid for from the day on which a plan is taken, and no more on the day of a pause.
 *
 * @param runs in the order of their days, without gaps; of a cycle that another has cut short, up to that
 */
public record InvoiceCycle(Cycle cycle, List<Run> runs) {

  /**
   * Days that are paid for in the same way.
   *
   * @param terms at their begin
   * @param grants that hold at any time of them
   * @param to exclusive
   */
  public record Run(Terms terms, List<Grant> grants, LocalDate from, LocalDate to) {

    public Run {
      grants = List.copyOf(grants);
    }

    /** Whether they are paid for. */
    public boolean due() {
      Subscription held = terms.subscription();
      return held != null
          && (held.state() == SubscriptionState.ACTIVE || held.state() == SubscriptionState.PAST_DUE);
    }

    /** Other terms that change nothing of how usage is paid for do not begin a run. */
    boolean goesOn(Run next) {
      return terms.cycle().equals(next.terms.cycle())
          && due() == next.due()
          && terms.version().plan().equals(next.terms.version().plan())
          && terms.version().minimum().currency().equals(next.terms.version().minimum().currency())
          && terms.usage().equals(next.terms.usage())
          && to.equals(next.from);
    }

    Run with(Run next) {
      List<Grant> all = new ArrayList<>(grants);
      next.grants.stream().filter(it -> !all.contains(it)).forEach(all::add);
      return new Run(terms, all, from, next.to);
    }
  }

  /**
   * A run, and what was used in it.
   */
  public record UsedRun(Run run, Map<UsageType, Long> used) {}

  public InvoiceCycle {
    runs = List.copyOf(runs);
  }

  /**
   * The cycles of terms that follow each other.
   *
   * @param parts each holds from its instant to that of the next, the last to {@code until}
   * @param until the first instant of a day
   */
  public static List<InvoiceCycle> of(List<Terms> parts, Instant until) {
    List<InvoiceCycle> cycles = new ArrayList<>();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Terms terms = parts.get(i);
      LocalDate from = day(terms.at());
      LocalDate to = day(i + 1 < parts.size() ? parts.get(i + 1).at() : until);
      if (!runs.isEmpty() && !runs.getLast().terms().cycle().equals(terms.cycle())) {
        cycles.add(new InvoiceCycle(runs.getLast().terms().cycle(), runs));
        runs.clear();
      }
      if (from.isBefore(to)) {
        Run run = new Run(terms, terms.grants(), from, to);
        runs.add(
            !runs.isEmpty() && runs.getLast().goesOn(run) ? runs.removeLast().with(run) : run);
      }
    }
    if (!runs.isEmpty()) {
      cycles.add(new InvoiceCycle(runs.getLast().terms().cycle(), runs));
    }
    return cycles;
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
