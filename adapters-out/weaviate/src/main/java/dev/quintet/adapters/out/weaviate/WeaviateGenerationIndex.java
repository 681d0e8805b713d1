package dev.quintet.adapters.out.weaviate;

import dev.quintet.domain.patterns.PatternIndex;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.operations.GenerationIndex;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoBatch.BatchObject;
import io.weaviate.client6.v1.internal.grpc.protocol.WeaviateProtoSearchGet.SearchRequest;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * The generations of patterns. Each is a native tenant of its own in the collections, so that none slows the
 * search of another, and is taken out whole; which is shown is an object in a collection beside them.
 */
@Singleton
@WhereEnabled
@Named(PatternIndex.PROJECTION)
final class WeaviateGenerationIndex implements GenerationIndex {

  static final String NUMBER = "number";
  static final String SHOWN = "shown";

  /** Nobody goes by what was asked longer ago: whoever changes generations waits as long. */
  private static final Duration KNOWN = Duration.ofMillis(500);

  /** So many are remembered. */
  private static final int MOST_KNOWN = 10_000;

  private static final int MOST_GENERATIONS = 10_000;

  private final WeaviateShards shards;
  private final WeaviateCalls calls;
  private final Map<TenantId, Known> known = new ConcurrentHashMap<>();

  /** Which there are, and whether they were ever shown. */
  private record Known(SortedMap<Long, Boolean> all, long askedNanos) {

    boolean isOld() {
      return System.nanoTime() - askedNanos > KNOWN.toNanos();
    }

    long shown() {
      return all.entrySet().stream()
          .filter(Map.Entry::getValue)
          .mapToLong(Map.Entry::getKey)
          .max()
          .orElse(0);
    }

    /** The one that is shown, and those that are being built. */
    List<Long> live() {
      long shown = shown();
      return LongStream.concat(
              LongStream.of(shown), all.tailMap(shown + 1).keySet().stream().mapToLong(it -> it))
          .boxed()
          .toList();
    }
  }

  WeaviateGenerationIndex(WeaviateShards shards, WeaviateCalls calls) {
    this.shards = shards;
    this.calls = calls;
  }

  /** What a generation of a company is called in the collections. */
  static String nativeTenant(TenantId tenant, long generation) {
    return generation == 0 ? tenant.value() : tenant + "-" + generation;
  }

  private static Shard shard(TenantId tenant) {
    return new Shard(WeaviateSchema.GENERATIONS, tenant.value());
  }

  /** Which one reads find; of another process it may have been so until half a second ago. */
  long shown(TenantId tenant, Deadline deadline) {
    return known(tenant, deadline).shown();
  }

  /** Those that patterns are put into; as {@link #shown}. */
  List<Long> live(TenantId tenant, Deadline deadline) {
    return known(tenant, deadline).live();
  }

  private Known known(TenantId tenant, Deadline deadline) {
    Known remembered = known.get(tenant);
    if (remembered != null && !remembered.isOld()) {
      return remembered;
    }
    Known current = current(tenant, deadline);
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    known.put(tenant, current);
    return current;
  }

  private Known current(TenantId tenant, Deadline deadline) {
    long now = System.nanoTime();
    SearchRequest request =
        Objects.in(shard(tenant), List.of(NUMBER, SHOWN)).setLimit(MOST_GENERATIONS).build();
    SortedMap<Long, Boolean> all = new TreeMap<>();
    shards
        .read(
            shard(tenant), deadline, () -> calls.search("list generations", request, deadline))
        .orElse(List.of())
        .forEach(
            it ->
                all.put(
                    Long.parseLong(Objects.text(it, NUMBER)),
                    Boolean.parseBoolean(Objects.text(it, SHOWN))));
    return new Known(all, now);
  }

  @Override
  public StoreName store() {
    return WeaviateFailures.STORE;
  }

  @Override
  public String projection() {
    return PatternIndex.PROJECTION;
  }

  @Override
  public long begin(TenantId tenant, Deadline deadline) {
    List<Long> live = current(tenant, deadline).live();
    long begun = live.getLast();
    if (live.size() == 1) {
      begun++;
      put(tenant, begun, false, deadline);
    }
    Pause.of(KNOWN, deadline);
    return begun;
  }

  @Override
  public void show(TenantId tenant, long generation, Deadline deadline) {
    put(tenant, generation, true, deadline);
  }

  private void put(TenantId tenant, long generation, boolean shown, Deadline deadline) {
    BatchObject object =
        Objects.object(
            shard(tenant),
            Objects.id(tenant, Long.toString(generation)),
            Map.of(NUMBER, Long.toString(generation), SHOWN, Boolean.toString(shown)));
    shards.write(
        shard(tenant),
        "storing a generation",
        deadline,
        () -> calls.put("store a generation", List.of(object), deadline));
    known.remove(tenant);
  }

  @Override
  public void clear(TenantId tenant, Deadline deadline) {
    Pause.of(KNOWN, deadline);
    Known current = current(tenant, deadline);
    long shown = current.shown();
    List<Long> old = new ArrayList<>(current.all().headMap(shown).keySet());
    if (shown > 0) {
      old.add(0L);
    }
    for (String collection : old.isEmpty() ? List.<String>of() : shards.collections(deadline)) {
      old.forEach(it -> shards.drop(new Shard(collection, nativeTenant(tenant, it)), deadline));
    }
  }
}
