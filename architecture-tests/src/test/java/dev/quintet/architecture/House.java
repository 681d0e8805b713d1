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
 */
record House(String root, JavaClasses main, JavaClasses tests) {

  private static final String REAL = "dev.quintet";
  private static final String PLANTED = "dev.quintet.planted";

  /** The product, read from the class directories of its modules. */
  static House real() {
    ClassFileImporter importer = new ClassFileImporter();
    return new House(
        REAL,
        importer.importPaths(Modules.mainClasses()).that(areOurs()),
        importer.importPaths(Modules.testClasses()).that(areOurs()));
  }

  /** The house that breaks each rule; a class named {@code *Test} plays a test class there. */
  static House planted() {
    JavaClasses all = new ClassFileImporter().importPackages(PLANTED).that(areOurs());
    DescribedPredicate<JavaClass> tests =
        describe("are tests", type -> type.getSimpleName().endsWith("Test"));
    return new House(PLANTED, all.that(DescribedPredicate.not(tests)), all.that(tests));
  }

  /** A house in which nobody lives. */
  static House empty() {
    JavaClasses nothing =
        new ClassFileImporter().importPackages(PLANTED).that(describe("exist", type -> false));
    return new House(PLANTED, nothing, nothing);
  }

  /** The package pattern of a room and everything below it, such as {@code adapters.in.grpc}. */
  String room(String name) {
    return root + "." + name + "..";
  }

  /** The package patterns of several rooms. */
  String[] rooms(String... names) {
    return Arrays.stream(names).map(this::room).toArray(String[]::new);
  }

  /** The name of a class of this house: {@code domain.tenancy} and {@code TenantId}. */
  String nameOf(String room, String simpleName) {
    return root + "." + room + "." + simpleName;
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
