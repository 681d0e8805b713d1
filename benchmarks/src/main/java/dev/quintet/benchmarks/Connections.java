package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Clients of one service, each a connection, that many callers share. */
record Connections(List<QuintetClient> clients) implements AutoCloseable {

  static Connections open(int count, Supplier<QuintetClient> client) {
    List<QuintetClient> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clients.add(client.get());
    }
    return new Connections(clients);
  }

  /** The connection of the caller of that number. */
  QuintetClient of(int caller) {
    return clients.get(caller % clients.size());
  }

  @Override
  public void close() {
    clients.forEach(QuintetClient::close);
  }
}
