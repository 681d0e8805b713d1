package dev.quintet.bootstrap;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.ConfigurationReader;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.context.exceptions.DependencyInjectionException;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Which keys below {@code quintet} there are: those that a configuration record has. */
final class KnownSettings {

  private static final String PREFIX = "quintet.";

  /** Keys that are not of a record: the launcher's own. */
  private static final Set<String> LAUNCHER =
      Set.of(
          "quintet.log.file",
          "quintet.rehearse",
          "quintet.learned",
          "quintet.http.port",
          "quintet.grpc.port");

  private KnownSettings() {}

  /** The keys of all records, in order. */
  static Set<String> keys(ApplicationContext context) {
    return records(context).flatMap(KnownSettings::keys).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<BeanDefinition<?>> records(ApplicationContext context) {
    return context.getBeanDefinitions(Qualifiers.byStereotype(ConfigurationReader.class)).stream()
        .<BeanDefinition<?>>map(definition -> definition)
        .filter(definition -> keys(definition).findAny().isPresent());
  }

  private static Stream<String> keys(BeanDefinition<?> record) {
    return Arrays.stream(record.getConstructor().getArguments())
        .flatMap(argument -> key(argument).stream());
  }

  private static Optional<String> key(Argument<?> argument) {
    return argument
        .getAnnotationMetadata()
        .stringValue(Property.class, "name")
        .filter(key -> key.startsWith(PREFIX));
  }

  /**
   * Makes every record once, for its own checks.
   *
   * @throws IllegalArgumentException naming the key and what is wrong with its value
   */
  static void checkValues(ApplicationContext context) {
    for (BeanDefinition<?> record : records(context).toList()) {
      for (Argument<?> argument : record.getConstructor().getArguments()) {
        key(argument).ifPresent(key -> checkType(key, argument, context));
      }
      try {
        context.createBean(record.getBeanType());
      } catch (BeanInstantiationException | DependencyInjectionException e) {
        Throwable reason = e;
        while ((reason instanceof BeanInstantiationException
                || reason instanceof DependencyInjectionException)
            && reason.getCause() != null) {
          reason = reason.getCause();
        }
        throw new IllegalArgumentException(String.valueOf(reason.getMessage()), e);
      }
    }
  }

  /**
   * Refuses what is set below {@code quintet} and read by nobody: most likely a mistyped key, whose
   * default would stay in force unseen.
   */
  static void check(ApplicationContext context) {
    Set<String> known = keys(context);
    for (PropertySource source : context.getEnvironment().getPropertySources()) {
      List<String> names = StreamSupport.stream(source.spliterator(), false).toList();
      switch (source.getConvention()) {
        case JAVA_PROPERTIES -> checkKeys(names, known);
        case ENVIRONMENT_VARIABLE -> checkVariables(names, known);
      }
    }
  }

  /** Of a value of another type the default would be taken without a word. */
  private static void checkType(String key, Argument<?> argument, ApplicationContext context) {
    if (context.containsProperty(key)
        && context.getProperty(key, ConversionContext.of(argument)).isEmpty()) {
      Class<?> type = argument.getType();
      String kind =
          type == Duration.class
              ? "a time such as 500ms, 30s or 2m"
              : type == boolean.class ? "true or false" : "a whole number";
      String given = context.getProperty(key, String.class).orElse("");
      throw new IllegalArgumentException(key + " must be " + kind + ", is " + given);
    }
  }

  private static void checkKeys(List<String> names, Set<String> known) {
    for (String name : names) {
      String key = NameUtils.hyphenate(name);
      if (key.startsWith(PREFIX) && !known.contains(key) && !LAUNCHER.contains(key)) {
        throw unknown(name);
      }
    }
  }

  /** Only below the modules: a platform may set others that begin with QUINTET_. */
  private static void checkVariables(List<String> names, Set<String> known) {
    Set<String> variables =
        known.stream().map(KnownSettings::variable).collect(Collectors.toSet());
    LAUNCHER.forEach(key -> variables.add(variable(key)));
    Set<String> modules =
        known.stream()
            .map(key -> variable(key.substring(0, key.indexOf('.', PREFIX.length()) + 1)))
            .collect(Collectors.toSet());
    for (String name : names) {
      if (modules.stream().anyMatch(name::startsWith) && !variables.contains(name)) {
        throw unknown(name);
      }
    }
  }

  private static String variable(String key) {
    return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        name + " is set, but there is no such setting; application.yml lists all");
  }
}
