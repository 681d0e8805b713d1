package dev.quintet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Exact numbers, and answers that depend on nothing but the question. */
final class ValueRules {

  private static final Set<String> FLOATS =
      Set.of("double", "float", "java.lang.Double", "java.lang.Float");

  private static final Set<String> MONEY_WORDS =
      Set.of(
          "price",
          "bid",
          "ask",
          "amount",
          "balance",
          "profit",
          "commission",
          "equity",
          "margin",
          "money",
          "open",
          "high",
          "low",
          "close",
          "volume");

  private ValueRules() {}

  static ArchRule timeAndIdsArePassedIn(Codebase code) {
    return noClasses()
        .that()
        .resideInAnyPackage(code.layers("domain", "application"))
        .should()
        .accessTargetWhere(describe("it reads a clock or draws an id", ValueRules::readsAClock));
  }

  static ArchRule noFloats(Codebase code) {
    return members()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(code.layers("domain.marketdata", "application"))
        .should(haveNoFloats());
  }

  /** Everywhere, generated stubs too: a price on the wire is a string or a scaled integer. */
  static ArchRule moneyAndPricesAreDecimals(Codebase code) {
    return members()
        .that(describe("are named after money", ValueRules::isNamedAfterMoney))
        .should(haveNoFloats());
  }

  /** {@code now()} of every type of java.time, but not {@code now(clock)}. */
  private static boolean readsAClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    boolean takesAClock =
        access.getTarget() instanceof CodeUnitAccessTarget target
            && target.getRawParameterTypes().stream()
                .anyMatch(parameter -> parameter.getName().equals("java.time.Clock"));
    return switch (owner) {
      case "java.lang.System" -> name.equals("currentTimeMillis");
      case "java.util.UUID" -> name.equals("randomUUID");
      case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
      default -> owner.startsWith("java.time.") && name.equals("now") && !takesAClock;
    };
  }

  private static ArchCondition<JavaMember> haveNoFloats() {
    return new Promise<>(
        "be exact, not double or float",
        member ->
            types(member)
                .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .map(type -> type.getBaseComponentType().getName())
                .filter(FLOATS::contains)
                .map(type -> "<" + member.getFullName() + "> has a " + type));
  }

  private static Stream<JavaType> types(JavaMember member) {
    return switch (member) {
      case JavaField field -> Stream.of(field.getType());
      case JavaCodeUnit code ->
          Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream());
      default -> Stream.empty();
    };
  }

  /** By whole words, so that {@code flow} is not {@code low}. */
  private static boolean isNamedAfterMoney(JavaMember member) {
    return Arrays.stream(member.getName().split("_|(?<=[a-z0-9])(?=[A-Z])"))
        .map(word -> word.toLowerCase(Locale.ROOT).replaceFirst("s$", ""))
        .anyMatch(MONEY_WORDS::contains);
  }
}
