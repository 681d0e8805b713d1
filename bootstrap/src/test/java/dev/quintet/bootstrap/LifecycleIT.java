package dev.quintet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The program's life as its user sees it: up, up again, killed, down. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LifecycleIT {

  private Path place = Path.of("");
  private Path data = Path.of("");

  @BeforeEach
  void makePlace() throws IOException {
    place = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "lifecycle");
    data = place.resolve("data");
  }

  @AfterEach
  void endWhatIsLeft() throws IOException {
    Program.run(place, "down", "--data", data.toString());
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private Program.Outcome up() {
    return Program.run(
        place, "up", "--detach", "--data", data.toString(), "--http", "0", "--grpc", "0");
  }

  /** First, so that the others need not rehearse. */
  @Test
  @Order(1)
  void theFirstServiceRehearsesSoThatLaterOnesStartFromAnArchive() throws IOException {
    deleteLearned();
    assertThat(up().out()).contains("the JVM has not learned the program yet");
    assertThat(Program.run(place, "status", "--data", data.toString()).out())
        .containsPattern("learned +no, because training 1 of 3 goes on");
    Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> learned().size() == 2);
    assertThat(Program.run(place, "down", "--data", data.toString()).exitCode()).isZero();
    assertThat(Program.processesOf(data)).isEmpty();
    assertThat(data.resolve("rehearsal")).doesNotExist();

    assertThat(up().exitCode()).isZero();
    assertThat(Program.run(place, "status", "--data", data.toString()).out())
        .containsPattern("learned +yes");
    assertThat(Program.processesOf(data))
        .anyMatch(command -> command.contains("-XX:AOTCache=") && command.contains(" up "))
        .noneMatch(command -> command.contains(" rehearse "));
  }

  private static List<Path> learned() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    }
  }

  private static void deleteLearned() throws IOException {
    for (Path archive : learned()) {
      Files.delete(archive);
    }
  }

  @Test
  void downLeavesNeitherProcessNorLockAndKeepsTheData() throws Exception {
    Program.Outcome first = up();
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(first.output()).contains("Quintet is ready").contains("./quintet demo");
    String credentials = Files.readString(data.resolve("credentials.json"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("credentials.json"))))
        .isEqualTo("rw-------");
    assertThat(createTenant("acme")).isEqualTo(201);
    assertThat(Files.readAllLines(data.resolve("quintet.log")))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("{\"time\":\""));
    assertThat(Program.run(place, "logs", "--data", data.toString()).output())
        .contains("Preparation: canary tenants could not read each other");

    Program.Outcome second = up();
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.output()).contains("already");

    assertThat(Program.run(place, "down", "--data", data.toString()).exitCode()).isZero();
    assertThat(Program.processesOf(data)).isEmpty();
    assertThat(data.resolve("ports.json")).doesNotExist();
    assertThat(data.resolve("quintet.lock")).doesNotExist();
    assertThat(Program.run(place, "down", "--data", data.toString()).exitCode()).isEqualTo(3);

    assertThat(up().exitCode()).isZero();
    assertThat(Files.readString(data.resolve("credentials.json"))).isEqualTo(credentials);
    assertThat(createTenant("acme")).as("the tenant is still there").isEqualTo(200);
  }

  /** The directory was open to all, the lock was deleted, and the file with the process damaged. */
  @Test
  void aServiceIsFoundByItsDirectoryAndNobodyElseReadsIt() throws Exception {
    Files.createDirectory(data);
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    Program.Outcome first = up();
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(first.out()).contains("End it with: ./quintet down").doesNotContain("Ctrl-C");
    assertThat(modes()).isNotEmpty().allMatch(mode -> mode.matches("rw-------.*"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");

    Files.delete(data.resolve("quintet.lock"));
    Files.writeString(data.resolve("quintet.pid"), "1 2 3");
    String console = Files.readString(data.resolve("console.log"));
    Program.Outcome second = up();
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.out()).isEmpty();
    assertThat(second.err()).startsWith("quintet: Quintet runs on " + data + " already");
    assertThat(data.resolve("console.log")).hasContent(console);
    assertThat(createTenant("acme")).isEqualTo(201);

    assertThat(Program.run(place, "down", "--data", data.toString()).exitCode()).isZero();
    assertThat(Program.processesOf(data)).isEmpty();
  }

  private List<String> modes() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      List<String> modes = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        modes.add(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " " + file);
      }
      return modes;
    }
  }

  @Test
  void whatStopsADetachedStartIsSaidOnStandardError() {
    Program.Outcome refused =
        Program.start(
                place,
                Map.of("QUINTET_GRPC_DEADLINE", "soon"),
                "up", "--detach", "--data", data.toString(), "--http", "0", "--grpc", "0")
            .outcome();
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .isEqualTo("quintet: quintet.grpc.deadline must be a time such as 500ms, 30s or 2m, is soon\n");
    assertThat(data.resolve("engines")).doesNotExist();
  }

  @Test
  void afterKillNineTheNextUpRecoversByItself() throws Exception {
    assertThat(up().exitCode()).isZero();
    assertThat(createTenant("acme")).isEqualTo(201);
    ProcessHandle service = new DataDirectory(data).running().orElseThrow();
    service.destroyForcibly();
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !service.isAlive());

    Program.Outcome again = up();
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(createTenant("acme")).isEqualTo(200);
  }

  @Test
  void downEndsTheEnginesOfAServiceThatWasKilled() throws Exception {
    assertThat(up().exitCode()).isZero();
    ProcessHandle service = new DataDirectory(data).running().orElseThrow();
    service.destroyForcibly();
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !service.isAlive());

    assertThat(Program.run(place, "down", "--data", data.toString()).exitCode()).isZero();
    assertThat(Program.processesOf(data)).isEmpty();
  }

  @Test
  void noPasswordOrKeyStandsInALogOrACommandLine() throws Exception {
    assertThat(up().exitCode()).isZero();
    List<String> secrets = new ArrayList<>();
    for (String line : Files.readAllLines(data.resolve("engines/secrets.properties"))) {
      secrets.add(line.substring(line.indexOf('=') + 1));
    }
    DataDirectory directory = new DataDirectory(data);
    for (String key : List.of("operator", "billing", "demo")) {
      secrets.add(directory.credential(key).orElseThrow());
    }
    assertThat(secrets).hasSizeGreaterThan(6);
    assertThat(createTenant("acme")).isEqualTo(201);

    List<String> texts = new ArrayList<>(Program.processesOf(data));
    try (Stream<Path> files = Files.walk(data)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        texts.add(Files.readString(log));
      }
    }
    assertThat(texts).hasSizeGreaterThan(6);
    assertThat(texts).allSatisfy(text -> assertThat(secrets).noneMatch(text::contains));
  }

  private int createTenant(String tenant) throws Exception {
    DataDirectory directory = new DataDirectory(data);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/api/v1/admin/tenants"
                        .formatted(directory.port("http").orElseThrow())))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + directory.credential("operator").orElseThrow())
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"tenant\":\"%s\",\"name\":\"Acme\",\"tier\":\"pro\"}".formatted(tenant)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
  }
}
