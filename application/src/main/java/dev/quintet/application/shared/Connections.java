package dev.quintet.application.shared;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the connections that callers have open to this process, whatever protocol they speak: of each
 * address and of all, so that descriptors are left for the stores. A connection on which nobody has
 * shown a good key yet has to make room for a new one when there is none, first the one that has asked
 * for nothing for longest; so those who open connections and hold them keep nobody out. One that has shown a key is never closed for
 * another. What has to make room counts until it is closed, so that acceptors can wait while there is too
 * much of it. Each operation takes the same short time.
 */
public final class Connections {

  /** While so many are being closed, or a quarter of all if that is less, acceptors wait. */
  public static final int CLOSING = 32;

  private final int all;
  private final int each;
  private final Map<Object, Address> addresses = new HashMap<>();
  private final SequencedSet<Connection> strangers = new LinkedHashSet<>();
  private int open;
  private int closing;
  private long ended;

  /**
   * @param all at most, at least 1; beside those that are being closed
   * @param each at most of one address, 1 to all
   */
  public Connections(int all, int each) {
    if (each < 1 || all < each) {
      throw new IllegalArgumentException(each + " of each address of " + all + " in all");
    }
    this.all = all;
    this.each = each;
  }

  /**
   * Takes a connection that was just accepted.
   *
   * @param address of its other end
   * @param close ends it; run by any thread, must not wait, and leads to {@link Connection#closed}
   * @return null: there is no room, and it must be closed
   */
  public @Nullable Connection open(Object address, Runnable close) {
    Connection displaced = null;
    Connection opened;
    synchronized (this) {
      Address of = addresses.computeIfAbsent(address, Address::new);
      if (of.open >= each) {
        displaced = oldest(of.strangers);
      } else if (open >= all) {
        displaced = oldest(strangers);
      }
      if (displaced != null) {
        forget(displaced);
        displaced.displaced = true;
        closing++;
      }
      if (of.open >= each || open >= all) {
        ended++;
        forgetIfUnused(of);
        return null;
      }
      addresses.putIfAbsent(address, of);
      opened = new Connection(of, close);
      of.open++;
      open++;
      of.strangers.add(opened);
      strangers.add(opened);
    }
    if (displaced != null) {
      displaced.close.run();
    }
    return opened;
  }

  private @Nullable Connection oldest(SequencedSet<Connection> some) {
    if (some.isEmpty()) {
      return null;
    }
    ended++;
    return some.getFirst();
  }

  private void forget(Connection connection) {
    if (connection.counted) {
      connection.counted = false;
      connection.address.open--;
      open--;
      connection.address.strangers.remove(connection);
      strangers.remove(connection);
      forgetIfUnused(connection.address);
    }
  }

  private void forgetIfUnused(Address address) {
    if (address.open == 0) {
      addresses.remove(address.name);
    }
  }

  /** Whether acceptors shall wait: what was to make room is not closed yet. */
  public synchronized boolean crowded() {
    return closing >= Math.clamp(all / 4, 1, CLOSING);
  }

  /** How many are open, with those that are being closed. */
  public synchronized int open() {
    return open + closing;
  }

  /** How many were refused, or closed for another, since the start. */
  public synchronized long ended() {
    return ended;
  }

  /** Addresses that have connections. */
  synchronized int addresses() {
    return addresses.size();
  }

  /** One that was taken. */
  public final class Connection {
    private final Address address;
    private final Runnable close;
    private boolean counted = true;
    private boolean displaced;
    private boolean closed;

    private Connection(Address address, Runnable close) {
      this.address = address;
      this.close = close;
    }

    /** A request has come by it, whose key is looked at next. */
    public void asked() {
      synchronized (Connections.this) {
        if (address.strangers.remove(this)) {
          strangers.remove(this);
          address.strangers.add(this);
          strangers.add(this);
        }
      }
    }

    /** Somebody has shown a good key on it. */
    public void known() {
      synchronized (Connections.this) {
        address.strangers.remove(this);
        strangers.remove(this);
      }
    }

    /** Whether it has had to make room, and is to be closed. */
    public boolean displaced() {
      synchronized (Connections.this) {
        return displaced;
      }
    }

    /** It is closed, by either end. */
    public void closed() {
      synchronized (Connections.this) {
        forget(this);
        closing -= displaced && !closed ? 1 : 0;
        closed = true;
      }
    }
  }

  private static final class Address {
    private final Object name;
    private final SequencedSet<Connection> strangers = new LinkedHashSet<>();
    private int open;

    private Address(Object name) {
      this.name = name;
    }
  }
}
