package dev.quintet.planted.application.marketdata;

/** Names that say how a class came about, not what it is. */
final class Misnamed {

  static final class TickImpl {}

  static final class TickManager {}

  static final class TickHelper {}

  static final class TickUtil {}

  static final class TickUtils {}

  static final class TickDTO {}

  static final class TickDto {}

  static final class TickPort {}

  static final class TickUseCase {}

  static final class BaseTick {}

  abstract static class AbstractTick {}

  /** Keeps the rule: it only begins like a forbidden name. */
  static final class Baseline {}
}
