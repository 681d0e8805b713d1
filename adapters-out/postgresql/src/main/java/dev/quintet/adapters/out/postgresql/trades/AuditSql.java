package dev.quintet.adapters.out.postgresql.trades;

import dev.quintet.domain.trades.Audited;

/** Counts and hashes of what is recorded, by the text of {@link dev.quintet.domain.trades.DayCheck}. */
final class AuditSql {

  private static final String HASH =
      """
      ('x' || substr(encode(sha256(convert_to(text, 'UTF8')), 'hex'), 1, 16))::bit(64)::bigint""";

  /** Of a time: its ids, its text, and its sequence. */
  private static final String FILLS =
      """
      SELECT f.at, f.account_id, f.trade_id, coalesce(f.version, f.sequence) AS sequence,
             concat_ws(E'\\n',
               f.account_id, f.trade_id, f.user_id, coalesce(f.version, f.sequence), f.symbol, f.side,
               f.quantity, f.price, f.commission, f.swap, f.funding, a.currency,
               (extract(epoch FROM f.at) * 1000000)::bigint, f.position, f.strategy,
               array_to_string(f.agents, ','), f.decision_id, f.order_id, f.execution_id, f.multiplier,
               f.rate, coalesce(f.ai_confidence::text, ''), coalesce(f.tier, '')) AS text
      FROM ${schema}.fills f
      JOIN ${schema}.trading_accounts a ON a.account_id = f.account_id
      WHERE f.at >= ? AND f.at < ?""";

  /** By what opened them, then by what closed them; without a sequence. */
  private static final String TRADES =
      """
      SELECT closed_at AS at, account_id, closed AS trade_id, NULL::bigint AS sequence,
             concat_ws(E'\\n',
               account_id, closed, user_id, symbol, hedge, max(last), currency,
               (extract(epoch FROM closed_at) * 1000000)::bigint,
               (extract(epoch FROM min(opened_at)) * 1000000)::bigint, sum(quantity), sum(gross),
               sum(commission), sum(swap), sum(funding),
               string_agg(concat_ws(E'\\n',
                 strategy, agents, confidence, (extract(epoch FROM opened_at) * 1000000)::bigint, quantity, gross,
                 commission, swap, funding), E'\\n' ORDER BY first)) AS text
      FROM (
        SELECT c.account_id, c.closed, c.closed_at, c.user_id, c.symbol, c.hedge, a.currency,
               o.strategy, array_to_string(o.agents, ',') AS agents,
               coalesce(o.ai_confidence::text, '') AS confidence, min(c.number) AS first,
               max(c.number) AS last, min(c.opened_at) AS opened_at, sum(c.quantity) AS quantity,
               sum(c.gross) AS gross, sum(c.commission) AS commission, sum(c.swap) AS swap,
               sum(c.funding) AS funding
        FROM ${schema}.closed_lots c
        JOIN ${schema}.trading_accounts a ON a.account_id = c.account_id
        JOIN ${schema}.fills o ON o.account_id = c.account_id AND o.trade_id = c.opened
        WHERE c.closed_at >= ? AND c.closed_at < ?
        GROUP BY c.account_id, c.closed, c.closed_at, c.user_id, c.symbol, c.hedge, a.currency,
                 o.strategy, o.agents, o.ai_confidence) AS parts
      GROUP BY account_id, closed, closed_at, user_id, symbol, hedge, currency""";

  private static final String CHECK =
      """
      SELECT (at AT TIME ZONE 'UTC')::date AS day, count(*), sum(%s::numeric)
      FROM (%s) AS audited GROUP BY day ORDER BY day""";

  /** What has no sequence is pending with anything of its account. */
  private static final String PRINTS =
      """
      SELECT h.account_id, h.trade_id, %s,
             EXISTS (SELECT FROM quintet.outbox o
                     WHERE o.tenant_id = k.tenant AND o.store = k.store AND o.kind = k.kind
                       AND o.aggregate = h.account_id
                       AND (h.sequence IS NULL OR o.sequence = h.sequence))
      FROM (%s LIMIT ?) AS h
      CROSS JOIN (SELECT ?::text AS tenant, ?::text AS store, ?::text AS kind) AS k""";

  private AuditSql() {}

  private static String audited(Audited what) {
    return switch (what) {
      case FILLS -> FILLS;
      case TRADES -> TRADES;
    };
  }

  static String check(Audited what) {
    return CHECK.formatted(HASH, audited(what));
  }

  static String prints(Audited what) {
    return PRINTS.formatted(HASH, audited(what));
  }

  static String next(Audited what) {
    return switch (what) {
      case FILLS -> "SELECT min(at) FROM ${schema}.fills WHERE at >= ?";
      case TRADES -> "SELECT min(closed_at) FROM ${schema}.closed_lots WHERE closed_at >= ?";
    };
  }
}
