package dev.quintet.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One place where a rule is broken.
 *
 * @param offender class, member or package below the root, without parameters: {@code
 *     domain.marketdata.TickStore.append}
 * @param line what ArchUnit says about it
 */
record Breach(String offender, String line) {

  private static final Pattern FIRST_NAME = Pattern.compile("<([\\w.$]+(?:<init>|<clinit>)?)");

  /** Every breach of the rule; fails when the rule finds no class to judge. */
  static List<Breach> of(ArchRule rule, Codebase code) {
    return rule.evaluate(code.main()).getFailureReport().getDetails().stream()
        .map(line -> new Breach(offender(line, code), line))
        .toList();
  }

  /** Whether {@code name} is the offender, or the class or package around it. */
  boolean isIn(String name) {
    return offender.equals(name)
        || offender.startsWith(name + ".")
        || offender.startsWith(name + "$");
  }

  private static String offender(String line, Codebase code) {
    Matcher name = FIRST_NAME.matcher(line);
    if (!name.find() || !name.group(1).startsWith(code.root() + ".")) {
      throw new IllegalStateException("a breach names its offender first: " + line);
    }
    return name.group(1).substring(code.root().length() + 1);
  }
}
