package dev.quintet.architecture;

import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.Function;
import java.util.stream.Stream;

/** A condition given by what breaks it: for each breach a line that names the offender first. */
final class Promise<T> extends ArchCondition<T> {

  private final Function<T, Stream<String>> breaches;

  Promise(String promise, Function<T, Stream<String>> breaches) {
    super(promise);
    this.breaches = breaches;
  }

  @Override
  public void check(T item, ConditionEvents events) {
    breaches.apply(item).forEach(line -> events.add(SimpleConditionEvent.violated(item, line)));
  }
}
