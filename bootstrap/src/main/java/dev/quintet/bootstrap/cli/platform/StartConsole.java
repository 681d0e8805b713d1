package dev.quintet.bootstrap.cli.platform;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.bootstrap.Service;
import dev.quintet.bootstrap.Wiring;
import dev.quintet.bootstrap.cli.kit.DataOption;
import dev.quintet.engines.StartProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Shows the steps of a start with their times, and what to try when it is done. */
final class StartConsole implements StartProgress {

  private static final long REPORT_EVERY_NANOS = Duration.ofSeconds(3).toNanos();

  private final PrintWriter out;
  private final Map<String, Long> lastReport = new ConcurrentHashMap<>();

  StartConsole(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begun(String step) {
    lastReport.put(step, System.nanoTime());
  }

  @Override
  public void advanced(String step, long done, long total) {
    reached(step, (done >> 20) + " of " + (Math.max(done, total) >> 20) + " MB");
  }

  @Override
  public void reached(String step, String what) {
    long now = System.nanoTime();
    Long last = lastReport.get(step);
    if (last != null && now - last > REPORT_EVERY_NANOS) {
      lastReport.put(step, now);
      out.printf(Locale.ROOT, "  …  %-44s %s%n", step, what);
      out.flush();
    }
  }

  @Override
  public void finished(String step, Duration took) {
    out.printf(Locale.ROOT, "  ok %-44s %6.2f s%n", step, took.toMillis() / 1000.0);
    out.flush();
  }

  void ready(
      DataDirectory data, Service service, Wiring wiring, boolean detached, long nanos) {
    out.printf(
        Locale.ROOT,
        """

        Quintet is ready after %.1f s, %.1f s after its databases: HTTP 127.0.0.1:%d, gRPC 127.0.0.1:%d
        Keys of the operator, the billing system%s: %s

        """,
        nanos / 1e9,
        service.afterDatabases().toNanos() / 1e9,
        service.httpPort(),
        service.grpcPort(),
        wiring == Wiring.EMBEDDED ? " and the demo tenant" : "",
        data.credentials());
    if (!Boolean.getBoolean("quintet.learned")) {
      out.println(
          "Later starts are quicker: the JVM has not learned the program yet (./quintet status"
              + DataOption.argument(data)
              + " says why)\n");
    }
    out.print(hints(DataOption.argument(data), wiring, detached));
    out.flush();
  }

  /** What to do next; the demo's data is a tenant's that only the embedded wiring has. */
  static String hints(String data, Wiring wiring, boolean detached) {
    String examples =
        switch (wiring) {
          case EMBEDDED ->
              """
                ./quintet demo%1$s             load real trades, see bars
                ./quintet import ticks%1$s --symbol EURUSD --date 2014-05-08 FILE.csv
                ./quintet bars BTCUSD%1$s --interval 1h --side trade --from 2013-11-25T00:00:00Z --to 2013-12-02T00:00:00Z
              """;
          case SERVERS -> "";
        };
    String end =
        detached
            ? """

              End it with: ./quintet down%1$s
              """
            : """

              End it with Ctrl-C or: ./quintet down%1$s
              """;
    return ("Try next" + (detached ? "" : ", in another terminal") + ":\n"
            + "  ./quintet status%1$s\n" + examples + end)
        .formatted(data);
  }
}
