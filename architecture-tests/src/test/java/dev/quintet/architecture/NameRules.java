package dev.quintet.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Words that say nothing about the business. */
final class NameRules {

  private static final Pattern EMPTY_NAMES =
      Pattern.compile(
          ".*(Impl|Manager|Helper|Util|Utils|DTO|Dto|Port|UseCase)|(Base|Abstract)\\p{Lu}.*");

  private static final Set<String> EMPTY_PACKAGES =
      Set.of("port", "usecase", "dto", "mapper", "impl", "util", "common", "exception");

  private NameRules() {}

  static ArchRule names(Codebase code) {
    return judged(
        code,
        "have a name from the business",
        type -> EMPTY_NAMES.matcher(type.getSimpleName()).matches());
  }

  static ArchRule packages(Codebase code) {
    return judged(
        code,
        "be in a package named after the business",
        type ->
            Arrays.stream(code.packageBelowRoot(type).split("\\."))
                .anyMatch(EMPTY_PACKAGES::contains));
  }

  private static ArchRule judged(Codebase code, String promise, Predicate<JavaClass> breaks) {
    return classes()
        .that(code.writtenByHand())
        .should(
            new Promise<>(
                promise,
                type ->
                    Stream.of(type)
                        .filter(breaks)
                        .map(broken -> "<" + broken.getName() + "> should " + promise)));
  }
}
