package dev.quintet.bootstrap.cli.operations;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which stores have what an operation changed. */
@Command(
    name = "receipt",
    mixinStandardHelpOptions = true,
    description = "Shows which stores have what an operation changed.")
public final class ReceiptCommand implements Callable<Integer> {

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "OPERATION", description = "As the write named it.")
  private String operation = "";

  @Option(
      names = "--await",
      paramLabel = "SECONDS",
      description = "Waits so long at most, up to 60, until the stores have it.")
  private int seconds;

  @Option(
      names = "--store",
      description = "Waits for this one only; may be repeated (default: all).")
  private List<String> stores = new ArrayList<>();

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      Receipt receipt =
          seconds == 0
              ? client.trades().receipt(operation)
              : client.trades().await(operation, stores, Duration.ofSeconds(seconds));
      Rows rows = output.rows(List.of("store", "state", "since", "attempts", "reason"));
      for (Receipt.Leg leg : receipt.legs()) {
        rows.row(
            leg.store(),
            leg.state(),
            leg.since().toString(),
            leg.attempts(),
            Printable.of(leg.reason()));
      }
      rows.end();
      return 0;
    }
  }
}
