package dev.quintet.benchmarks;

import dev.quintet.client.IngestReport;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.TickWriter;
import java.util.List;

/** Ticks into Quintet. */
final class Ingest {

  private Ingest() {}

  /** Sends the blocks on one stream and returns when all of them are acknowledged. */
  static void all(QuintetClient client, List<Replay.Block> blocks, String ids) {
    IngestReport report;
    try (TickWriter writer = client.tickWriter()) {
      int number = 0;
      for (Replay.Block block : blocks) {
        writer.write(block.batch(ids + "-" + number++));
      }
      report = writer.flush();
    }
    long rows = blocks.stream().mapToLong(Replay.Block::rows).sum();
    if (report.accepted() != rows || report.duplicate() + report.repeated() > 0 || !report.refused().isEmpty()) {
      throw new IllegalStateException("of %d rows: %s".formatted(rows, report));
    }
  }
}
