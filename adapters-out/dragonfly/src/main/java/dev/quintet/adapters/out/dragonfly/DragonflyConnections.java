package dev.quintet.adapters.out.dragonfly;

import io.lettuce.core.api.StatefulRedisConnection;
import io.netty.channel.EventLoop;
import java.util.List;

/**
 * The connections, opened and dropped together.
 *
 * @param loops of the connections; none: there is one connection for all threads
 */
record DragonflyConnections(
    List<StatefulRedisConnection<byte[], byte[]>> all, List<EventLoop> loops) {

  /**
   * The one that the present thread itself reads and writes, if it is an event loop: then a command
   * and its answer wake no other thread.
   */
  StatefulRedisConnection<byte[], byte[]> ofThread() {
    for (int i = 0; i < loops.size(); i++) {
      if (loops.get(i).inEventLoop()) {
        return all.get(i);
      }
    }
    return all.getFirst();
  }

  void close() {
    all.forEach(StatefulRedisConnection::closeAsync);
  }
}
