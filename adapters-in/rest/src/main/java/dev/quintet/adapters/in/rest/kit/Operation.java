package dev.quintet.adapters.in.rest.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a route takes and answers. Requests are read by it ({@link Query}, {@link Bodies}) and the
 * description of the interface is made of it, so that neither knows a parameter that the other does
 * not. The method's name is the operation's id.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {

  /** Who is answered. */
  enum Audience {
    CALLERS,
    /** Who holds the scrape key, too, and so is nobody's principal. */
    SCRAPERS,
    EVERYBODY
  }

  /** What it does, in half a sentence. */
  String value();

  Audience audience() default Audience.CALLERS;

  /** Whether its calls are billed: to look at a bill must not change it. */
  boolean metered() default true;

  /** All parameters of the query; each may be left out. */
  String[] query() default {};

  /** Headers that it reads, besides those that every route reads. */
  String[] headers() default {};

  /** Those of its headers without which it is refused. */
  String[] required() default {};

  /** Properties that its body must have. */
  String[] body() default {};

  /** Properties that its body may have. */
  String[] optional() default {};

  /** The record of its answer, where the method returns it written already. */
  Class<?> answer() default void.class;

  /** Statuses that are no problem, and what each means: {@code "201 It was made"}. */
  String[] answers();

  /** Headers of its answers. */
  String[] answerHeaders() default {};
}
