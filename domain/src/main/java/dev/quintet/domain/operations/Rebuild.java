package dev.quintet.domain.operations;

import dev.quintet.domain.shared.Words;
import dev.quintet.domain.tenancy.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far what a store derives of a tenant is built anew from the record. Each step can be done again.
 *
 * @param projection what is built, a word of the program
 * @param number 1 for the first of that tenant and projection
 * @param generation that is being built; 0: none was begun yet
 * @param part of the projection that is being built, a word of the program; empty: the first
 * @param after where it goes on within the part; null: at its beginning
 * @param built rows that are built
 * @param total rows that were recorded when it began
 * @param requestedAt microseconds, as the other
 */
public record Rebuild(
    TenantId tenant,
    String projection,
    int number,
    State state,
    long generation,
    String part,
    @Nullable String after,
    long built,
    long total,
    Instant requestedAt,
    Instant changedAt) {

  /** In this order. */
  public enum State {
    /** Nothing was done yet. */
    REQUESTED,
    /** Reads find the generation before. */
    BUILDING,
    /** Reads find what was built; what was there before is being taken out. */
    SHOWN,
    /** Nothing more is to be done. */
    DONE;

    public static State of(String word) {
      return Words.find("state", word, values(), Words::of);
    }
  }

  public Rebuild {
    requestedAt = requestedAt.truncatedTo(ChronoUnit.MICROS);
    changedAt = changedAt.truncatedTo(ChronoUnit.MICROS);
  }

  public static Rebuild requested(TenantId tenant, String projection, int number, Instant now) {
    return new Rebuild(
        tenant, projection, number, State.REQUESTED, 0, "", null, 0, 0, now, now);
  }

  public Rebuild begun(long aGeneration, long rows, Instant now) {
    return new Rebuild(
        tenant, projection, number, State.BUILDING, aGeneration, "", null, 0, rows, requestedAt, now);
  }

  /** After some rows of a part. */
  public Rebuild at(String aPart, @Nullable String goesOnAfter, long rows, Instant now) {
    return new Rebuild(
        tenant,
        projection,
        number,
        state,
        generation,
        aPart,
        goesOnAfter,
        built + rows,
        total,
        requestedAt,
        now);
  }

  public Rebuild in(State another, Instant now) {
    return new Rebuild(
        tenant,
        projection,
        number,
        another,
        generation,
        part,
        after,
        built,
        total,
        requestedAt,
        now);
  }
}
