package dev.quintet.adapters.out.weaviate;

import dev.quintet.adapters.out.weaviate.WeaviateRest.As;
import dev.quintet.adapters.out.weaviate.WeaviateRest.Request;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Which collections and native tenants there are: made when they are first written to, and never by a read. */
@Singleton
@WhereEnabled
final class WeaviateShards {

  /** Each takes memory, and files for each tenant. */
  private static final int MOST_COLLECTIONS = 500;

  /** Nobody goes by an absence that was noticed longer ago. */
  private static final Duration ABSENT = Duration.ofMillis(500);

  /** So many are remembered. */
  private static final int MOST_KNOWN = 100_000;

  private static final int EXISTS_ALREADY = 422;

  private static final Request READY =
      Request.get(As.SERVICE, "ask whether it is ready", "/.well-known/ready");

  private final WeaviateRest rest;
  private final Set<Shard> present = ConcurrentHashMap.newKeySet();
  private final Map<Shard, Long> absent = new ConcurrentHashMap<>();

  /** A request that changes objects. */
  interface Change {
    void run() throws WeaviateRefusal;
  }

  WeaviateShards(WeaviateRest rest) {
    this.rest = rest;
  }

  /** The names of all collections of patterns. */
  List<String> collections(Deadline deadline) {
    return all(deadline).stream()
        .map(it -> String.valueOf(it.get("class")))
        .filter(WeaviateSchema::isOfPatterns)
        .toList();
  }

  /** All collections, whoever made them. */
  List<Map<?, ?>> all(Deadline deadline) {
    List<?> all =
        rest.find(Request.get(As.ADMIN, "list collections", "/schema"), deadline)
            .<List<?>>map(it -> (List<?>) it.get("classes"))
            .orElse(List.of());
    return all.stream().<Map<?, ?>>map(it -> (Map<?, ?>) it).toList();
  }

  /** Makes the collection, unless there is one. */
  void make(Map<String, Object> declaration, Deadline deadline) {
    rest.change(
        new Request(As.ADMIN, "making a collection", "POST", "/schema", declaration),
        EXISTS_ALREADY,
        deadline);
  }

  /**
   * Asks for what a tenant has; empty if it never had anything. One that somebody dropped looks the same: that
   * it lacks what was recorded is for who compares it with the record.
   */
  <T> Optional<T> read(Shard shard, Deadline deadline, Supplier<T> question) {
    Long noticed = absent.get(shard);
    if (noticed != null && System.nanoTime() - noticed < ABSENT.toNanos()) {
      return Optional.empty();
    }
    try {
      return Optional.of(question.get());
    } catch (StatusRuntimeException e) {
      if (WeaviateFailures.isRefusal(e) && isAbsent(shard, deadline)) {
        remember(absent.size());
        absent.put(shard, System.nanoTime());
        return Optional.empty();
      }
      throw WeaviateFailures.reading(e);
    }
  }

  /**
   * Changes what a tenant has, which is made if there is none. The first change is made twice: after a kill the
   * server may have the objects of the first batch of a new tenant, and not their places in the graph.
   *
   * @param change idempotent
   */
  void write(Shard shard, String operation, Deadline deadline, Change change) {
    if (!present.contains(shard)) {
      provide(shard, deadline);
      changeIn(shard, operation, deadline, change);
    }
    changeIn(shard, operation, deadline, change);
    remember(present.size());
    present.add(shard);
  }

  /** Changes what a tenant has, if it has anything. */
  void writeIfPresent(Shard shard, String operation, Deadline deadline, Change change) {
    if (present.contains(shard) || !isAbsent(shard, deadline)) {
      changeIn(shard, operation, deadline, change);
    }
  }

  private void changeIn(Shard shard, String operation, Deadline deadline, Change change) {
    try {
      change.run();
    } catch (StatusRuntimeException | WeaviateRefusal e) {
      present.remove(shard);
      ProblemException failure = WeaviateFailures.writing(e, operation);
      if (failure.problem() instanceof Problem.Unavailable && !deadline.expired()) {
        wake(shard, deadline);
      }
      throw failure;
    }
  }

  private void provide(Shard shard, Deadline deadline) {
    if (lacksCollection(shard, deadline)) {
      if (collections(deadline).size() >= MOST_COLLECTIONS) {
        throw new ProblemException(
            new Problem.NotReady("patterns of " + MOST_COLLECTIONS + " models are kept, and of no more"));
      }
      make(WeaviateSchema.patterns(shard.collection()), deadline);
    }
    tenants("POST", "making a tenant", shard, Map.of("name", shard.tenant()), deadline);
    absent.remove(shard);
  }

  private void remember(int size) {
    if (size >= MOST_KNOWN) {
      present.clear();
      absent.clear();
    }
  }

  /** Takes out all that a tenant has in it. Idempotent. */
  void drop(Shard shard, Deadline deadline) {
    present.remove(shard);
    tenants("DELETE", "taking out a tenant", shard, shard.tenant(), deadline);
  }

  private void tenants(
      String method, String operation, Shard shard, Object tenant, Deadline deadline) {
    rest.change(
        new Request(
            As.SERVICE,
            operation,
            method,
            "/schema/" + shard.collection() + "/tenants",
            List.of(tenant)),
        200,
        deadline);
  }

  /** A server that has just started does not know yet what it has, and answers that there is nothing. */
  private boolean lacksCollection(Shard shard, Deadline deadline) {
    if (rest.status(READY, deadline) != 200) {
      throw WeaviateFailures.unavailable(null);
    }
    String path = "/schema/" + shard.collection();
    return rest.status(Request.get(As.SERVICE, "find a collection", path), deadline) == 404;
  }

  /**
   * Whether the leader says that there is none: what another node does not have yet is not absent. One that
   * is asleep is woken.
   */
  private boolean isAbsent(Shard shard, Deadline deadline) {
    return lacksCollection(shard, deadline) || !wake(shard, deadline);
  }

  /** Has the server load it, which it does by and by; false: there is none. */
  private boolean wake(Shard shard, Deadline deadline) {
    Optional<Map<?, ?>> found =
        rest.find(
            Request.get(
                As.SERVICE,
                "find a tenant",
                "/schema/" + shard.collection() + "/tenants/" + shard.tenant()),
            deadline);
    if (found.isPresent() && !Set.of("HOT", "ACTIVE").contains(found.get().get("activityStatus"))) {
      Map<String, Object> active = Map.of("name", shard.tenant(), "activityStatus", "ACTIVE");
      tenants("PUT", "waking a tenant", shard, active, deadline);
    }
    return found.isPresent();
  }
}
