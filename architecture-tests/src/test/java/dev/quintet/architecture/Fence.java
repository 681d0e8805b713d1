package dev.quintet.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a room may know: itself, other rooms of the house, and packages of libraries. Everything
 * else is refused.
 *
 * @param rooms below the house's root, with all they contain
 * @param libraries package patterns; {@code a.b} is that package alone, {@code a.b..} with all
 *     below
 */
record Fence(String room, List<String> rooms, List<String> libraries) {

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

  /** A fence with nothing but the room itself and the JDK of the model. */
  static Fence around(String room) {
    return new Fence(room, List.of(), CORE_JDK);
  }

  Fence rooms(String... more) {
    return new Fence(room, join(rooms, more), libraries);
  }

  Fence libraries(String... more) {
    return new Fence(room, rooms, join(libraries, more));
  }

  /** Every class stays behind the fence around its room, and every room has one. */
  static ArchCondition<JavaClass> stayBehind(House house, Fence... fences) {
    return new Promise<>(
        "know only what the fence around their room lets in",
        type ->
            Stream.of(fences)
                .filter(fence -> fence.isAround(house, type))
                .findFirst()
                .map(fence -> fence.strays(house, type))
                .orElseGet(
                    () -> Stream.of("<" + type.getName() + "> has no fence around its room")));
  }

  private boolean isAround(House house, JavaClass type) {
    return PackageMatchers.of(house.room(room)).test(type.getPackageName());
  }

  private Stream<String> strays(House house, JavaClass type) {
    Stream<String> inside = Stream.concat(Stream.of(room), rooms.stream()).map(house::room);
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
