package dev.quintet.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who may know whom. */
final class LayerRules {

  private static final String[] ROOMS = {
    "domain", "application", "adapters.in", "adapters.out", "engines", "client", "bootstrap"
  };

  private static final String[] MICRONAUT = {
    "io.micronaut.context..",
    "io.micronaut.core..",
    "io.micronaut.inject..",
    "jakarta.annotation",
    "jakarta.inject",
    "java.lang.annotation"
  };

  private static final Fence DOMAIN = Fence.around("domain");

  private static final Fence APPLICATION =
      Fence.around("application").rooms("domain").libraries("org.slf4j");

  private static final Fence GRPC =
      Fence.around("adapters.in.grpc")
          .rooms("application", "domain", "*.v1")
          .libraries(MICRONAUT)
          .libraries("org.slf4j", "java.io", "io.grpc..", "com.google.protobuf..")
          .libraries("io.micronaut.runtime.server.event");

  private static final Fence REST =
      Fence.around("adapters.in.rest")
          .rooms("application", "domain")
          .libraries(MICRONAUT)
          .libraries("org.slf4j", "java.io", "java.net", "io.micronaut..")
          .libraries("com.fasterxml.jackson.annotation", "com.fasterxml.jackson.core");

  private static final Fence CONTRACT =
      Fence.around("adapters.out.contract")
          .rooms("domain")
          .libraries("org.junit.jupiter.api..", "org.assertj.core..", "org.awaitility..");

  private static final Fence MEMORY = Fence.around("adapters.out.memory").rooms("domain");

  private static final Fence POSTGRESQL =
      Fence.around("adapters.out.postgresql")
          .rooms("domain")
          .libraries(MICRONAUT)
          .libraries("org.slf4j", "java.io", "java.sql", "javax.sql", "org.postgresql..")
          .libraries("com.zaxxer.hikari..", "org.flywaydb.core..", "io.micronaut.data..");

  private static final Fence CLICKHOUSE =
      Fence.around("adapters.out.clickhouse")
          .rooms("domain")
          .libraries(MICRONAUT)
          .libraries("org.slf4j", "java.io", "java.net..", "com.clickhouse..")
          .libraries("java.lang.invoke", "org.apache.hc.client5.http", "org.apache.hc.core5.http");

  private static final Fence DRAGONFLY =
      Fence.around("adapters.out.dragonfly")
          .rooms("domain")
          .libraries(MICRONAUT)
          .libraries("org.slf4j", "java.io", "io.lettuce.core..", "io.netty.util");

  private static final Fence TELEMETRY =
      Fence.around("adapters.out.telemetry")
          .rooms("domain")
          .libraries(MICRONAUT)
          .libraries("org.slf4j..", "io.micrometer.core.instrument..")
          .libraries("io.micrometer.prometheusmetrics", "java.net..")
          .libraries("io.opentelemetry.api..", "io.opentelemetry.context..")
          .libraries("io.opentelemetry.sdk..");

  private static final Fence ENGINES =
      Fence.around("engines")
          .libraries("org.slf4j", "java..", "javax.sql", "org.postgresql..", "redis.embedded..")
          .libraries("org.apache.commons.compress..", "org.tukaani.xz..", "org.opentest4j");

  private static final Fence CLIENT =
      Fence.around("client")
          .rooms("*.v1")
          .libraries("org.slf4j", "java.io", "io.grpc..", "com.google.protobuf..")
          .libraries("io.netty.channel..", "io.netty.util.concurrent");

  private static final Fence VERBS =
      Fence.around("bootstrap")
          .rooms("client", "engines")
          .libraries("java.io", "java.net..", "java.nio..", "java.util.zip", "picocli")
          .libraries("org.slf4j", "org.apache.commons.csv", "me.tongfei.progressbar")
          .libraries("com.fasterxml.jackson.core");

  /** Business modules and what each may use, in domain and application alike. */
  private static final Map<String, Set<String>> BUSINESS_MODULES =
      Map.of(
          "shared", Set.of(),
          "tenancy", Set.of("shared"),
          "marketdata", Set.of("shared", "tenancy"),
          "subscriptions", Set.of("shared", "tenancy"),
          "platform", Set.of("shared", "tenancy", "subscriptions"));

  private LayerRules() {}

  /** A package in none of the rooms would escape every fence. */
  static ArchRule everyClassHasARoom(House house) {
    return classes().that(house.writtenByHand()).should().resideInAnyPackage(house.rooms(ROOMS));
  }

  static ArchRule domain(House house) {
    return fenced(house, "domain", DOMAIN);
  }

  static ArchRule application(House house) {
    return fenced(house, "application", APPLICATION);
  }

  static ArchRule inboundAdapters(House house) {
    return fenced(house, "adapters.in", GRPC, REST);
  }

  /** Only activities call ports: a rule that an activity keeps cannot be walked around. */
  static ArchRule inboundAdaptersHoldNoPort(House house) {
    return noClasses()
        .that()
        .resideInAPackage(house.room("adapters.in"))
        .should()
        .dependOnClassesThat(PortRules.arePorts(house));
  }

  static ArchRule outboundAdapters(House house) {
    return fenced(
        house, "adapters.out", CONTRACT, MEMORY, POSTGRESQL, CLICKHOUSE, DRAGONFLY, TELEMETRY);
  }

  static ArchRule engines(House house) {
    return fenced(house, "engines", ENGINES);
  }

  /** What a service takes on board when it uses the client. */
  static ArchRule client(House house) {
    return fenced(house, "client", CLIENT);
  }

  static ArchRule nobodyDependsOnBootstrap(House house) {
    return classes()
        .that()
        .resideInAPackage(house.room("bootstrap"))
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAPackage(house.room("bootstrap"));
  }

  /** They start quickly, and see no more of the service than any other client. */
  static ArchRule verbs(House house) {
    return fenced(house, "bootstrap.cli", VERBS);
  }

  static ArchRule businessModules(House house) {
    return classes()
        .that()
        .resideInAnyPackage(house.rooms("domain", "application"))
        .should(
            new Promise<>(
                "use only business modules that theirs may use", type -> strays(house, type)));
  }

  /** The business modules that this one may use; empty if there is none of this name. */
  static Optional<Set<String>> usableBy(String businessModule) {
    return Optional.ofNullable(BUSINESS_MODULES.get(businessModule));
  }

  /**
   * What a driver's exception means is judged in {@code *Failures}. Elsewhere a problem may have
   * another problem as its cause, or the end of a wait.
   */
  static ArchRule driverFailures(House house) {
    return classes()
        .that()
        .resideInAPackage(house.room("adapters.out"))
        .and()
        .haveSimpleNameNotEndingWith("Failures")
        .should(
            new Promise<>(
                "not make a problem of a driver's exception",
                type ->
                    type.getConstructorCallsFromSelf().stream()
                        .filter(call -> wrapsACause(house, call))
                        .filter(call -> !knowsTheCause(house, call.getOrigin()))
                        .map(JavaConstructorCall::getDescription)));
  }

  private static boolean wrapsACause(House house, JavaConstructorCall call) {
    return call.getTargetOwner().getName().equals(problemException(house))
        && call.getTarget().getRawParameterTypes().stream()
            .anyMatch(parameter -> parameter.isAssignableTo(Throwable.class));
  }

  /** What the code unit catches, or is handed, is known, and no driver has thrown it. */
  private static boolean knowsTheCause(House house, JavaCodeUnit wrapping) {
    List<JavaClass> causes =
        Stream.concat(
                wrapping.getTryCatchBlocks().stream()
                    .flatMap(block -> block.getCaughtThrowables().stream()),
                wrapping.getRawParameterTypes().stream()
                    .filter(parameter -> parameter.isAssignableTo(Throwable.class)))
            .toList();
    return !causes.isEmpty()
        && causes.stream()
            .allMatch(
                cause ->
                    cause.getPackageName().equals("java.util.concurrent")
                        || cause.isEquivalentTo(InterruptedException.class)
                        || cause.getName().equals(problemException(house)));
  }

  private static String problemException(House house) {
    return house.nameOf("domain.shared", "ProblemException");
  }

  private static ArchRule fenced(House house, String rooms, Fence... fences) {
    return classes()
        .that()
        .resideInAPackage(house.room(rooms))
        .should(Fence.stayBehind(house, fences));
  }

  private static Stream<String> strays(House house, JavaClass type) {
    String own = businessModule(house, type);
    Optional<Set<String>> usable = usableBy(own);
    if (usable.isEmpty()) {
      return Stream.of("<" + type.getName() + "> is in no known business module");
    }
    return type.getDirectDependenciesFromSelf().stream()
        .filter(
            dependency -> {
              String other =
                  businessModule(house, dependency.getTargetClass().getBaseComponentType());
              return !other.isEmpty() && !other.equals(own) && !usable.get().contains(other);
            })
        .map(Dependency::getDescription);
  }

  /** {@code marketdata} of {@code domain.marketdata}; empty for classes that are in no module. */
  private static String businessModule(House house, JavaClass type) {
    if (!type.getPackageName().startsWith(house.root() + ".")) {
      return "";
    }
    String[] names = house.packageBelowRoot(type).split("\\.", 3);
    boolean layered = names[0].equals("domain") || names[0].equals("application");
    return layered && names.length > 1 ? names[1] : "";
  }
}
