package dev.quintet.adapters.out.dragonfly;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.codec.Base16;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;

/**
 * Runs a script in the server, on one key.
 *
 * @param entry its first argument
 * @param flag its second
 * @param life its third, in milliseconds: how long the entry is kept
 */
record ScriptCall(Script script, byte[] key, byte[] entry, boolean flag, Duration life) {

  /** What is run, and the digest under which the server remembers it. */
  record Script(String text, String digest) {

    static Script of(String text) {
      return new Script(text, Base16.digest(text.getBytes(UTF_8)));
    }
  }

  /** For a server that knows the script. */
  AsyncCommand<byte[], byte[], Long> bySha() {
    return command(CommandType.EVALSHA, script.digest);
  }

  /** For a server that does not; it remembers the script. */
  AsyncCommand<byte[], byte[], Long> byText() {
    return command(CommandType.EVAL, script.text);
  }

  private AsyncCommand<byte[], byte[], Long> command(CommandType type, String named) {
    CommandArgs<byte[], byte[]> arguments =
        new CommandArgs<>(ByteArrayCodec.INSTANCE)
            .add(named)
            .add(1)
            .addKey(key)
            .addValue(entry)
            .add(flag ? 1 : 0)
            .add(life.toMillis());
    return new AsyncCommand<>(
        new Command<>(type, new IntegerOutput<>(ByteArrayCodec.INSTANCE), arguments));
  }
}
