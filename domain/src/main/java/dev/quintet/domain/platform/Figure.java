package dev.quintet.domain.platform;

import dev.quintet.domain.platform.Metric.Direction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number that a store gives of itself.
 *
 * @param name words joined by underscores, without the unit
 * @param better which way it compares with a baseline; null: it is not a matter of speed
 * @param meaning half a sentence for operators
 */
public record Figure(
    String name, Unit unit, @Nullable Direction better, String meaning) {

  private static final Pattern NAME = Pattern.compile("[a-z]+(_[a-z]+)*");

  /** What a figure is counted in. */
  public enum Unit {
    /** Things, which the name of the figure says. */
    NUMBER("", ""),
    PERCENT("_percent", "%"),
    /** 10^6 bytes. */
    MEGABYTES("_mb", "MB"),
    /** 10^9 bytes. */
    GIGABYTES("_gb", "GB"),
    MILLISECONDS("_ms", "ms");

    private final String ending;
    private final String sign;

    Unit(String ending, String sign) {
      this.ending = ending;
      this.sign = sign;
    }

    /** As it is written behind the number. */
    public String sign() {
      return sign;
    }
  }

  public Figure {
    if (!NAME.matcher(name).matches() || meaning.isBlank()) {
      throw new IllegalArgumentException("not a figure: " + name + ", " + meaning);
    }
  }

  /** A figure that is not compared. */
  public static Figure of(String name, Unit unit, String meaning) {
    return new Figure(name, unit, null, meaning);
  }

  /** Its name in documents: with the unit at the end. */
  public String key() {
    return name + unit.ending;
  }

  /** So many bytes in megabytes, to a kilobyte. */
  public static BigDecimal megabytes(long bytes) {
    return BigDecimal.valueOf(bytes, 6).setScale(3, RoundingMode.HALF_UP);
  }

  /** So many bytes in gigabytes, to a kilobyte. */
  public static BigDecimal gigabytes(long bytes) {
    return BigDecimal.valueOf(bytes, 9).setScale(6, RoundingMode.HALF_UP);
  }

  /** A part in percent of the whole, which is not 0, to a thousandth. */
  public static BigDecimal percent(long part, long whole) {
    return BigDecimal.valueOf(part)
        .scaleByPowerOfTen(2)
        .divide(BigDecimal.valueOf(whole), 3, RoundingMode.HALF_UP);
  }
}
