package dev.quintet.adapters.out.dragonfly;

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

/** What the server answers to {@code INFO}: lines of {@code name:value}. */
@Singleton
final class ServerInfo {

  private final DragonflyPipeline pipeline;

  ServerInfo(DragonflyPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** One late answer is a busy machine, not a server that is down. */
  String read(Deadline deadline) {
    Optional<String> answer = Optional.empty();
    while (answer.isEmpty()) {
      if (!pipeline.open() || deadline.expired()) {
        throw DragonflyFailures.unavailable();
      }
      answer = ask();
    }
    return answer.get();
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
