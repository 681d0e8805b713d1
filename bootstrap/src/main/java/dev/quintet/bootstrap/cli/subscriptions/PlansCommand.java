package dev.quintet.bootstrap.cli.subscriptions;

import dev.quintet.bootstrap.cli.kit.JsonDocument;
import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "plans",
    mixinStandardHelpOptions = true,
    description = "Shows what can be subscribed to, and what a cycle costs from when on.")
public final class PlansCommand implements Callable<Integer> {

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws IOException {
    JsonDocument answer =
        JsonDocument.of(service.rest().get("/api/v1/plans", "application/json").body());
    Rows rows =
        output.rows(List.of("plan", "name", "version", "effective_from", "cycle", "price", "currency"));
    for (JsonDocument plan : answer.list("plans")) {
      for (JsonDocument version : plan.list("versions")) {
        for (String cycle : version.names("prices")) {
          rows.row(
              plan.text("plan"),
              plan.text("name"),
              version.text("version"),
              version.text("effective_from"),
              cycle,
              new BigDecimal(version.text("prices." + cycle)),
              version.text("currency"));
        }
      }
    }
    rows.end();
    return 0;
  }
}
