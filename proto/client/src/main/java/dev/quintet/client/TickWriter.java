package dev.quintet.client;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Streams batches into the service. {@link #write} blocks while too many are unanswered, so a
 * producer goes as fast as the service stores. When the connection breaks, or the service cannot
 * say what became of a batch, the same batch is sent again with the same id; the service stores it
 * once. A batch that is refused for good does not end the writer: it is in the {@link #report}.
 * Safe for many threads.
 */
public final class TickWriter implements AutoCloseable {

  /**
   * How a writer behaves.
   *
   * @param outstanding most unanswered batches, 1 to 16; the service reads no more than 16
   * @param answerTimeout a stream without any answer for so long is given up and begun again
   * @param onReceipt takes every stored batch, on a thread that must not be kept waiting
   */
  public record Settings(
      int outstanding, Duration answerTimeout, Consumer<TickReceipt> onReceipt) {

    public static final Settings DEFAULT = new Settings(4, Duration.ofSeconds(60), receipt -> {});

    public Settings {
      if (outstanding < 1 || outstanding > 16) {
        throw QuintetException.invalid("outstanding", "must be 1 to 16");
      }
      if (answerTimeout.isNegative() || answerTimeout.isZero()) {
        throw QuintetException.invalid("answerTimeout", "must be positive");
      }
    }

    public Settings withOutstanding(int batches) {
      return new Settings(batches, answerTimeout, onReceipt);
    }

    public Settings withAnswerTimeout(Duration timeout) {
      return new Settings(outstanding, timeout, onReceipt);
    }

    public Settings onReceipt(Consumer<TickReceipt> listener) {
      return new Settings(outstanding, answerTimeout, listener);
    }
  }

  private final IngestSession session;

  TickWriter(Connection connection, Settings settings) {
    this.session = new IngestSession(connection, settings);
  }

  /**
   * Sends a batch; blocks while the service has {@link Settings#outstanding} to answer. Returns
   * before the batch is durable: {@link #flush} waits for that.
   *
   * @throws QuintetException when the writer failed for good; the batches that it could not finish
   *     can be written again, with the same ids, by another one
   */
  public void write(TickBatch batch) {
    session.write(batch);
  }

  /**
   * Waits until every written batch is answered and {@link Settings#onReceipt} has taken it.
   *
   * @return what became of all batches so far
   */
  public IngestReport flush() {
    return session.flush();
  }

  /** What became of the batches that are answered so far. */
  public IngestReport report() {
    return session.report();
  }

  /** Flushes and ends the stream. */
  @Override
  public void close() {
    if (session.close()) {
      try {
        session.flush();
      } finally {
        session.end();
      }
    }
  }
}
