package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.shared.Deadline;
import dev.quintet.domain.shared.Observation;
import dev.quintet.domain.shared.Observer;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.util.Timeout;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends commands in one go and waits for all answers, but never longer than the timeout. */
@Singleton
final class DragonflyPipeline {

  private static final Logger LOG = LoggerFactory.getLogger(DragonflyPipeline.class);
  /** So few that a busy server answers all of them within the command timeout. */
  static final int BATCH = 100;

  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private final DragonflyLink link;
  private final Duration timeout;
  private final Observer observer;
  private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

  DragonflyPipeline(
      DragonflyLink link, DragonflyConfiguration configuration, @Nullable Observer observer) {
    this.link = link;
    this.observer = Observer.orNone(observer);
    this.timeout = configuration.commandTimeout();
  }

  /** Whether commands would be sent just now. */
  boolean open() {
    return link.connection() != null;
  }

  /** Begins to watch an access, of which {@link #run} is a part. */
  Observation watch(String operation) {
    return observer.statement(DragonflyFailures.STORE, operation, operation);
  }

  /** Afterwards each command has succeeded, has failed or is cancelled. */
  void run(List<? extends AsyncCommand<byte[], byte[], ?>> commands) {
    StatefulRedisConnection<byte[], byte[]> connection = link.connection();
    try {
      if (connection != null) {
        send(connection, commands);
        judge(connection, commands, answered(commands));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (connection != null) {
        link.failed(connection, DragonflyFailures.reason(e));
      }
    } finally {
      commands.stream().filter(command -> !command.isDone()).forEach(AsyncCommand::cancel);
    }
  }

  /** Runs scripts that put entries, of which each must be carried out. */
  void put(String operation, List<ScriptCall> puts, Deadline deadline) {
    for (List<ScriptCall> some : batches(puts)) {
      if (deadline.expired() || !open()) {
        throw DragonflyFailures.unavailable();
      }
      Observation access = watch(operation);
      boolean done = call(some).isEmpty();
      access.end(done ? Observation.OK : Observation.FAILED, some.size());
      if (!done) {
        throw DragonflyFailures.unavailable();
      }
    }
  }

  /** What a key holds, without waiting; null: nothing, or there is no answer. */
  void get(String operation, byte[] key, Consumer<byte @Nullable []> then) {
    if (!open()) {
      then.accept(null);
      return;
    }
    AsyncCommand<byte[], byte[], byte[]> get =
        new AsyncCommand<>(
            new Command<>(
                CommandType.GET,
                new ValueOutput<>(ByteArrayCodec.INSTANCE),
                new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(key)));
    Observation access = watch(operation);
    begin(
        List.of(get),
        () -> {
          boolean done = get.state() == Future.State.SUCCESS;
          byte[] stored = done ? get.resultNow() : null;
          access.end(done ? stored == null ? "miss" : "hit" : Observation.FAILED);
          then.accept(stored);
        });
  }

  /** Runs commands, of which each must be answered. */
  <T> List<T> ask(
      String operation, List<AsyncCommand<byte[], byte[], T>> commands, Deadline deadline) {
    if (deadline.expired() || !open()) {
      throw DragonflyFailures.unavailable();
    }
    Observation access = watch(operation);
    run(commands);
    boolean done = commands.stream().allMatch(it -> it.state() == Future.State.SUCCESS);
    access.end(done ? Observation.OK : Observation.FAILED, commands.size());
    if (!done) {
      throw DragonflyFailures.unavailable();
    }
    return commands.stream().map(Future::resultNow).toList();
  }

  static <T> List<List<T>> batches(List<T> all) {
    return IntStream.iterate(0, from -> from < all.size(), from -> from + BATCH)
        .mapToObj(from -> all.subList(from, Math.min(all.size(), from + BATCH)))
        .toList();
  }

  /** Runs scripts; returns those that may not have been carried out. */
  List<ScriptCall> call(List<ScriptCall> calls) {
    List<ScriptCall> left = new ArrayList<>();
    List<ScriptCall> unknown = new ArrayList<>();
    call(calls, ScriptCall::bySha, left, unknown);
    call(unknown, ScriptCall::byText, left, left);
    return left;
  }

  /** Adds what was not carried out to {@code left}, or where the server does not know the script. */
  private void call(
      List<ScriptCall> calls,
      Function<ScriptCall, AsyncCommand<byte[], byte[], Long>> command,
      List<ScriptCall> left,
      List<ScriptCall> unknown) {
    List<AsyncCommand<byte[], byte[], Long>> commands = calls.stream().map(command).toList();
    if (!commands.isEmpty()) {
      run(commands);
    }
    for (int i = 0; i < commands.size(); i++) {
      AsyncCommand<byte[], byte[], Long> sent = commands.get(i);
      if (sent.state() == Future.State.FAILED
          && DragonflyFailures.isUnknownScript(sent.exceptionNow())) {
        unknown.add(calls.get(i));
      } else if (sent.state() != Future.State.SUCCESS) {
        left.add(calls.get(i));
      }
    }
  }

  /**
   * {@link #run} without waiting: {@code then} is run once, perhaps by the driver's thread, which must not be
   * held up.
   */
  void begin(List<? extends AsyncCommand<byte[], byte[], ?>> commands, Runnable then) {
    StatefulRedisConnection<byte[], byte[]> connection = link.connection();
    if (connection == null) {
      commands.forEach(AsyncCommand::cancel);
      then.run();
      return;
    }
    AtomicBoolean late = new AtomicBoolean();
    Timeout alarm =
        connection
            .getResources()
            .timer()
            .newTimeout(
                it -> {
                  late.set(true);
                  commands.forEach(AsyncCommand::cancel);
                },
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
    CompletableFuture.allOf(commands.toArray(CompletableFuture[]::new))
        .whenComplete(
            (none, failure) -> {
              alarm.cancel();
              judge(connection, commands, !late.get());
              then.run();
            });
    try {
      send(connection, commands);
    } catch (RuntimeException e) {
      link.failed(connection, DragonflyFailures.reason(e));
      commands.forEach(AsyncCommand::cancel);
    }
  }

  private static void send(
      StatefulRedisConnection<byte[], byte[]> connection,
      List<? extends AsyncCommand<byte[], byte[], ?>> commands) {
    if (commands.size() == 1) {
      connection.dispatch(commands.getFirst());
    } else {
      connection.dispatch(commands);
    }
  }

  /** False when time is up before all are done. */
  private boolean answered(List<? extends Future<?>> commands) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    for (Future<?> command : commands) {
      try {
        command.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | CancellationException e) {
        continue; // judged by its state
      } catch (TimeoutException e) {
        return false;
      }
    }
    return true;
  }

  private void judge(
      StatefulRedisConnection<byte[], byte[]> connection,
      List<? extends Future<?>> commands,
      boolean answered) {
    if (!answered) {
      link.failed(connection, "no answer within " + timeout);
      return;
    }
    for (Future<?> command : commands) {
      switch (command.state()) {
        case SUCCESS -> {}
        case RUNNING, CANCELLED -> {
          link.failed(connection, "the connection was closed");
          return;
        }
        case FAILED -> {
          Throwable failure = command.exceptionNow();
          if (!DragonflyFailures.isRefusal(failure)) {
            link.failed(connection, DragonflyFailures.reason(failure));
            return;
          }
          refused(failure);
        }
      }
    }
    link.worked();
  }

  private void refused(Throwable failure) {
    if (DragonflyFailures.isUnknownScript(failure)) {
      return;
    }
    long now = System.nanoTime();
    long next = nextWarning.get();
    if (now - next >= 0 && nextWarning.compareAndSet(next, now + BETWEEN_WARNINGS.toNanos())) {
      LOG.warn("the cache refused a command: {}", DragonflyFailures.reason(failure));
    }
  }
}
