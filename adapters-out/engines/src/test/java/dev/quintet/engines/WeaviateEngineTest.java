package dev.quintet.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WeaviateEngineTest implements EngineContract<WeaviateEngine> {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private EngineLab<WeaviateEngine> lab;

  @BeforeAll
  void open(@TempDir Path directory) {
    lab = new EngineLab<>(directory, WeaviateEngine::start);
  }

  @AfterAll
  void close() {
    lab.close();
  }

  @Override
  public EngineLab<WeaviateEngine> lab() {
    return lab;
  }

  @Override
  public Program program() {
    return Program.WEAVIATE;
  }

  @Override
  public Path directory() {
    return lab.home().directory().resolve("weaviate");
  }

  @Override
  public List<String> passwords(WeaviateEngine engine) {
    return List.of(engine.key(), engine.rootKey());
  }

  @Override
  public boolean worksFor(WeaviateEngine engine, @Nullable String password) {
    return status(engine.port(), "/v1/users/own-info", password) == 200;
  }

  private static int status(int port, String path, @Nullable String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The two that it opens everywhere are those that ask for a key or a password, as tested below. */
  @Override
  @Test
  public void listensOnLoopbackOnly() {
    WeaviateEngine engine = lab.running();
    assertThat(Kernel.listening(ProcessTable.find(directory(), program())))
        .contains("127.0.0.1:" + engine.port())
        .filteredOn(address -> !address.startsWith("127.0.0.1:"))
        .allMatch(
            address ->
                address.endsWith(":" + engine.grpcPort())
                    || address.endsWith(":" + engine.dataPort()));
  }

  @Test
  void nobodyReadsTheDataOfANodeWithoutThePasswordOfThisStart() {
    WeaviateEngine engine = lab.running();
    String path = "/indices/Anything/shards/acme/objects/8a8a8a8a-0000-4000-8000-000000000000";
    assertThat(status(engine.dataPort(), path, null)).isEqualTo(401);
    assertThat(status(engine.dataPort(), path, engine.rootKey())).isEqualTo(401);
  }

  @Test
  void theServiceMayDoNothingUntilItIsGivenARole() {
    WeaviateEngine engine = lab.running();
    assertThat(status(engine.port(), "/v1/authz/roles", engine.rootKey())).isEqualTo(200);
    assertThat(status(engine.port(), "/v1/authz/roles", null)).isEqualTo(401);
    assertThat(status(engine.port(), "/v1/schema/Anything", engine.key())).isEqualTo(403);
  }

  @Test
  void keepsAllItsPortsAndMovesFromThoseThatAreTaken() throws Exception {
    WeaviateEngine engine = lab.running();
    Path file = directory().resolve("ports");
    List<String> ports = Files.readAllLines(file);
    WeaviateEngine again = lab.restarted();
    assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(ports);
    assertThat(again.grpcPort()).isEqualTo(engine.grpcPort());
    lab.close();
    Files.delete(file);
    assertThat(worksFor(lab.start(), again.key())).isTrue();
    assertThat(Files.readAllLines(file)).doesNotContainAnyElementsOf(ports);
  }
}
