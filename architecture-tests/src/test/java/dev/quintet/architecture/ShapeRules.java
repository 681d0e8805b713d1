package dev.quintet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What a class looks like from outside. */
final class ShapeRules {

  private static final Pattern TECHNOLOGY =
      Pattern.compile("(?i)postgres|clickhouse|dragonfly|redis|weaviate|arango");

  private ShapeRules() {}

  static ArchRule packagesAreNullMarked(Codebase code) {
    return classes()
        .that(code.writtenByHand())
        .should(
            new Promise<>(
                "be in a package that is @NullMarked",
                type ->
                    Stream.of(type)
                        .filter(unmarked -> !isNullMarked(unmarked.getPackage()))
                        .map(unmarked -> "<" + unmarked.getName() + "> is in none")));
  }

  static ArchRule classesAreFinal(Codebase code) {
    return classes()
        .that(code.writtenByHand())
        .and(describe("are concrete and not sealed", ShapeRules::isConcrete))
        .should()
        .haveModifier(JavaModifier.FINAL);
  }

  static ArchRule filesAreShort(Codebase code) {
    return classes()
        .that(code.writtenByHand())
        .and()
        .areTopLevelClasses()
        .should(
            new Promise<>(
                "be in a file of at most " + code.mostLines() + " lines",
                type ->
                    Stream.of(source(type).lines().count())
                        .filter(lines -> lines > code.mostLines())
                        .map(lines -> "<" + type.getName() + "> is in one of " + lines)));
  }

  /** Else a store cannot be replaced, or another added, without touching what does not use it. */
  static ArchRule technologiesStayInAdapters(Codebase code) {
    return classes()
        .that(code.writtenByHand())
        .and()
        .resideInAnyPackage(code.layers("domain", "application"))
        .and()
        .areTopLevelClasses()
        .should(
            new Promise<>(
                "not name a technology, be it in a comment",
                type ->
                    TECHNOLOGY
                        .matcher(source(type))
                        .results()
                        .map(found -> "<" + type.getName() + "> names " + found.group())));
  }

  private static boolean isNullMarked(JavaPackage candidate) {
    return candidate
        .tryGetPackageInfo()
        .filter(info -> info.isAnnotatedWith(NullMarked.class))
        .isPresent();
  }

  private static boolean isConcrete(JavaClass type) {
    return !type.isInterface()
        && !type.isEnum()
        && !type.isAnonymousClass()
        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
        && !type.reflect().isSealed();
  }

  /** The class file lies under target/classes or target/test-classes, its source beside target. */
  private static String source(JavaClass type) {
    URI classFile = type.getSource().orElseThrow().getUri();
    String source =
        classFile
            .getPath()
            .replace("/target/classes/", "/src/main/java/")
            .replace("/target/test-classes/", "/src/test/java/")
            .replaceFirst("[^/]+$", type.getSource().orElseThrow().getFileName().orElseThrow());
    try {
      return Files.readString(Path.of(source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
