package dev.quintet.domain.patterns;

import dev.quintet.domain.shared.ProblemException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Where a model puts a situation: a direction. Its length says nothing, so two embeddings of one direction
 * are equally similar to all others.
 *
 * <p>Two are as far from each other as 1 less the cosine of the angle between them: 0 for the same direction,
 * 1 for a right angle, 2 for opposite ones. Certainty is 1 less half of that.
 */
public final class Embedding {

  private final EmbeddingModel model;
  private final float[] values;
  private final double length;

  /**
   * An embedding of exactly these numbers.
   *
   * @param values finite, not all zero; copied
   * @throws ProblemException Invalid, of {@code embedding}, unless they are an embedding of that model
   */
  public Embedding(EmbeddingModel model, float[] values) {
    if (values.length != model.dimension()) {
      throw ProblemException.invalid(
          "embedding",
          "has " + values.length + " numbers, and those of " + model.name() + " have "
              + model.dimension());
    }
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw ProblemException.invalid("embedding", "number " + i + " is not finite");
      }
      squares += (double) values[i] * values[i];
    }
    if (squares == 0) {
      throw ProblemException.invalid("embedding", "must not be all zero");
    }
    this.model = model;
    this.values = values.clone();
    this.length = Math.sqrt(squares);
  }

  public EmbeddingModel model() {
    return model;
  }

  /** As they were given; a copy. */
  public float[] values() {
    return values.clone();
  }

  /** Of the same direction, and of length 1. */
  public float[] unit() {
    float[] unit = new float[values.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (values[i] / length);
    }
    return unit;
  }

  /**
   * How far the other is from it, 0 to 2.
   *
   * @throws IllegalArgumentException if it is one of another model
   */
  public double distance(Embedding other) {
    if (!other.model.equals(model)) {
      throw new IllegalArgumentException(model + " and " + other.model + " are not comparable");
    }
    double product = 0;
    for (int i = 0; i < values.length; i++) {
      product += (double) values[i] * other.values[i];
    }
    return Math.clamp(1 - product / (length * other.length), 0, 2);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding it
        && it.model.equals(model)
        && Arrays.equals(it.values, values);
  }

  @Override
  public int hashCode() {
    return 31 * model.hashCode() + Arrays.hashCode(values);
  }

  /** The model, and every bit of the numbers. */
  @Override
  public String toString() {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return model + ":" + Base64.getEncoder().encodeToString(bytes.array());
  }
}
