package dev.quintet.bootstrap;

import java.util.Map;

/**
 * How to start the service.
 *
 * @param httpPort 0: any free port
 * @param grpcPort 0: any free port
 * @param overrides configuration that stands before files and environment
 */
public record ServiceSettings(
    Wiring wiring, int httpPort, int grpcPort, Map<String, Object> overrides) {

  private static final int LAST_PORT = 65_535;

  public ServiceSettings(Wiring wiring, int httpPort, int grpcPort) {
    this(wiring, httpPort, grpcPort, Map.of());
  }

  public ServiceSettings {
    overrides = Map.copyOf(overrides);
    checkPort("--http", httpPort);
    checkPort("--grpc", grpcPort);
  }

  private static void checkPort(String option, int port) {
    if (port < 0 || port > LAST_PORT) {
      throw new IllegalArgumentException(option + " must be 0 to " + LAST_PORT);
    }
  }
}
