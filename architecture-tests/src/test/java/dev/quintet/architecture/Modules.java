package dev.quintet.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The Maven modules of the product, as the parent pom lists them. Their class directories are read
 * in place, so that a new module is judged from its first class on and nobody has to publish test
 * classes for this.
 */
final class Modules {

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  /** They measure and judge the product; they are no part of it. */
  private static final Set<String> NOT_THE_PRODUCT = Set.of("architecture-tests", "benchmarks");

  private Modules() {}

  static List<Path> mainClasses() {
    return classes("main", "classes");
  }

  static List<Path> testClasses() {
    return classes("test", "test-classes");
  }

  private static List<Path> classes(String sources, String target) {
    Path top = top();
    return names(top).stream()
        .map(top::resolve)
        .filter(module -> Files.isDirectory(module.resolve("src").resolve(sources)))
        .map(module -> built(module.resolve("target").resolve(target)))
        .toList();
  }

  private static Path built(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new IllegalStateException(
          directory + " is missing: build with 'mvn test -Parchitecture'");
    }
    return directory;
  }

  private static List<String> names(Path top) {
    try {
      return MODULE
          .matcher(Files.readString(top.resolve("pom.xml")))
          .results()
          .map(module -> module.group(1))
          .filter(module -> !NOT_THE_PRODUCT.contains(module))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Maven starts tests in the module, an editor perhaps above it. */
  private static Path top() {
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve("architecture-tests/pom.xml"))) {
        return at;
      }
    }
    throw new IllegalStateException("no architecture-tests module above " + start);
  }
}
