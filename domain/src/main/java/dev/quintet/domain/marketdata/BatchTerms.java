package dev.quintet.domain.marketdata;

/**
 * What a batch asks for beside being stored.
 *
 * @param corrections rows without sequences correct what is stored of their instant with other
 *     values; else they join it
 * @param earlyTimes times before {@link EventTime#EARLY} are meant
 * @param annuls its rows withdraw the ticks of their identity, whose values they repeat
 */
public record BatchTerms(boolean corrections, boolean earlyTimes, boolean annuls) {

  public static final BatchTerms NONE = new BatchTerms(false, false, false);
}
