package dev.quintet.bootstrap.cli.predictions;

import dev.quintet.bootstrap.cli.kit.Output;
import dev.quintet.bootstrap.cli.kit.Printable;
import dev.quintet.bootstrap.cli.kit.Rows;
import dev.quintet.bootstrap.cli.kit.ServiceOptions;
import dev.quintet.client.Prediction;
import dev.quintet.client.Predictions;
import dev.quintet.client.QuintetClient;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What models predicted of symbols. */
@Command(
    name = "predictions",
    mixinStandardHelpOptions = true,
    description =
        "Lists predictions of models in the order in which they were made, or shows the latest of one.")
public final class PredictionsCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of(
          "time", "id", "symbol", "timeframe", "model", "version", "direction", "price",
          "confidence", "current_until", "features");

  @Spec private @Nullable CommandSpec spec;

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private Output output = new Output();

  @Option(
      names = "--latest",
      description = "Only the latest of --symbol, --timeframe and --model, which it needs.")
  private boolean latest;

  @Option(names = "--symbol", description = "Only those of this symbol.")
  private @Nullable String symbol;

  @Option(names = "--timeframe", description = "Only those about bars of this length, such as 15m.")
  private @Nullable String timeframe;

  @Option(names = "--model", description = "Only those of this model, of whatever version.")
  private @Nullable String model;

  @Option(names = "--model-version", description = "Only those of this version.")
  private @Nullable String version;

  @Option(names = "--from", description = "An instant (2014-05-08T09:30:00Z) or day in UTC, inclusive.")
  private @Nullable Instant from;

  @Option(names = "--to", description = "Exclusive.")
  private @Nullable Instant to;

  @Override
  public Integer call() {
    try (QuintetClient client = service.connect()) {
      if (latest) {
        latest(client.predictions());
      } else {
        list(client.predictions());
      }
      return 0;
    }
  }

  private void latest(Predictions predictions) {
    if (symbol == null || timeframe == null || model == null) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--latest needs --symbol, --timeframe and --model");
    }
    Predictions.Latest found = predictions.latest(symbol, timeframe, model);
    List<String> columns = new ArrayList<>(COLUMNS);
    columns.addAll(List.of("current", "age_ms", "store"));
    Rows rows = output.rows(columns);
    List<Object> cells = cells(found.prediction());
    cells.addAll(
        List.of(found.current() ? "yes" : "no", found.age().toMillis(), found.store()));
    rows.row(cells.toArray());
    rows.end();
  }

  private void list(Predictions predictions) {
    Rows rows = output.rows(COLUMNS);
    boolean any = false;
    for (Prediction.Recorded recorded :
        predictions.list(
            new Predictions.Filter(symbol, timeframe, model, version, from, to))) {
      rows.row(cells(recorded).toArray());
      any = true;
    }
    rows.end();
    if (!any) {
      output.explain("there are no predictions");
    }
  }

  private static List<Object> cells(Prediction.Recorded recorded) {
    Prediction prediction = recorded.prediction();
    BigDecimal price = prediction.price();
    return new ArrayList<>(
        List.of(
            prediction.madeAt().toString(),
            prediction.id(),
            prediction.symbol(),
            prediction.timeframe(),
            prediction.model(),
            prediction.modelVersion(),
            prediction.direction(),
            price == null ? "" : price,
            prediction.confidence(),
            recorded.currentUntil().toString(),
            Printable.of(prediction.features())));
  }
}
