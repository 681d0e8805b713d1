package dev.quintet.domain.patterns;

import dev.quintet.domain.shared.ProblemException;
import java.util.regex.Pattern;

/**
 * What makes embeddings. A model has one dimension: with another it is another model, and nothing of the one
 * is compared with anything of the other.
 *
 * @param name with its version: 1 to 64 characters of {@code a-z 0-9 . _ -}, the first a letter or digit
 * @param dimension numbers of an embedding, {@value #LEAST} to {@value #MOST}
 */
public record EmbeddingModel(String name, int dimension) {

  public static final int LEAST = 2;
  public static final int MOST = 4_096;

  private static final Pattern SYNTAX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  public EmbeddingModel {
    if (!SYNTAX.matcher(name).matches()) {
      throw ProblemException.invalid(
          "model",
          "must be 1 to 64 characters of a-z, 0-9 and . _ -, starting with a letter or digit");
    }
    if (dimension < LEAST || dimension > MOST) {
      throw ProblemException.invalid("embedding", "must have " + LEAST + " to " + MOST + " numbers");
    }
  }

  @Override
  public String toString() {
    return name + "/" + dimension;
  }
}
