package dev.quintet.adapters.out.dragonfly;

import dev.quintet.domain.shared.Deadline;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.KeyScanOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which keys there are, what they hold, and that it is taken out; every answer is waited for. */
@Singleton
final class DragonflyKeys {

  /** Keys that the server looks at in one command, in which it does nothing else: some tenths of a millisecond. */
  private static final int SCANNED = 500;

  private final DragonflyPipeline pipeline;

  DragonflyKeys(DragonflyPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Some of the keys that begin so.
   *
   * @param cursor where it goes on; null: at the beginning
   * @param prefix without a character to which a pattern gives a meaning
   */
  KeyScanCursor<byte[]> scan(
      String operation, @Nullable String cursor, String prefix, Deadline deadline) {
    return pipeline
        .ask(
            operation,
            List.of(
                command(
                    CommandType.SCAN,
                    new KeyScanOutput<>(ByteArrayCodec.INSTANCE),
                    arguments()
                        .add(cursor == null ? "0" : cursor)
                        .add("MATCH")
                        .add(prefix + "*")
                        .add("COUNT")
                        .add(SCANNED))),
            deadline)
        .getFirst();
  }

  /** What keys hold, in their order; null: nothing, or no string. */
  List<byte @Nullable []> values(String operation, List<byte[]> keys, Deadline deadline) {
    List<byte @Nullable []> values = new ArrayList<>();
    for (List<byte[]> some : DragonflyPipeline.batches(keys)) {
      pipeline
          .ask(
              operation,
              List.of(
                  command(
                      CommandType.MGET,
                      new ValueListOutput<>(ByteArrayCodec.INSTANCE),
                      arguments().addKeys(some))),
              deadline)
          .forEach(values::addAll);
    }
    return values;
  }

  /** Takes out what keys hold. */
  void remove(String operation, List<byte[]> keys, Deadline deadline) {
    for (List<byte[]> some : DragonflyPipeline.batches(keys)) {
      List<Long> unused =
          pipeline.ask(
              operation,
              List.of(
                  command(
                      CommandType.DEL,
                      new IntegerOutput<>(ByteArrayCodec.INSTANCE),
                      arguments().addKeys(some))),
              deadline);
    }
  }

  private static CommandArgs<byte[], byte[]> arguments() {
    return new CommandArgs<>(ByteArrayCodec.INSTANCE);
  }

  private static <T> AsyncCommand<byte[], byte[], T> command(
      CommandType type,
      CommandOutput<byte[], byte[], T> output,
      CommandArgs<byte[], byte[]> arguments) {
    return new AsyncCommand<>(new Command<>(type, output, arguments));
  }
}
