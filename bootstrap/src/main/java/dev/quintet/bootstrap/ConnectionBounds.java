package dev.quintet.bootstrap;

import dev.quintet.application.shared.Connections;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * How many connections callers may have open, to REST and gRPC together.
 *
 * @param most in all, 1 to 1,000,000; 0, the default: 10,000, or what the limit of open files leaves
 *     at the start when {@value #RESERVED} are kept for stores and files, at least {@value #LEAST}
 * @param ofAddress of one address, 1 to most; 0, the default: most of them, since callers may all stand
 *     behind one proxy
 */
@ConfigurationProperties("quintet.connections")
record ConnectionBounds(
    @Bindable(defaultValue = "0") int most, @Bindable(defaultValue = "0") int ofAddress) {

  private static final int STANDARD = 10_000;

  /** Pools of connections to the stores may open some 90 more. */
  private static final int RESERVED = 128;

  private static final int LEAST = 16;

  ConnectionBounds {
    if (most < 0 || most > 1_000_000) {
      throw new IllegalArgumentException("quintet.connections.most must be 0 to 1000000, is " + most);
    }
    if (ofAddress < 0 || (most > 0 && ofAddress > most)) {
      throw new IllegalArgumentException(
          "quintet.connections.of-address must be 0 to quintet.connections.most, is " + ofAddress);
    }
  }

  /**
   * @param descriptors that the process may open beside those that are open now
   * @throws IllegalArgumentException when more are wanted than it may have
   */
  Connections connections(long descriptors) {
    long room = Math.max(descriptors - RESERVED - Connections.CLOSING, LEAST);
    if (most > room) {
      throw new IllegalArgumentException(
          "quintet.connections.most must be at most " + room + ", is " + most
              + ": the process may open " + descriptors + " more files (ulimit -n)");
    }
    int all = most > 0 ? most : (int) Math.min(STANDARD, room);
    int each = ofAddress > 0 ? ofAddress : Math.max(1, all * 9 / 10);
    return new Connections(all, Math.min(each, all));
  }
}
