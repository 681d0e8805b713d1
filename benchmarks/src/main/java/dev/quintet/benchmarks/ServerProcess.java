package dev.quintet.benchmarks;

import dev.quintet.client.QuintetClient;
import io.grpc.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A server to compare with, in a process of its own; closing it ends the process. */
record ServerProcess(Process process, int port) implements AutoCloseable {

  /**
   * Starts the program, which ends its {@code main} with {@link #serve}.
   *
   * @param environment what it needs to know
   */
  static ServerProcess start(Class<?> program, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    program.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String port = output.readLine();
    if (port == null) {
      throw new IOException(program.getSimpleName() + " did not start");
    }
    return new ServerProcess(process, Integer.parseInt(port));
  }

  /** Prints the server's port and serves until the input of this process ends. */
  static void serve(Server server) throws IOException {
    server.start();
    System.out.println(server.getPort());
    System.in.transferTo(OutputStream.nullOutputStream());
    server.shutdownNow();
  }

  /** A new connection. */
  QuintetClient client() {
    return QuintetClient.builder().endpoint("127.0.0.1", port).key("bare").build();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
