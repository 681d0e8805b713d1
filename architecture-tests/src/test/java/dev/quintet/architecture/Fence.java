package dev.quintet.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a layer may know: itself, other layers of the code, and packages of libraries. Everything
 * else is refused.
 *
 * @param layers below the root, with all they contain
 * @param libraries package patterns; {@code a.b} is that package alone, {@code a.b..} with all
 *     below
 */
record Fence(String layer, List<String> layers, List<String> libraries) {

  /**
   * The JDK that the model needs: language, collections, time and exact numbers, and by ADR 5
   * hashes, text encodings and byte order. Nothing that opens a file, a socket or a database.
   */
  private static final List<String> CORE_JDK =
      List.of(
          "java.lang",
          "java.util",
          "java.util.concurrent..",
          "java.util.function",
          "java.util.random",
          "java.util.regex",
          "java.util.stream",
          "java.time..",
          "java.math",
          "java.nio",
          "java.nio.charset",
          "java.security",
          "org.jspecify.annotations");

  /** A fence with nothing but the layer itself and the JDK of the model. */
  static Fence around(String layer) {
    return new Fence(layer, List.of(), CORE_JDK);
  }

  Fence layers(String... more) {
    return new Fence(layer, join(layers, more), libraries);
  }

  Fence libraries(String... more) {
    return new Fence(layer, layers, join(libraries, more));
  }

  /** Every class stays behind the fence around its layer, and every layer has one. */
  static ArchCondition<JavaClass> stayBehind(Codebase code, Fence... fences) {
    return new Promise<>(
        "know only what the fence around their layer allows",
        type ->
            Stream.of(fences)
                .filter(fence -> fence.isAround(code, type))
                .findFirst()
                .map(fence -> fence.strays(code, type))
                .orElseGet(
                    () -> Stream.of("<" + type.getName() + "> has no fence around its layer")));
  }

  private boolean isAround(Codebase code, JavaClass type) {
    return PackageMatchers.of(code.layer(layer)).test(type.getPackageName());
  }

  private Stream<String> strays(Codebase code, JavaClass type) {
    Stream<String> inside = Stream.concat(Stream.of(layer), layers.stream()).map(code::layer);
    PackageMatchers known = PackageMatchers.of(Stream.concat(inside, libraries.stream()).toList());
    return type.getDirectDependenciesFromSelf().stream()
        .filter(
            dependency ->
                !known.test(dependency.getTargetClass().getBaseComponentType().getPackageName()))
        .map(Dependency::getDescription);
  }

  private static List<String> join(List<String> some, String... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }
}
