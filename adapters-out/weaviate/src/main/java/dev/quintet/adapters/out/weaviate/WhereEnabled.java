package dev.quintet.adapters.out.weaviate;

import io.micronaut.context.annotation.Requires;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Is there in an installation that has Weaviate, and in no other. */
@Requires(property = "quintet.weaviate.enabled", value = "true")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface WhereEnabled {}
