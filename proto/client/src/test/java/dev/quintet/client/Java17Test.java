package dev.quintet.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Callers may run on a JDK that is older than the service's. */
final class Java17Test {

  private static final int JAVA_17 = 61;

  @Test
  void theClientAndWhatItNeedsAreOfJava17OrEarlier() throws IOException {
    List<String> later = new ArrayList<>();
    int looked = 0;
    for (String entry : System.getProperty("java.class.path").split(":")) {
      if (entry.endsWith("test-classes") || !Files.exists(Path.of(entry))) {
        continue;
      }
      looked += entry.endsWith(".jar") ? jar(entry, later) : directory(Path.of(entry), later);
    }
    assertThat(looked).isGreaterThan(3_000);
    assertThat(later).isEmpty();
  }

  private static int jar(String path, List<String> later) throws IOException {
    int looked = 0;
    try (JarFile jar = new JarFile(path)) {
      for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
        String name = entry.getName();
        if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
          looked++;
          check(path + "!" + name, jar.getInputStream(entry), later);
        }
      }
    }
    return looked;
  }

  private static int directory(Path path, List<String> later) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> classes = files.filter(file -> file.toString().endsWith(".class")).toList();
      for (Path file : classes) {
        check(file.toString(), Files.newInputStream(file), later);
      }
      return classes.size();
    }
  }

  private static void check(String name, InputStream content, List<String> later)
      throws IOException {
    try (DataInputStream in = new DataInputStream(content)) {
      in.readInt();
      in.readUnsignedShort();
      if (in.readUnsignedShort() > JAVA_17) {
        later.add(name);
      }
    }
  }
}
