package dev.quintet.adapters.out.weaviate;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;

/**
 * Where Weaviate is.
 *
 * @param enabled whether there is one
 * @param url its REST interface, {@code http://host:port} or {@code https://host:port}; gRPC is asked the
 *     same way
 * @param grpcPort of its gRPC interface, on the same host
 * @param dataPort by which its nodes read each other's data, on the same host: nobody else may
 * @param user whose key {@code key} is
 * @param key of who reads and writes patterns and may do nothing else
 * @param adminKey of who makes collections and the role of that user
 * @param connectTimeout how long a connection may take to open
 */
@ConfigurationProperties("quintet.weaviate")
record WeaviateConfiguration(
    @Bindable(defaultValue = "false") boolean enabled,
    @Bindable(defaultValue = "http://127.0.0.1:8080") URI url,
    @Bindable(defaultValue = "50051") int grpcPort,
    @Bindable(defaultValue = "7947") int dataPort,
    @Bindable(defaultValue = "quintet") String user,
    @Bindable(defaultValue = "") String key,
    @Bindable(defaultValue = "") String adminKey,
    @Bindable(defaultValue = "2s") Duration connectTimeout) {

  WeaviateConfiguration {
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw refused("url", "must start with http:// or https://");
    }
    if (url.getHost() == null || url.getPort() < 0) {
      throw refused("url", "must name a host and a port");
    }
    port("grpc-port", grpcPort);
    port("data-port", dataPort);
    if (user.isBlank()) {
      throw refused("user", "must not be empty");
    }
    if (enabled && (key.isBlank() || key.equals(adminKey))) {
      throw refused("key", "must not be empty, and another one than that of the administrator");
    }
    if (enabled && adminKey.isBlank()) {
      throw refused("admin-key", "must not be empty");
    }
    if (connectTimeout.compareTo(Duration.ofMillis(10)) < 0
        || connectTimeout.compareTo(Duration.ofMinutes(1)) > 0) {
      throw refused("connect-timeout", "must be PT0.01S to PT1M, not " + connectTimeout);
    }
  }

  private static void port(String key, int value) {
    if (value < 1 || value > 65_535) {
      throw refused(key, "must be 1 to 65535, not " + value);
    }
  }

  private static IllegalArgumentException refused(String key, String reason) {
    return new IllegalArgumentException("quintet.weaviate." + key + " " + reason);
  }

  boolean encrypted() {
    return "https".equals(url.getScheme());
  }

  @Override
  public String toString() {
    return "WeaviateConfiguration[" + url + "]";
  }
}
