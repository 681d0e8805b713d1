package dev.quintet.bootstrap.cli.marketdata.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** The files of vendors that lie beside the project. */
final class VendorFilesTest {

  private static final Path FOLDER = Path.of("..", "..", "shared", "data", "vendor");

  private static Account look(String format, String... more) throws IOException {
    Path path = FOLDER.resolve(format.replace('-', '_') + ".csv");
    if (!Files.exists(path)) {
      String reason = "the files of vendors are missing: " + FOLDER.toAbsolutePath().normalize();
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new AssertionError(reason);
      }
      throw new TestAbortedException(reason);
    }
    String[] words = new String[more.length + 2];
    words[0] = "--format";
    words[1] = format;
    System.arraycopy(more, 0, words, 2, more.length);
    return RowFile.look(List.of(new RowFile(path, FileOptions.of(words), null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "|",
      value = {
        "mt5|EURUSD|3|2024-03-08T10:00:00.101Z EURUSD bid 1.09341 ask 1.09343 volume 0|2024-03-08T10:00:00.777Z EURUSD bid 1.09342 ask 1.09345 volume 0",
        "histdata|EURUSD|2|2024-03-08T15:00:00.101Z EURUSD bid 1.09341 ask 1.09343 volume 0|2024-03-08T15:00:00.420Z EURUSD bid 1.09342 ask 1.09344 volume 0",
        "truefx|EURUSD|2|2024-03-08T10:00:00.101Z EURUSD bid 1.09341 ask 1.09343 volume 0|2024-03-08T10:00:00.420Z EURUSD bid 1.09342 ask 1.09344 volume 0",
        "dukascopy|EURUSD|1|2024-03-08T10:00:00.101Z EURUSD bid 1.09341 ask 1.09343 volume 0|2024-03-08T10:00:00.101Z EURUSD bid 1.09341 ask 1.09343 volume 0",
        "binance-trades|BTCUSDT|1|2024-03-08T10:00:00.101Z BTCUSDT price 67012.3 volume 0.015|2024-03-08T10:00:00.101Z BTCUSDT price 67012.3 volume 0.015",
        "binance-aggtrades|BTCUSDT|2|2024-03-08T10:00:00.101Z BTCUSDT price 67012.34 volume 0.015|2024-03-08T10:00:00.420Z BTCUSDT price 67012.35 volume 0.025",
        "kraken|XBTUSD|2|2024-03-08T10:00:00Z XBTUSD price 61234.5 volume 0.0123|2024-03-08T10:00:01Z XBTUSD price 61234.6 volume 0.5",
        "polygon|ABCD|1|2024-03-08T10:00:00.101000001Z ABCD price 12.34 volume 100|2024-03-08T10:00:00.101000001Z ABCD price 12.34 volume 100"
      })
  void everyLayoutIsReadAsItsVendorMeansIt(
      String format, String symbol, long rows, String first, String last) throws IOException {
    Account account = look(format, "--symbol", symbol);
    assertThat(account.named()).isEmpty();
    assertThat(account.good()).isEqualTo(rows);
    assertThat(account.first()).isEqualTo(first);
    assertThat(account.last()).isEqualTo(last);
    assertThat(account.carried()).isEqualTo(format.equals("mt5") ? 2 : 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"truefx", "polygon"})
  void aColumnOfSymbolsNamesThem(String format) throws IOException {
    assertThat(look(format).first()).contains(format.equals("truefx") ? " EUR/USD " : " ABCD ");
  }

  @Test
  void theClockOfALayoutCanBeAnother() throws IOException {
    assertThat(look("histdata", "--symbol", "X", "--time-zone", "Europe/Berlin").first())
        .startsWith("2024-03-08T09:00:00.101Z");
    assertThat(look("mt5", "--symbol", "X", "--time-zone", "Europe/Athens").first())
        .startsWith("2024-03-08T08:00:00.101Z");
  }
}
