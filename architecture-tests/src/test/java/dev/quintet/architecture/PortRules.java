package dev.quintet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.PackageMatchers;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Ports: interfaces of the domain whose ending is a promise, and the adapters that keep it. */
final class PortRules {

  private static final List<String> ENDINGS =
      List.of("Store", "Log", "Index", "Cache", "Graph", "Feed", "Ledger", "Once");

  /** What a caller of a port sees: values of the domain and the JDK, a sink at most. */
  private static final List<String> VALUES =
      List.of("java.lang", "java.math", "java.time", "java.util", "java.util.function");

  private static final Map<String, String> TECHNOLOGIES =
      Map.of(
          "memory", "Memory",
          "postgresql", "Postgres",
          "clickhouse", "ClickHouse",
          "dragonfly", "Dragonfly",
          "weaviate", "Weaviate");

  private PortRules() {}

  static DescribedPredicate<JavaClass> arePorts(Codebase code) {
    return describe("are ports", type -> isPort(code, type));
  }

  /** Else a port under another name would escape the rules for ports. */
  static ArchRule interfacesOfTheDomainArePorts(Codebase code) {
    return classes()
        .that()
        .resideInAPackage(code.layer("domain"))
        .and()
        .areInterfaces()
        .and(describe("are not sealed", type -> !type.reflect().isSealed()))
        .should()
        .haveNameMatching(".*(" + String.join("|", ENDINGS) + ")");
  }

  static ArchRule portNamesAreForPorts(Codebase code) {
    return classes()
        .that()
        .resideInAPackage(code.layer("domain"))
        .and(describe("are named like a port", PortRules::isNamedLikeAPort))
        .should()
        .beInterfaces();
  }

  static ArchRule narrow(Codebase code) {
    return classes()
        .that(arePorts(code))
        .should(
            new Promise<>(
                "have at most " + code.mostMethods() + " methods",
                port ->
                    Stream.of(port)
                        .filter(wide -> promises(wide).count() > code.mostMethods())
                        .map(wide -> "<" + wide.getName() + "> has more methods")));
  }

  /** No futures, no reactive types, no types of a driver. */
  static ArchRule portsSpeakValues(Codebase code) {
    PackageMatchers values =
        PackageMatchers.of(
            Stream.concat(VALUES.stream(), Stream.of(code.layer("domain"))).toList());
    return everyMethod(
        code,
        "take and return values",
        method ->
            Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                .map(JavaType::getAllInvolvedRawTypes)
                .flatMap(types -> types.stream())
                .map(JavaClass::getBaseComponentType)
                .allMatch(type -> type.isPrimitive() || values.test(type.getPackageName())));
  }

  static ArchRule tenantFirst(Codebase code) {
    String tenant = code.nameOf("domain.tenancy", "TenantId");
    String viewer = code.nameOf("domain.tenancy", "Viewer");
    return everyMethod(
        code,
        "take a TenantId or a Viewer first",
        method ->
            !method.getRawParameterTypes().isEmpty()
                && List.of(tenant, viewer)
                    .contains(method.getRawParameterTypes().getFirst().getName()));
  }

  /**
   * A cache is droppable and bounds its own time; every other call ends when its caller gives up.
   */
  static ArchRule deadlineLast(Codebase code) {
    String deadline = code.nameOf("domain.shared", "Deadline");
    return everyMethod(
        code,
        "take a Deadline last",
        method ->
            method.getOwner().getSimpleName().endsWith("Cache")
                || (!method.getRawParameterTypes().isEmpty()
                    && method.getRawParameterTypes().getLast().getName().equals(deadline)));
  }

  static ArchRule technologyAndPort(Codebase code) {
    return classes()
        .that(areAdaptersOfAPort(code))
        .and()
        .resideInAPackage(code.layer("adapters.out"))
        .should(
            new Promise<>(
                "be named technology and port",
                adapter ->
                    portsOf(code, adapter)
                        .map(port -> technology(code, adapter) + port.getSimpleName())
                        .filter(name -> !name.equals(adapter.getSimpleName()))
                        .map(name -> "<" + adapter.getName() + "> should be named " + name)));
  }

  /** A test beside the adapter, named after it, that runs the contract of each of its ports. */
  static ArchRule adaptersPassTheContract(Codebase code) {
    return classes()
        .that(areAdaptersOfAPort(code))
        .should(
            new Promise<>(
                "have a test that runs the contract of their port",
                adapter ->
                    portsOf(code, adapter)
                        .map(port -> port.getSimpleName() + "Contract")
                        .map(contract -> code.nameOf("adapters.out.contract", contract))
                        .filter(
                            contract ->
                                code.tests().stream()
                                    .noneMatch(test -> runs(test, contract, adapter)))
                        .map(
                            contract -> "<" + adapter.getName() + "> has no test of " + contract)));
  }

  private static String technology(Codebase code, JavaClass adapter) {
    String layer = code.packageBelowRoot(adapter).split("\\.")[2];
    return TECHNOLOGIES.getOrDefault(layer, "");
  }

  private static boolean runs(JavaClass test, String contract, JavaClass adapter) {
    return !test.isInterface()
        && !test.getModifiers().contains(JavaModifier.ABSTRACT)
        && test.getPackageName().equals(adapter.getPackageName())
        && test.getName().startsWith(adapter.getName())
        && test.isAssignableTo(contract);
  }

  private static ArchRule everyMethod(Codebase code, String promise, Predicate<JavaMethod> keeps) {
    return classes()
        .that(arePorts(code))
        .should(
            new Promise<>(
                promise,
                port ->
                    promises(port)
                        .filter(keeps.negate())
                        .map(method -> "<" + method.getFullName() + "> does not " + promise)));
  }

  private static Stream<JavaMethod> promises(JavaClass port) {
    return port.getMethods().stream()
        .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC))
        .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC));
  }

  private static DescribedPredicate<JavaClass> areAdaptersOfAPort(Codebase code) {
    return describe(
        "are concrete and implement a port",
        type ->
            !type.isInterface()
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && portsOf(code, type).findAny().isPresent());
  }

  private static Stream<JavaClass> portsOf(Codebase code, JavaClass type) {
    return type.getAllRawInterfaces().stream().filter(candidate -> isPort(code, candidate));
  }

  private static boolean isPort(Codebase code, JavaClass type) {
    return type.isInterface()
        && type.getPackageName().startsWith(code.root() + ".domain.")
        && isNamedLikeAPort(type);
  }

  private static boolean isNamedLikeAPort(JavaClass type) {
    return ENDINGS.stream().anyMatch(type.getSimpleName()::endsWith);
  }
}
