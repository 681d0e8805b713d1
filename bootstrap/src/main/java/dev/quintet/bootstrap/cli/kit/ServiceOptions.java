package dev.quintet.bootstrap.cli.kit;

import dev.quintet.bootstrap.DataDirectory;
import dev.quintet.client.QuintetClient;
import dev.quintet.client.QuintetClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** Where the service is and who asks, for every verb that calls it. */
public final class ServiceOptions {

  private static final int CONNECT_MILLIS = 3_000;

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description =
          "File with the API key alone (default: the key in the environment QUINTET_KEY, else the"
              + " demo key in the data directory).")
  private @Nullable Path keyFile;

  @Option(
      names = "--key",
      description = "The API key itself, which every user of this machine can see meanwhile.")
  private @Nullable String key;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description =
          "Host of the service (default: ${DEFAULT-VALUE}). Anything but loopback is spoken to with"
              + " TLS.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      description = "gRPC port of the service (default: the one in the data directory).")
  private @Nullable Integer port;

  @Option(
      names = "--http-port",
      description = "HTTP port of the service (default: the one in the data directory).")
  private @Nullable Integer httpPort;

  @Option(
      names = "--tenant",
      description = "The tenant to act for, where the key speaks for several.")
  private @Nullable String tenant;

  @Option(
      names = "--on-behalf-of",
      paramLabel = "USER",
      description = "The only user of the tenant to act for: nothing of others is there.")
  private @Nullable String user;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec verb = CommandSpec.create();

  public DataDirectory directory() {
    return data.directory();
  }

  /** The tenant that must be named. */
  public String tenant() {
    if (tenant == null) {
      throw wrongUsage("name the tenant: --tenant");
    }
    return tenant;
  }

  /** A connection whose calls are tried once. */
  public QuintetClient connect() {
    return connect(Duration.ZERO);
  }

  /**
   * Makes sure that somebody listens, and connects.
   *
   * @param patience how long calls are repeated when the service goes away meanwhile
   */
  public QuintetClient connect(Duration patience) {
    int to = port();
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(host, to), CONNECT_MILLIS);
    } catch (IOException e) {
      throw new Failures.NotReachable(
          "no service answers at %s:%d: %s".formatted(host, to, e.getMessage()));
    }
    QuintetClientBuilder client =
        QuintetClient.builder().endpoint(host, to).key(key()).giveUpAfter(patience);
    if (tenant != null) {
      client.tenant(tenant);
    }
    if (user != null) {
      client.onBehalfOf(user);
    }
    return client.build();
  }

  /** Calls over REST. */
  public RestCall rest() {
    boolean loopback = InetAddress.getLoopbackAddress().getHostAddress().equals(host);
    return new RestCall(
        (loopback ? "http://" : "https://") + host + ":" + httpPort(), key(), tenant, user, 30_000);
  }

  private int httpPort() {
    return httpPort != null ? httpPort : published("http");
  }

  private int port() {
    if (port != null && (port < 1 || port > 65_535)) {
      throw wrongUsage("--port must be 1 to 65535");
    }
    return port != null ? port : published("grpc");
  }

  private int published(String name) {
    return directory().port(name).orElseThrow(() -> Failures.NotReachable.on(directory()));
  }

  private String key() {
    if (key != null && keyFile != null) {
      throw wrongUsage("give --key or --key-file, not both");
    }
    return Optional.ofNullable(key)
        .or(() -> Optional.ofNullable(keyFile).map(this::read))
        .or(() -> Optional.ofNullable(System.getenv("QUINTET_KEY")).filter(k -> !k.isBlank()))
        .or(() -> directory().credential("demo"))
        .orElseThrow(
            () ->
                wrongUsage(
                    "no key: give --key-file or QUINTET_KEY; %s has no demo key"
                        .formatted(directory().credentials())));
  }

  /** The message does not quote the file: it may be the wrong one, and secret too. */
  private String read(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty() || text.chars().anyMatch(it -> it <= ' ' || it > '~')) {
        throw wrongUsage(file + " must hold a key and nothing else");
      }
      return text;
    } catch (IOException e) {
      throw wrongUsage("cannot read " + file + ": " + e.getClass().getSimpleName());
    }
  }

  private CommandLine.ParameterException wrongUsage(String message) {
    return new CommandLine.ParameterException(verb.commandLine(), message);
  }
}
