package dev.quintet.domain.patterns;

import dev.quintet.domain.shared.Cursor;
import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.StoreName;
import dev.quintet.domain.tenancy.TenantId;
import dev.quintet.domain.tenancy.Viewer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Patterns by their embeddings, derived from the record of them: each model has its own. The generations of
 * {@value #PROJECTION} are in a {@link dev.quintet.domain.operations.GenerationIndex} of the same store.
 */
public interface PatternIndex {

  /** The name of {@link #search}. */
  String LISTING = "similar patterns";

  /** What it is together, and is built anew as. */
  String PROJECTION = "patterns";

  /** Whose the patterns of the platform are, which every viewer finds. */
  TenantId GLOBAL = new TenantId(TenantId.INTERNAL_PREFIX + "patterns");

  /** Which store this is. */
  StoreName store();

  /**
   * Keeps these patterns, which are durable on return. Of several under one id and model the one of the
   * highest version stays, in whatever order they come.
   *
   * @throws dev.quintet.domain.shared.ProblemException Unavailable or OutcomeUnknown: some may be kept;
   *     NotReady: of a model more than the store takes
   */
  void put(TenantId tenant, List<EmbeddedPattern> patterns, Deadline deadline);

  /** Keeps these patterns in a generation that is being built, and in no other. */
  void build(TenantId tenant, long generation, List<EmbeddedPattern> patterns, Deadline deadline);

  /** Takes these out, of every model and generation. Idempotent; what is put later is there again. */
  void remove(TenantId tenant, Set<PatternId> patterns, Deadline deadline);

  /**
   * The patterns of the query's model nearest to its embedding, by {@link SimilarPattern#ORDER}, of those
   * that the viewer sees: of its tenant, or one user's of it, and the platform's. Of a model that it has
   * nothing of there is none. Whether all of the nearest are found is up to the store; what is found is as
   * near as it says.
   *
   * @param limit at least 1
   * @throws dev.quintet.domain.shared.ProblemException Unavailable also when the store does not have
   *     patterns of that tenant ready: never an empty page instead
   */
  SimilarPatterns search(
      Viewer viewer, PatternQuery query, @Nullable Cursor after, int limit, Deadline deadline);

  /** How many patterns of a model a tenant has here; the platform's are not among them. */
  long count(TenantId tenant, EmbeddingModel model, Deadline deadline);
}
