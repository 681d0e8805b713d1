package dev.quintet.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A table defined like the one that Quintet keeps ticks in, in the same engine, without Quintet. */
final class BareTable {

  private static final long NANOS_PER_MICRO = 1_000;

  private final BareClickHouse engine;
  private final String name;

  private BareTable(BareClickHouse engine, String name) {
    this.engine = engine;
    this.name = name;
  }

  /** Creates {@code bench.<name>} with the sorting key, codecs, projection and fsync of ticks. */
  static BareTable create(BareClickHouse engine, String name) throws Exception {
    engine.execute("CREATE DATABASE IF NOT EXISTS bench");
    engine.execute("CREATE TABLE bench.%s AS quintet.ticks".formatted(name));
    return new BareTable(engine, name);
  }

  String fullName() {
    return "bench." + name;
  }

  void insert(List<Replay.Block> blocks, int threads) throws Exception {
    Parallel.threads(threads, thread -> insertEvery(threads, thread, blocks));
  }

  private void insertEvery(int threads, int first, List<Replay.Block> blocks) throws Exception {
    NativeTicks encoded = new NativeTicks();
    for (int block = first; block < blocks.size(); block += threads) {
      engine.insert("bench", name, encoded.encode(blocks.get(block), nowMicros()));
    }
  }

  /** Writes the blocks into as many files, for {@link #insertFiles}. */
  void writeFiles(Path directory, List<Replay.Block> blocks, int files) throws IOException {
    NativeTicks encoded = new NativeTicks();
    for (int file = 0; file < files; file++) {
      try (OutputStream out = Files.newOutputStream(directory.resolve(fileName(file)))) {
        for (int block = file; block < blocks.size(); block += files) {
          encoded.encode(blocks.get(block), nowMicros()).writeTo(out);
        }
      }
    }
  }

  /** The engine reads the files from its working directory, one statement each, side by side. */
  void insertFiles(int files) throws Exception {
    String columns = String.join(", ", NativeTicks.COLUMNS);
    Parallel.threads(
        files,
        file ->
            engine.execute(
                """
                INSERT INTO bench.%s (%s)
                SELECT %s FROM file('%s', Native)
                SETTINGS max_threads = 1, max_insert_threads = 1, max_block_size = %d,
                  min_insert_block_size_rows = %d, min_insert_block_size_bytes = 0"""
                    .formatted(
                        name,
                        columns,
                        columns,
                        fileName(file),
                        Replay.BLOCK_ROWS,
                        Replay.BLOCK_ROWS / 2)));
  }

  private String fileName(int file) {
    return "%s-%d.native".formatted(name, file);
  }

  private static long nowMicros() {
    return System.currentTimeMillis() * NANOS_PER_MICRO;
  }
}
