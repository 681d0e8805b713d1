package dev.quintet.bootstrap;

import io.micronaut.context.event.ApplicationEvent;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.server.event.ServerShutdownEvent;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the writers of ticks that live while parts of the service end. */
@Singleton
final class LiveWriters implements ApplicationEventListener<ApplicationEvent> {

  private final Map<Class<?>, Long> counts = new ConcurrentHashMap<>();

  @Override
  public boolean supports(ApplicationEvent event) {
    return event instanceof ServerShutdownEvent || event instanceof ShutdownEvent;
  }

  @Override
  public void onApplicationEvent(ApplicationEvent event) {
    counts.put(event.getClass(), count());
  }

  /** Of all services of the process. */
  static long count() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tick-writer-"))
        .count();
  }

  long whenServersEnded() {
    return counts.getOrDefault(ServerShutdownEvent.class, -1L);
  }

  /** The clients of the stores are beans of the context, and end with it. */
  long whenTheContextEnded() {
    return counts.getOrDefault(ShutdownEvent.class, -1L);
  }
}
