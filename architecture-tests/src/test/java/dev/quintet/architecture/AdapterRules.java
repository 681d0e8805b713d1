package dev.quintet.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.stream.Collectors.groupingBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Inside an adapter; for business modules the launcher's verbs are one, too. Its own package wires
 * it and may use all of its packages; {@code kit} of a protocol and {@code kernel} of a store serve
 * all business modules and use none; each business module has a package that uses these and the
 * modules that its own may use in the domain.
 */
final class AdapterRules {

  private static final Set<String> COMMON = Set.of("kit", "kernel");

  /** The adapter, and the part of it. */
  private static final Pattern ADAPTER =
      Pattern.compile("(adapters\\.\\w+\\.\\w+|bootstrap\\.cli)(?:\\.(\\w+).*)?");

  private AdapterRules() {}

  /**
   * A type is public for another package of its adapter, or not at all, and nobody outside uses
   * it, tests of other modules included. Contracts and memory adapters serve just those.
   */
  static ArchRule publicOnlyWithin(Codebase code) {
    Map<String, List<Dependency>> uses =
        Stream.concat(code.main().stream(), code.tests().stream())
            .flatMap(user -> user.getDirectDependenciesFromSelf().stream())
            .filter(use -> adapter(code, target(use)).isPresent())
            .collect(groupingBy(use -> target(use).getName()));
    return classes()
        .that()
        .resideInAPackage(code.layer("adapters"))
        .and(
            DescribedPredicate.not(
                resideInAnyPackage(code.layers("adapters.out.contract", "adapters.out.memory"))))
        .should(
            new Promise<>(
                "be public only for other packages of their adapter",
                type ->
                    Stream.of(type)
                        .filter(AdapterRules::isShown)
                        .flatMap(
                            shown ->
                                breaches(
                                    code, shown, uses.getOrDefault(shown.getName(), List.of())))));
  }

  static ArchRule businessModules(Codebase code) {
    return classes()
        .that()
        .resideInAnyPackage(code.layers("adapters", "bootstrap.cli"))
        .should(
            new Promise<>(
                "use only packages of their adapter that theirs may use",
                type ->
                    adapter(code, type).stream()
                        .flatMap(adapter -> strays(code, adapter, type))));
  }

  private static Stream<String> breaches(Codebase code, JavaClass shown, List<Dependency> uses) {
    Optional<String> own = adapter(code, shown);
    Stream<String> outside =
        uses.stream()
            .filter(use -> !adapter(code, use.getOriginClass()).equals(own))
            .map(Dependency::getDescription);
    // A lambda leaves no trace of the interface that a method of the outer class takes it as.
    boolean needed =
        (shown.isInterface() && shown.getEnclosingClass().isPresent())
            || uses.stream()
                .map(Dependency::getOriginClass)
                .anyMatch(
                    user ->
                        adapter(code, user).equals(own)
                            && !user.getPackageName().equals(shown.getPackageName()));
    return needed
        ? outside
        : Stream.concat(
            outside,
            Stream.of("<" + shown.getName() + "> is public, and no other package needs it"));
  }

  private static Stream<String> strays(Codebase code, String adapter, JavaClass type) {
    String own = part(code, type);
    if (own.isEmpty()) {
      return Stream.of();
    }
    Set<String> modules = COMMON.contains(own) ? Set.of() : LayerRules.usableBy(own).orElse(null);
    if (modules == null) {
      return Stream.of("<" + type.getName() + "> is in no known business module");
    }
    return type.getDirectDependenciesFromSelf().stream()
        .filter(use -> adapter(code, target(use)).filter(adapter::equals).isPresent())
        .filter(
            use -> {
              String other = part(code, target(use));
              return !other.equals(own)
                  && !modules.contains(other)
                  && !(COMMON.contains(other) && !COMMON.contains(own));
            })
        .map(Dependency::getDescription);
  }

  /** {@code adapters.in.grpc}, also for what lies below. */
  private static Optional<String> adapter(Codebase code, JavaClass type) {
    return Optional.of(matched(code, type)).filter(Matcher::matches).map(name -> name.group(1));
  }

  /** {@code marketdata} of {@code adapters.in.grpc.marketdata}; empty for the adapter's own. */
  private static String part(Codebase code, JavaClass type) {
    return Optional.of(matched(code, type))
        .filter(Matcher::matches)
        .map(name -> name.group(2))
        .orElse("");
  }

  private static Matcher matched(Codebase code, JavaClass type) {
    String name = type.getPackageName();
    return ADAPTER.matcher(
        name.startsWith(code.root() + ".") ? code.packageBelowRoot(type) : "");
  }

  private static JavaClass target(Dependency use) {
    return use.getTargetClass().getBaseComponentType();
  }

  /** Members of an interface are public by nature: they are seen where the interface is. */
  private static boolean isShown(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass()
            .map(outer -> !outer.isInterface() && isShown(outer))
            .orElse(true);
  }
}
