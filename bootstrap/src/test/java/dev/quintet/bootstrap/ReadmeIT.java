package dev.quintet.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the README says to type does what it says: its indented blocks as one session of bash, and its
 * Java on the oldest JDK that is here.
 */
final class ReadmeIT {

  private static final Path README = Path.of("..", "README.md");
  private static final Path LAUNCHER = Path.of("..", "quintet").toAbsolutePath().normalize();
  private static final Pattern REFUSED = Pattern.compile("\"status\":[45][0-9][0-9]");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

  private Path place = Path.of("");

  /** Lines that are typed one after the other. */
  private record Block(int line, String remark, String text) {

    boolean isRun() throws Exception {
      if (remark.startsWith("<!-- not run: ")) {
        return false;
      }
      Matcher program = Pattern.compile("<!-- needs ([a-z0-9]+) -->").matcher(remark);
      return !program.matches() || isThere(program.group(1));
    }

    private static boolean isThere(String program) throws Exception {
      Path nowhere = Files.createTempDirectory("readme");
      String question =
          program.equals("python3")
              // With its packages, which come from the package index that pip is told of.
              ? "python3 -c 'import sys, venv; sys.exit(sys.version_info < (3, 10))'"
                  + " && python3 -m pip download -q --no-deps -d . grpcio-tools"
              : "command -v " + program;
      return new ProcessBuilder("bash", "-c", question)
              .directory(nowhere.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    }
  }

  @BeforeEach
  void makePlace() throws IOException {
    place = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "readme");
    Files.createSymbolicLink(place.resolve("quintet"), LAUNCHER);
    StringBuilder quotes = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      quotes.append("%d,1.39%03d,1.39%03d,1\n".formatted(25_200_000 + 6_000 * i, i, i + 2));
    }
    zip("FILE.zip", quotes.toString());
    Files.writeString(
        place.resolve("mt5.csv"),
        """
        <DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>
        2024.03.08\t00:00:00.102\t1.09444\t1.09449\t\t\t6
        2024.03.08\t00:00:00.417\t1.09443\t\t\t\t2
        """);
    zip(
        "binance.zip",
        """
        3456789012,67421.53000000,0.00154000,103.82915620,1709856000123,True,True
        3456789013,67421.54000000,0.02000000,1348.43080000,1709856000124,False,True
        """);
    try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(place.resolve("pepe.csv.gz")))) {
      file.write("ts,last,base\n2024-03-08T00:00:00Z,0.0000071234,1000000\n".getBytes(UTF_8));
    }
  }

  private void zip(String name, String csv) throws IOException {
    try (OutputStream file = Files.newOutputStream(place.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("ticks.csv"));
      zip.write(csv.getBytes(UTF_8));
    }
  }

  @AfterEach
  void endWhatIsLeft() throws IOException {
    Program.run(place, "down");
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void itsCommandsDoWhatTheySay() throws Exception {
    List<Block> blocks = new ArrayList<>();
    for (Block block : blocks(Files.readAllLines(README))) {
      if (block.isRun()) {
        blocks.add(block);
      }
    }
    assertThat(blocks).hasSizeGreaterThan(7);
    int start = 0;
    while (!blocks.get(start).text().contains("./quintet up --detach")) {
      start++;
    }
    session(blocks.subList(0, start + 1));
    String output = session(blocks.subList(start + 1, blocks.size()));
    if (blocks.stream().anyMatch(block -> block.text().contains("quickstart.py"))) {
      assertThat(output)
          .contains("accepted 3 duplicate 0\n")
          .containsPattern("bar 1\\.09401[0]* 1\\.09401[0]* 1\\.09398[0]* 1\\.09398[0]* ticks 3\n");
    }

    Matcher java = JAVA.matcher(Files.readString(README));
    assertThat(java.find()).isTrue();
    assertThat(javaPrints(java.group(1))).contains("BTCUSD");
  }

  private static List<Block> blocks(List<String> lines) {
    List<Block> blocks = new ArrayList<>();
    String remark = "";
    StringBuilder text = new StringBuilder();
    int first = 0;
    boolean fenced = false;
    for (int i = 0; i <= lines.size(); i++) {
      String line = i < lines.size() ? lines.get(i) : "end";
      fenced ^= line.startsWith("```");
      if (line.startsWith("    ") && !fenced) {
        first = text.isEmpty() ? i + 1 : first;
        text.append(line.substring(4)).append('\n');
      } else if (!line.isBlank()) {
        if (!text.isEmpty()) {
          blocks.add(new Block(first, remark, text.toString()));
          text.setLength(0);
        }
        remark = line;
      }
    }
    return blocks;
  }

  /** The ports of the README are those of nobody's service: any that are free are taken. */
  private String here(String text) {
    DataDirectory data = new DataDirectory(place.resolve(".quintet"));
    return data.running().isEmpty()
        ? text
        : text.replace("127.0.0.1:8008", "127.0.0.1:" + data.port("http").orElseThrow())
            .replace("127.0.0.1:8080", "127.0.0.1:" + data.port("grpc").orElseThrow())
            .replace("\"127.0.0.1\", 8080", "\"127.0.0.1\", " + data.port("grpc").orElseThrow());
  }

  private String session(List<Block> blocks) throws Exception {
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    for (Block block : blocks) {
      script.append("echo '@@ README line ").append(block.line()).append("'\n");
      script.append(here(block.text()));
    }
    Path file = Files.writeString(place.resolve("session.sh"), script);
    String output = run(List.of("bash", file.toString()));
    assertThat(output).doesNotContainPattern(REFUSED).endsWith("@@ exit code 0");
    return output;
  }

  private String run(List<String> command) throws Exception {
    Path output = place.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "QUINTET_HTTP_PORT", "0",
                "QUINTET_GRPC_PORT", "0",
                "QUINTET_JVM_OPTIONS", "-Dquintet.rehearse=false",
                "QUINTET_JAVA_HOME", System.getProperty("java.home"),
                "QUINTET_KEY", key()));
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(command + " did not end: " + Files.readString(output));
    }
    return Files.readString(output) + "@@ exit code " + process.exitValue();
  }

  private String key() {
    return new DataDirectory(place.resolve(".quintet")).credential("demo").orElse("");
  }

  private String javaPrints(String block) throws Exception {
    Path source = place.resolve("Main.java");
    Files.writeString(
        source,
        """
        import dev.quintet.client.*;
        public class Main {
          public static void main(String[] none) throws Exception {
        %s  }
        }
        """
            .formatted(here(block)));
    Path libraries = Path.of("target", "lib").toAbsolutePath();
    return run(List.of(jdk17() + "/bin/java", "-cp", libraries + "/*", source.toString()));
  }

  /** One of Java 17, where there is one; that the classes are of it, a test of the client checks. */
  private static Path jdk17() throws IOException {
    Path all = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(all)) {
      try (Stream<Path> jdks = Files.list(all)) {
        for (Path jdk : jdks.toList()) {
          Path release = jdk.resolve("release");
          if (Files.exists(release)
              && Files.exists(jdk.resolve("bin/javac"))
              && Files.readString(release).contains("JAVA_VERSION=\"17")) {
            return jdk;
          }
        }
      }
    }
    return Path.of(System.getProperty("java.home"));
  }
}
