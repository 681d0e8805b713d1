package dev.quintet.bootstrap.cli.operations;

import dev.quintet.bootstrap.cli.kit.JsonDocument;
import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.RestCall;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has what other stores derive built anew. */
@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Builds what other stores derive of a tenant anew from PostgreSQL, beside reads and writes, with an",
      "operator's key: the trades of ClickHouse, of which reads find what was there before until all of it is",
      "built, or the positions of Dragonfly, which PostgreSQL answers until they are there again."
    })
public final class RebuildCommand implements Callable<Integer> {

  private static final Duration LOOK = Duration.ofMillis(250);

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "PROJECTION", description = "What is built: trades or positions.")
  private String projection = "";

  @Option(
      names = "--await",
      paramLabel = "SECONDS",
      description = "Waits so long at most until it is done.")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RestCall rest = service.rest();
    String path = "/api/v1/admin/tenants/" + encoded(service.tenant()) + "/rebuilds";
    JsonDocument rebuild =
        JsonDocument.of(rest.post(path + "/" + encoded(projection), Map.of()).body());
    String number = rebuild.number("number");
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (!rebuild.text("state").equals("done") && System.nanoTime() - end < 0) {
      Thread.sleep(LOOK);
      rebuild = find(JsonDocument.of(rest.get(path, "application/json").body()), number, rebuild);
    }
    Rows rows = output.rows(List.of("projection", "number", "state", "built", "total", "changed_at"));
    rows.row(
        projection,
        number,
        rebuild.text("state"),
        rebuild.number("built"),
        rebuild.number("total"),
        rebuild.text("changed_at"));
    rows.end();
    return seconds == 0 || rebuild.text("state").equals("done") ? 0 : 1;
  }

  private JsonDocument find(JsonDocument all, String number, JsonDocument before) {
    return all.list("rebuilds").stream()
        .filter(it -> it.text("projection").equals(projection))
        .filter(it -> it.number("number").equals(number))
        .findFirst()
        .orElse(before);
  }

  private static String encoded(String word) {
    return URLEncoder.encode(word, StandardCharsets.UTF_8);
  }
}
