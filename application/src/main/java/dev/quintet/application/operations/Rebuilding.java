package dev.quintet.application.operations;

import dev.quintet.application.tenancy.Access;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.operations.Rebuild;
import dev.quintet.domain.operations.RebuildStore;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import dev.quintet.domain.tenancy.Permission;
import dev.quintet.domain.tenancy.Principal;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.TenantStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds what stores derive anew from the record, beside reads and writes: a generation that nobody reads is
 * begun, from then on deliveries go to both; it is filled from the record, a page at a time, and then shown
 * in the place of the other. How far it is, is kept after each page, and each page can be put again.
 */
public final class Rebuilding {

  private static final Logger LOG = LoggerFactory.getLogger(Rebuilding.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Access access;
  private final RebuildStore store;
  private final TenantStore tenants;
  private final List<Projected> projections;
  private final Clock clock;

  /**
   * What is built anew together.
   *
   * @param name a word of the program
   * @param index null: there is one generation, and the parts put it right in its place
   * @param parts one after the other
   */
  public record Projected(String name, @Nullable GenerationIndex index, List<Derived> parts) {

    public Projected {
      parts = List.copyOf(parts);
    }

    private long begin(TenantId tenant, Deadline deadline) {
      return index == null ? 1 : index.begin(tenant, deadline);
    }

    private void show(TenantId tenant, long generation, Deadline deadline) {
      if (index != null) {
        index.show(tenant, generation, deadline);
      }
    }

    private void clear(TenantId tenant, Deadline deadline) {
      if (index != null) {
        index.clear(tenant, deadline);
      }
    }
  }

  public Rebuilding(
      Access access,
      RebuildStore store,
      TenantStore tenants,
      List<Projected> projections,
      Clock clock) {
    this.access = access;
    this.store = store;
    this.tenants = tenants;
    this.projections = List.copyOf(projections);
    this.clock = clock;
  }

  /**
   * Has a projection of a tenant built anew, in the background. While one is not done, that is the answer.
   *
   * @throws ProblemException what {@link Access#named} does; NotFound of a projection
   */
  public Rebuild request(
      Principal principal, TenantId tenant, String projection, Deadline deadline) {
    TenantId named = access.named(principal, Permission.OUTBOX_WRITE, tenant, deadline).id();
    return store.request(
        named, projection(projection).name(), clock.instant(), deadline);
  }

  /**
   * The last 100 of a tenant, the newest first.
   *
   * @throws ProblemException what {@link Access#named} does
   */
  public List<Rebuild> list(Principal principal, TenantId tenant, Deadline deadline) {
    TenantId named = access.named(principal, Permission.OUTBOX_READ, tenant, deadline).id();
    return store.list(named, deadline);
  }

  private Projected projection(String name) {
    return projections.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ProblemException(new Problem.NotFound("projection", name)));
  }

  /** Goes on with all that are not done, a step of each in turn, until they are or the time is over. */
  public void run(Deadline deadline) {
    Deque<Rebuild> turns = new ArrayDeque<>();
    TenantPages.served(tenants, deadline, some -> turns.addAll(store.open(some, deadline)));
    while (!turns.isEmpty() && !deadline.expired()) {
      Rebuild rebuild = turns.remove();
      try {
        Rebuild after = step(rebuild, deadline);
        store.put(after, deadline);
        if (after.state() != Rebuild.State.DONE) {
          turns.add(after);
        }
      } catch (RuntimeException e) {
        LOG.warn(
            "rebuild {} of {} of tenant {} goes on later",
            rebuild.number(), rebuild.projection(), rebuild.tenant(), e);
      }
    }
  }

  private Rebuild step(Rebuild rebuild, Deadline whole) {
    Deadline deadline =
        whole.remaining().compareTo(PATIENCE) < 0 ? whole : Deadline.after(PATIENCE);
    Projected what = projection(rebuild.projection());
    TenantId tenant = rebuild.tenant();
    Instant now = clock.instant();
    return switch (rebuild.state()) {
      case REQUESTED -> {
        long rows = what.parts().stream().mapToLong(it -> it.count(tenant, deadline)).sum();
        yield rebuild.begun(what.begin(tenant, deadline), rows, now);
      }
      case BUILDING -> build(rebuild, what, now, deadline);
      case SHOWN -> {
        what.clear(tenant, deadline);
        yield rebuild.in(Rebuild.State.DONE, now);
      }
      case DONE -> rebuild;
    };
  }

  private static Rebuild build(
      Rebuild rebuild, Projected what, Instant now, Deadline deadline) {
    List<String> names = what.parts().stream().map(Derived::projection).toList();
    int place = rebuild.part().isEmpty() ? 0 : names.indexOf(rebuild.part());
    Derived.Built built =
        what.parts()
            .get(place)
            .build(rebuild.tenant(), rebuild.generation(), rebuild.after(), deadline);
    if (built.after() != null) {
      return rebuild.at(names.get(place), built.after(), built.rows(), now);
    }
    if (place + 1 < names.size()) {
      return rebuild.at(names.get(place + 1), null, built.rows(), now);
    }
    what.show(rebuild.tenant(), rebuild.generation(), deadline);
    return rebuild.at(names.get(place), null, built.rows(), now).in(Rebuild.State.SHOWN, now);
  }
}
