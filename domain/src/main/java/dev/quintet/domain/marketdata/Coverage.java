package dev.quintet.domain.marketdata;

import java.util.List;

/**
 * What was received of a period.
 *
 * @param holes the periods without ticks, by start
 * @param coveredMinutes minutes of the period with at least one tick
 */
public record Coverage(List<Hole> holes, long coveredMinutes) {

  public Coverage {
    holes = List.copyOf(holes);
  }
}
