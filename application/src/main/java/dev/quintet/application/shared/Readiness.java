package dev.quintet.application.shared;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Whether this process can do its work, and if not, what is missing. What measures it reports;
 * inbound adapters answer with it. Not ready until reported otherwise.
 */
public final class Readiness {

  /**
   * A state.
   *
   * @param missing what has to be there before the process is ready, in words that anybody may read
   */
  public record State(List<String> missing) {

    public State {
      missing = List.copyOf(missing);
    }

    public boolean ready() {
      return missing.isEmpty();
    }
  }

  private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
  private volatile State state = new State(List.of("start"));

  public State state() {
    return state;
  }

  /** Reports what is missing; nothing: ready. */
  public synchronized void report(List<String> missing) {
    State next = new State(missing);
    if (!next.equals(state)) {
      state = next;
      listeners.forEach(listener -> listener.accept(next));
    }
  }

  /** Calls the listener with the state now and with each change. */
  public synchronized void follow(Consumer<State> listener) {
    listeners.add(listener);
    listener.accept(state);
  }
}
