package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.platform.Dependency;
import dev.quintet.domain.platform.StoreVitals;
import dev.quintet.domain.platform.Vitals;
import dev.quintet.domain.shared.Deadline;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future.State;

/** Asks for {@code INFO}, lines of {@code name:value}, of which both servers have these. */
@Singleton
final class DragonflyVitals implements StoreVitals {

  private final DragonflyPipeline pipeline;

  DragonflyVitals(DragonflyPipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public Dependency dependency() {
    return Dependency.DRAGONFLYDB;
  }

  /** One late answer is a busy machine, not a server that is down. */
  @Override
  public Vitals measure(Deadline deadline) {
    Optional<String> answer = Optional.empty();
    while (answer.isEmpty()) {
      if (!pipeline.open() || deadline.expired()) {
        throw DragonflyFailures.unavailable();
      }
      answer = ask();
    }
    String lines = answer.get();
    return new Vitals.Dragonfly(
        number(lines, "used_memory"),
        number(lines, "keyspace_hits"),
        number(lines, "keyspace_misses"));
  }

  private Optional<String> ask() {
    List<AsyncCommand<byte[], byte[], byte[]>> questions = List.of(info("memory"), info("stats"));
    pipeline.run(questions);
    StringBuilder lines = new StringBuilder("\n");
    for (AsyncCommand<byte[], byte[], byte[]> question : questions) {
      if (question.state() != State.SUCCESS) {
        return Optional.empty();
      }
      lines.append(new String(question.resultNow(), StandardCharsets.UTF_8));
    }
    return Optional.of(lines.toString());
  }

  private static AsyncCommand<byte[], byte[], byte[]> info(String section) {
    return new AsyncCommand<>(
        new Command<>(
            CommandType.INFO,
            new ValueOutput<>(ByteArrayCodec.INSTANCE),
            new CommandArgs<>(ByteArrayCodec.INSTANCE).add(section)));
  }

  static long number(String lines, String name) {
    int at = lines.indexOf("\n" + name + ":");
    if (at < 0) {
      throw DragonflyFailures.unavailable();
    }
    int from = at + name.length() + 2;
    int to = from;
    while (to < lines.length() && Character.isDigit(lines.charAt(to))) {
      to++;
    }
    return Long.parseLong(lines, from, to, 10);
  }
}
