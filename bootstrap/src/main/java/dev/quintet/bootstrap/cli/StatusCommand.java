package dev.quintet.bootstrap.cli;

import dev.quintet.bootstrap.DataDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Says whether the service runs, where, and whether it is ready.",
    footer = {"", "Exit codes: 0 ready; 1 running, but not ready; 3 nothing runs."})
final class StatusCommand implements Callable<Integer> {

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final String READY = "/api/v1/health/ready";

  @Mixin private DataOption data = new DataOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    DataDirectory directory = data.directory();
    Optional<ProcessHandle> service = directory.running();
    if (service.isEmpty()) {
      throw Failures.NotReachable.on(directory);
    }
    OptionalLong http = directory.port("http");
    String readiness = http.isEmpty() ? "starting or ending" : readiness(http.getAsLong());
    PrintWriter out = spec.commandLine().getOut();
    out.println("service  " + readiness + ", process " + service.get().pid());
    out.println("http     " + address(http));
    out.println("grpc     " + address(directory.port("grpc")));
    out.println("engines  " + engines(service.get()));
    out.println("data     " + directory.path());
    return readiness.equals("ready") ? 0 : Launcher.FAILED;
  }

  private static String address(OptionalLong port) {
    return port.isEmpty() ? "-" : "127.0.0.1:" + port.getAsLong();
  }

  /** What the service says of itself. */
  static String readiness(long port) {
    try {
      HttpURLConnection call =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + READY).toURL().openConnection();
      call.setConnectTimeout(TIMEOUT_MILLIS);
      call.setReadTimeout(TIMEOUT_MILLIS);
      int status = call.getResponseCode();
      return status == HttpURLConnection.HTTP_OK ? "ready" : "not ready (HTTP " + status + ")";
    } catch (IOException e) {
      return "not ready (" + e.getMessage() + ")";
    }
  }

  /** The engines are the service's own children; in the servers wiring there are none. */
  private static String engines(ProcessHandle service) {
    List<String> engines =
        service.children().map(child -> name(child) + " " + child.pid()).sorted().toList();
    return engines.isEmpty() ? "none of its own" : String.join(", ", engines);
  }

  private static String name(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    boolean clickHouse =
        info.arguments().stream()
            .flatMap(Arrays::stream)
            .anyMatch(argument -> argument.contains("ClickHouse"));
    return clickHouse
        ? "clickhouse"
        : info.command().map(command -> String.valueOf(Path.of(command).getFileName())).orElse("?");
  }
}
