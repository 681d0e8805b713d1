package dev.quintet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;

/**
 * Code laid out in our layers under a root package.
 *
 * @param root the package that holds {@code domain}, {@code application} and so on
 * @param main production classes, without those that Micronaut generates
 * @param tests test classes
 * @param mostLines of a file
 * @param mostMethods of a port
 */
record Codebase(
    String root, JavaClasses main, JavaClasses tests, int mostLines, int mostMethods) {

  private static final String REAL = "dev.quintet";
  private static final String PLANTED = "dev.quintet.planted";

  /** The product, read from the class directories of its modules. */
  static Codebase real() {
    ClassFileImporter importer = new ClassFileImporter();
    return new Codebase(
        REAL,
        importer.importPaths(Modules.mainClasses()).that(areOurs()),
        importer.importPaths(Modules.testClasses()).that(areOurs()),
        300,
        7);
  }

  /**
   * The code that breaks each rule, limits so small that a few lines break them; a class named
   * {@code *Test} plays a test class there.
   */
  static Codebase planted() {
    JavaClasses all = new ClassFileImporter().importPackages(PLANTED).that(areOurs());
    DescribedPredicate<JavaClass> tests =
        describe("are tests", type -> type.getSimpleName().endsWith("Test"));
    return new Codebase(PLANTED, all.that(DescribedPredicate.not(tests)), all.that(tests), 38, 3);
  }

  /** Code without a class. */
  static Codebase empty() {
    JavaClasses nothing =
        new ClassFileImporter().importPackages(PLANTED).that(describe("exist", type -> false));
    return new Codebase(PLANTED, nothing, nothing, 0, 0);
  }

  /** The package pattern of a layer and everything below it, such as {@code adapters.in.grpc}. */
  String layer(String name) {
    return root + "." + name + "..";
  }

  /** The package patterns of several layers. */
  String[] layers(String... names) {
    return Arrays.stream(names).map(this::layer).toArray(String[]::new);
  }

  /** The name of a class of this code: {@code domain.tenancy} and {@code TenantId}. */
  String nameOf(String layer, String simpleName) {
    return root + "." + layer + "." + simpleName;
  }

  /** The package of the class below the root, {@code ""} for the root itself. */
  String packageBelowRoot(JavaClass type) {
    String name = type.getPackageName();
    return name.length() > root.length() ? name.substring(root.length() + 1) : "";
  }

  /** Written by hand: not a stub that protoc made. */
  DescribedPredicate<JavaClass> writtenByHand() {
    return describe("are written by hand", type -> !isStub(type));
  }

  private boolean isStub(JavaClass type) {
    return packageBelowRoot(type).matches("[a-z]+\\.v\\d+");
  }

  /** Leaves out what Micronaut's processor generates, and package-info. */
  private static DescribedPredicate<JavaClass> areOurs() {
    return describe(
        "are ours",
        type -> {
          String name = type.getName();
          return !name.contains(".$")
              && !name.contains("$Intercepted")
              && !name.contains("$Definition")
              && !name.endsWith(".package-info");
        });
  }
}
