package dev.quintet.domain.marketdata;

import dev.quintet.domain.shared.Problem;
import dev.quintet.domain.shared.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is stored at some instants of one feed and kind, and so what of a batch is new. Work grows with
 * the rows and not with their square, whatever they are.
 */
public final class StoredTicks {

  /** Most ticks at the instants of one question. */
  public static final int MOST = 4 * TickBatch.MAX_ROWS;

  /** Its hash can be chosen by a caller, so it is comparable too. */
  private record Place(Symbol symbol, long eventTime) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byTime = Long.compare(eventTime, other.eventTime);
      return byTime == 0 ? symbol.compareTo(other.symbol) : byTime;
    }
  }

  private final Map<Place, TreeMap<Integer, StoredTick>> places = new HashMap<>();
  private int size;

  /** Instants that are looked at; what is added at others is left out. */
  public void expect(SequencedMap<Symbol, long[]> instants) {
    instants.forEach(
        (symbol, times) -> {
          for (long time : times) {
            places.computeIfAbsent(new Place(symbol, time), it -> new TreeMap<>());
          }
        });
  }

  /**
   * Adds a stored tick, in place of the version before it.
   *
   * @throws ProblemException Invalid when there are more than {@link #MOST}
   */
  public void add(StoredTick tick) {
    TreeMap<Integer, StoredTick> place = places.get(new Place(tick.symbol(), tick.eventTime()));
    if (place != null && place.put(tick.sequence(), tick) == null && ++size > MOST) {
      throw ProblemException.invalid(
          "event_times",
          "more than " + MOST + " ticks are stored at the instants of the batch: split it");
    }
  }

  /** Adds what of a batch is stored from now on. */
  public void add(TickBatch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      add(
          new StoredTick(
              batch.symbol(row),
              batch.columns().eventTimes()[row],
              batch.sequences()[row],
              batch.values(row),
              batch.terms().annuls()));
    }
  }

  /**
   * What of the batch is new. A row is a duplicate when the values are stored: those of its sequence,
   * if the caller gave that, else those of any tick of its instant, each of which counts once. Another
   * row with a sequence, or of a batch that asks for corrections, is a new version of what is stored
   * there; without both it is another tick of its instant, and gets the next sequence.
   *
   * @throws ProblemException NotFound when a tick is annulled that is not stored
   */
  public NewTicks of(TickBatch batch) {
    Map<Place, List<Integer>> looked = new HashMap<>();
    for (int row = 0; row < batch.rows(); row++) {
      Place place = new Place(batch.symbol(row), batch.columns().eventTimes()[row]);
      TreeMap<Integer, StoredTick> stored = places.get(place);
      if (stored != null && !stored.isEmpty()) {
        looked.computeIfAbsent(place, it -> new ArrayList<>()).add(row);
      } else if (batch.terms().annuls()) {
        throw notStored(batch, row);
      }
    }
    if (looked.isEmpty()) {
      return NewTicks.all(batch);
    }
    Decision decision = new Decision(batch);
    looked.forEach((place, rows) -> decision.decide(rows, stored(place)));
    return decision.result();
  }

  private TreeMap<Integer, StoredTick> stored(Place place) {
    return places.getOrDefault(place, new TreeMap<>());
  }

  private static ProblemException notStored(TickBatch batch, int row) {
    return new ProblemException(
        new Problem.NotFound(
            "tick",
            "%s at %s, sequence %d"
                .formatted(
                    batch.symbol(row),
                    EventTime.instant(batch.columns().eventTimes()[row]),
                    batch.sequences()[row])));
  }

  /** About the rows of one batch. */
  private static final class Decision {
    private final TickBatch batch;
    private final int[] sequences;
    private final boolean[] known;
    private final StoredTick.Values[] values;
    private int duplicate;
    private int corrected;

    private Decision(TickBatch batch) {
      this.batch = batch;
      this.sequences = batch.sequences().clone();
      this.known = new boolean[batch.rows()];
      this.values = new StoredTick.Values[batch.terms().annuls() ? batch.rows() : 0];
    }

    private NewTicks result() {
      int[] rows = IntStream.range(0, known.length).filter(row -> !known[row]).toArray();
      TickBatch kept =
          batch.terms().annuls()
              ? batch.withdrawing(rows, values)
              : batch.keeping(rows, sequences);
      return new NewTicks(kept, duplicate, corrected);
    }

    /** The rows of one place, in order; something is stored there. */
    private void decide(List<Integer> rows, TreeMap<Integer, StoredTick> stored) {
      if (batch.terms().annuls()) {
        rows.forEach(row -> withdraw(row, stored.get(sequences[row])));
      } else if (batch.sequenced()) {
        rows.forEach(row -> compare(row, stored.get(sequences[row])));
      } else {
        TreeMap<Integer, StoredTick> others = new TreeMap<>(stored);
        List<Integer> unequal = without(rows, others, false);
        if (batch.terms().corrections()) {
          correct(unequal, others, stored);
        } else {
          join(without(unequal, others, true), stored);
        }
      }
    }

    private void withdraw(int row, @Nullable StoredTick stored) {
      if (stored == null) {
        throw notStored(batch, row);
      }
      values[row] = stored.values();
      if (stored.annulled()) {
        isDuplicate(row);
      }
    }

    private void compare(int row, @Nullable StoredTick stored) {
      if (stored == null) {
        return;
      }
      boolean same =
          key(batch.values(row), stored.annulled()).equals(key(stored.values(), stored.annulled()));
      if (same && !(stored.annulled() && batch.terms().corrections())) {
        isDuplicate(row);
      } else {
        corrected++;
      }
    }

    private void isDuplicate(int row) {
      known[row] = true;
      duplicate++;
    }

    /** Takes out the rows that are stored with the same values, and what they are stored as. */
    private List<Integer> without(
        List<Integer> rows, TreeMap<Integer, StoredTick> stored, boolean annulled) {
      Map<StoredTick.Values, Deque<Integer>> bySame = new HashMap<>();
      for (StoredTick tick : stored.values()) {
        if (tick.annulled() == annulled) {
          bySame
              .computeIfAbsent(key(tick.values(), annulled), it -> new ArrayDeque<>())
              .add(tick.sequence());
        }
      }
      List<Integer> left = new ArrayList<>();
      for (int row : rows) {
        Deque<Integer> same = bySame.get(key(batch.values(row), annulled));
        if (same == null || same.isEmpty()) {
          left.add(row);
        } else {
          stored.remove(same.removeFirst());
          isDuplicate(row);
        }
      }
      return left;
    }

    /** The others that are stored, in their order, are what the rows correct. */
    private void correct(
        List<Integer> rows,
        TreeMap<Integer, StoredTick> others,
        TreeMap<Integer, StoredTick> stored) {
      Iterator<Integer> free = List.copyOf(others.keySet()).iterator();
      List<Integer> more = new ArrayList<>();
      for (int row : rows) {
        if (free.hasNext()) {
          sequences[row] = free.next();
          corrected++;
        } else {
          more.add(row);
        }
      }
      join(more, stored);
    }

    /** Behind what is stored of the instant. */
    private void join(List<Integer> rows, TreeMap<Integer, StoredTick> stored) {
      long next = stored.lastKey() + 1L;
      if (next + rows.size() > Integer.MAX_VALUE) {
        throw ProblemException.invalid(
            "sequences", "are needed where ticks of the instant have the highest there is");
      }
      for (int row : rows) {
        sequences[row] = (int) next++;
      }
    }

    /** Of an annulled tick the volume is not known any more. */
    private static StoredTick.Values key(StoredTick.Values values, boolean onlyPrices) {
      return onlyPrices
          ? new StoredTick.Values(values.first(), values.second(), 0, 0)
          : values;
    }
  }
}
