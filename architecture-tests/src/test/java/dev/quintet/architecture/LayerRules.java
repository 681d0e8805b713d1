package dev.quintet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
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

  private static final String[] LAYERS = {
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

  /** Of java.text it needs the forms in which Unicode writes the same letters. */
  private static final Fence DOMAIN = Fence.around("domain").libraries("java.text");

  private static final Fence APPLICATION =
      Fence.around("application").layers("domain").libraries("org.slf4j");

  private static final Fence GRPC =
      Fence.around("adapters.in.grpc")
          .layers("application", "domain", "*.v1")
          .libraries(MICRONAUT)
          .libraries("org.slf4j", "java.io", "io.grpc..", "com.google.protobuf..", "com.google.rpc")
          .libraries("io.micronaut.runtime.server.event", "java.net")
          .libraries("io.netty.channel..", "io.netty.buffer", "io.netty.util.concurrent");

  private static final Fence REST =
      Fence.around("adapters.in.rest")
          .layers("application", "domain")
          .libraries(MICRONAUT)
          .libraries("org.slf4j", "java.io", "java.net", "java.lang.reflect", "io.micronaut..")
          .libraries("javax.crypto..")
          .libraries("com.fasterxml.jackson.annotation", "com.fasterxml.jackson.core")
          .libraries("org.apache.commons.csv")
          .libraries("io.netty.channel", "io.netty.handler.codec.http", "io.netty.util..");

  private static final Fence CONTRACT =
      Fence.around("adapters.out.contract")
          .layers("domain")
          .libraries("org.junit.jupiter.api..", "org.assertj.core..", "org.awaitility..");

  private static final Fence MEMORY = Fence.around("adapters.out.memory").layers("domain");

  private static final Fence POSTGRESQL =
      Fence.around("adapters.out.postgresql")
          .layers("domain")
          .libraries(MICRONAUT)
          .libraries("org.slf4j", "java.io", "java.sql", "javax.sql", "org.postgresql..")
          .libraries("com.zaxxer.hikari..", "org.flywaydb.core..", "io.micronaut.data..")
          .libraries("com.github.kagkarlsson.scheduler..");

  private static final Fence CLICKHOUSE =
      Fence.around("adapters.out.clickhouse")
          .layers("domain")
          .libraries(MICRONAUT)
          .libraries("org.slf4j", "java.io", "java.net..", "com.clickhouse..")
          .libraries("org.apache.hc.client5.http", "org.apache.hc.core5.http");

  private static final Fence DRAGONFLY =
      Fence.around("adapters.out.dragonfly")
          .layers("domain")
          .libraries(MICRONAUT)
          .libraries("org.slf4j", "java.io", "io.lettuce.core..", "io.netty.util..", "io.netty.channel");

  private static final Fence WEAVIATE =
      Fence.around("adapters.out.weaviate")
          .layers("domain")
          .libraries(MICRONAUT)
          .libraries("java.io", "java.net..", "io.grpc..", "com.google.protobuf..")
          .libraries("io.weaviate.client6.v1.internal.grpc.protocol", "com.fasterxml.jackson.jr.ob");

  private static final Fence TELEMETRY =
      Fence.around("adapters.out.telemetry")
          .layers("domain")
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
          .layers("*.v1")
          .libraries("org.slf4j", "java.io", "io.grpc..", "com.google.protobuf..")
          .libraries("io.netty.channel..", "io.netty.util.concurrent");

  private static final Fence VERBS =
      Fence.around("bootstrap")
          .layers("client", "engines")
          .libraries("java.io", "java.net..", "java.nio..", "java.util.zip", "picocli")
          .libraries("org.slf4j", "org.apache.commons.csv", "org.apache.commons.io..")
          .libraries("org.apache.commons.compress.archivers.tar")
          .libraries("me.tongfei.progressbar", "com.fasterxml.jackson.core", "com.fasterxml.jackson.jr.ob");

  /** Business modules and what each may use, in domain and application alike. */
  private static final Map<String, Set<String>> BUSINESS_MODULES =
      Map.ofEntries(
          Map.entry("shared", Set.of()),
          Map.entry("tenancy", Set.of("shared")),
          Map.entry("writes", Set.of("shared", "tenancy")),
          Map.entry("operations", Set.of("shared", "tenancy")),
          Map.entry("marketdata", Set.of("shared", "tenancy", "writes")),
          Map.entry("subscriptions", Set.of("shared", "tenancy", "writes", "users")),
          Map.entry("users", Set.of("shared", "tenancy", "writes")),
          Map.entry(
              "trades",
              Set.of("shared", "tenancy", "writes", "users", "marketdata", "operations")),
          Map.entry(
              "predictions", Set.of("shared", "tenancy", "writes", "marketdata", "operations")),
          Map.entry(
              "decisions",
              Set.of("shared", "tenancy", "writes", "users", "marketdata", "operations", "trades")),
          Map.entry("patterns", Set.of("shared", "tenancy", "writes", "marketdata", "operations")),
          Map.entry("platform", Set.of("shared", "tenancy", "subscriptions", "operations")),
          Map.entry("calls", Set.of("shared", "tenancy", "subscriptions", "platform")));

  /** The package above the modules makes the activities of all; no module may use it. */
  private static final String WIRING = "application";

  private LayerRules() {}

  /** A package in none of the layers would escape every fence. */
  static ArchRule everyClassIsInALayer(Codebase code) {
    return classes().that(code.writtenByHand()).should().resideInAnyPackage(code.layers(LAYERS));
  }

  static ArchRule domain(Codebase code) {
    return fenced(code, "domain", DOMAIN);
  }

  static ArchRule application(Codebase code) {
    return fenced(code, "application", APPLICATION);
  }

  static ArchRule inboundAdapters(Codebase code) {
    return fenced(code, "adapters.in", GRPC, REST);
  }

  /** Only activities call ports: a rule that an activity keeps cannot be walked around. */
  static ArchRule inboundAdaptersHoldNoPort(Codebase code) {
    return noClasses()
        .that()
        .resideInAPackage(code.layer("adapters.in"))
        .should()
        .dependOnClassesThat(PortRules.arePorts(code));
  }

  /** Only {@code Access} asks a principal what it may: an activity asks {@code Access}. */
  static ArchRule rightsAreDecidedInOnePlace(Codebase code) {
    String principal = code.nameOf("domain.tenancy", "Principal");
    return noClasses()
        .that()
        .resideOutsideOfPackages(code.layers("domain.tenancy", "application.tenancy"))
        .should()
        .callMethodWhere(
            describe(
                "a principal is asked for a right",
                call ->
                    call.getTargetOwner().getName().equals(principal)
                        && Set.of("allows", "reaches").contains(call.getName())));
  }

  /** What is read past the declaration of a route is missing in the description made of it. */
  static ArchRule requestsAreReadByWhatRoutesDeclare(Codebase code) {
    return noClasses()
        .that()
        .resideInAPackage(code.layer("adapters.in.rest"))
        .and()
        .resideOutsideOfPackage(code.layer("adapters.in.rest.kit"))
        .should()
        .callMethodWhere(
            describe(
                "a request is asked for its headers, parameters or body",
                call ->
                    call.getTargetOwner().isAssignableTo("io.micronaut.http.HttpMessage")
                        && Set.of("getHeaders", "getParameters", "getBody")
                            .contains(call.getName())));
  }

  static ArchRule outboundAdapters(Codebase code) {
    return fenced(
        code,
        "adapters.out",
        CONTRACT,
        MEMORY,
        POSTGRESQL,
        CLICKHOUSE,
        DRAGONFLY,
        WEAVIATE,
        TELEMETRY);
  }

  static ArchRule engines(Codebase code) {
    return fenced(code, "engines", ENGINES);
  }

  /** What a service takes on board when it uses the client. */
  static ArchRule client(Codebase code) {
    return fenced(code, "client", CLIENT);
  }

  static ArchRule nobodyDependsOnBootstrap(Codebase code) {
    return classes()
        .that()
        .resideInAPackage(code.layer("bootstrap"))
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAPackage(code.layer("bootstrap"));
  }

  /** They start quickly, and see no more of the service than any other client. */
  static ArchRule verbs(Codebase code) {
    return fenced(code, "bootstrap.cli", VERBS);
  }

  static ArchRule businessModules(Codebase code) {
    return classes()
        .that()
        .resideInAnyPackage(code.layers("domain", "application"))
        .should(
            new Promise<>(
                "use only business modules that theirs may use", type -> strays(code, type)));
  }

  /** The business modules that this one may use; empty if there is none of this name. */
  static Optional<Set<String>> usableBy(String businessModule) {
    return Optional.ofNullable(BUSINESS_MODULES.get(businessModule));
  }

  /**
   * What a driver's exception means is judged in {@code *Failures}. Elsewhere a problem may have
   * another problem as its cause, or the end of a wait.
   */
  static ArchRule driverFailures(Codebase code) {
    return classes()
        .that()
        .resideInAPackage(code.layer("adapters.out"))
        .and()
        .haveSimpleNameNotEndingWith("Failures")
        .should(
            new Promise<>(
                "not make a problem of a driver's exception",
                type ->
                    type.getConstructorCallsFromSelf().stream()
                        .filter(call -> wrapsACause(code, call))
                        .filter(call -> !knowsTheCause(code, call.getOrigin()))
                        .map(JavaConstructorCall::getDescription)));
  }

  private static boolean wrapsACause(Codebase code, JavaConstructorCall call) {
    return call.getTargetOwner().getName().equals(problemException(code))
        && call.getTarget().getRawParameterTypes().stream()
            .anyMatch(parameter -> parameter.isAssignableTo(Throwable.class));
  }

  /** What the code unit catches, or is handed, is known, and no driver has thrown it. */
  private static boolean knowsTheCause(Codebase code, JavaCodeUnit wrapping) {
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
                        || cause.getName().equals(problemException(code)));
  }

  private static String problemException(Codebase code) {
    return code.nameOf("domain.shared", "ProblemException");
  }

  private static ArchRule fenced(Codebase code, String layers, Fence... fences) {
    return classes()
        .that()
        .resideInAPackage(code.layer(layers))
        .should(Fence.stayBehind(code, fences));
  }

  private static Stream<String> strays(Codebase code, JavaClass type) {
    String own = businessModule(code, type);
    if (own.equals(WIRING)) {
      return Stream.of(); // knows all modules; the fence around the layer holds for it
    }
    Optional<Set<String>> usable = usableBy(own);
    if (usable.isEmpty()) {
      return Stream.of("<" + type.getName() + "> is in no known business module");
    }
    return type.getDirectDependenciesFromSelf().stream()
        .filter(
            dependency -> {
              String other =
                  businessModule(code, dependency.getTargetClass().getBaseComponentType());
              return !other.isEmpty() && !other.equals(own) && !usable.get().contains(other);
            })
        .map(Dependency::getDescription);
  }

  /** {@code marketdata} of {@code domain.marketdata}; empty for classes outside of both layers. */
  private static String businessModule(Codebase code, JavaClass type) {
    if (!type.getPackageName().startsWith(code.root() + ".")) {
      return "";
    }
    String[] names = code.packageBelowRoot(type).split("\\.", 3);
    boolean layered = names[0].equals("domain") || names[0].equals("application");
    return layered && names.length > 1 ? names[1] : names[0].equals(WIRING) ? WIRING : "";
  }
}
