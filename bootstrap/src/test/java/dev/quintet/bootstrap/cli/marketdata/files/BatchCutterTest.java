package dev.quintet.bootstrap.cli.marketdata.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quintet.client.TickBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BatchCutterTest {

  private static final long START = 1_709_892_000_000L;

  /** Rows of each batch by its id, in order. */
  private static Map<String, Integer> cut(String... csvs) throws IOException {
    Map<String, Integer> cut = new LinkedHashMap<>();
    for (TickBatch batch : batches(csvs)) {
      cut.put(batch.id(), batch.rows());
    }
    return cut;
  }

  private static List<TickBatch> batches(String... csvs) throws IOException {
    List<TickBatch> batches = new ArrayList<>();
    try (BatchCutter cutter = new BatchCutter(false, (batch, place) -> batches.add(batch))) {
      RowSink<TickRow> sink =
          new RowSink<>() {
            @Override
            public void begin(String name, RowFormat format) {
              cutter.begin(name, format);
            }

            @Override
            public void row(TickRow row) {
              cutter.tick(row);
            }

            @Override
            public void changed(boolean rounded, boolean carried) {}

            @Override
            public void refused(long line, String field, String reason) {
              throw new AssertionError(line + ": " + field + " " + reason);
            }
          };
      for (int i = 0; i < csvs.length; i++) {
        new RowFile(Path.of(i + ".csv"), FileOptions.of("--symbol", "X"), Kind.TRADE)
            .read(i + ".csv", new ByteArrayInputStream(csvs[i].getBytes(UTF_8)), TickParser::new, sink);
      }
    }
    return batches;
  }

  /** Two trades per millisecond. */
  private static List<String> rows(int from, int to) {
    List<String> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      rows.add((START + i / 2) + ",1." + i + ",1");
    }
    return rows;
  }

  private static String csv(List<String> rows) {
    return "time,price,qty\n" + String.join("\n", rows) + "\n";
  }

  @Test
  void aMendedRowMakesOneOtherBatch() throws IOException {
    List<String> rows = rows(0, 200_000);
    Map<String, Integer> before = cut(csv(rows));
    assertThat(before).hasSizeGreaterThan(10);
    assertThat(before.values()).allMatch(size -> size <= BatchCutter.ROWS + 1);

    rows.set(100_000, rows.get(100_000).replace(",1\n", ",2").replaceFirst(",1$", ",2"));
    Map<String, Integer> mended = cut(csv(rows));
    mended.keySet().removeAll(before.keySet());
    assertThat(mended).hasSize(1);
  }

  @Test
  void aRowMoreOrLessMakesOtherBatchesOnlyWhereItIs() throws IOException {
    List<String> rows = rows(0, 200_000);
    Map<String, Integer> before = cut(csv(rows));
    rows.remove(50_000);
    rows.add(150_000, rows.get(150_000));
    Map<String, Integer> mended = cut(csv(rows));
    int all = mended.size();
    mended.keySet().removeAll(before.keySet());
    assertThat(mended.size()).isBetween(2, all / 2);
  }

  @Test
  void theTicksOfAnInstantStayTogetherAcrossFilesAndTheFilesEndBatchesOtherwise()
      throws IOException {
    List<String> rows = rows(0, 100);
    Map<String, Integer> apart = cut(csv(rows.subList(0, 50)), csv(rows.subList(50, 100)));
    assertThat(apart.values()).containsExactly(50, 50);
    Map<String, Integer> within = cut(csv(rows.subList(0, 51)), csv(rows.subList(51, 100)));
    assertThat(within.values()).containsExactly(52, 48);
    assertThat(cut(csv(rows.subList(52, 100))).keySet()).containsExactlyElementsOf(
        within.keySet().stream().skip(1).toList());
  }

  @Test
  void anInstantWithMoreRowsThanABatchHoldsIsCut() throws IOException {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < TickBatch.MAX_ROWS + 5; i++) {
      rows.add(START + ",1." + i + ",1");
    }
    assertThat(cut(csv(rows)).values()).containsExactly(TickBatch.MAX_ROWS, 5);
  }

  @Test
  void volumesThatNeedDifferentScalesGoIntoDifferentBatches() throws IOException {
    List<String> rows =
        List.of(
            START + ",1,1000000000000.25", START + 1 + ",1,9000000000000000",
            START + 2 + ",1,0.00000001", START + 3 + ",1,92233720368.54775807",
            START + 4 + ",1,9223372036854775807");
    assertThat(cut(csv(rows)).values()).containsExactly(2, 2, 1);
  }
}
