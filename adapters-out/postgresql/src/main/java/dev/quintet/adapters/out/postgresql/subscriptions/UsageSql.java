package dev.quintet.adapters.out.postgresql.subscriptions;

/** The statements of the ledger of usage. */
final class UsageSql {

  private UsageSql() {}

  /**
   * An event may come twice, around the close of its month too, and the key holds within a month only.
   * While its month takes it, and did an hour before its time, every copy is booked in that month. Else
   * nothing is added, and all are recorded again by {@link #LATE}, alone: the lock is shared by those
   * that look for no copy. Gives the number of events that are none of this statement's.
   */
  static final String APPEND =
      """
      WITH locked AS MATERIALIZED (
        SELECT pg_advisory_xact_lock_shared(hashtextextended('quintet.usage_copies', 0))
      ), given AS MATERIALIZED (
        SELECT e.*, date_trunc('month', e.at AT TIME ZONE 'UTC')
                      = date_trunc('month', e.at AT TIME ZONE 'UTC' - interval '1 hour')
                    AND e.at <= now() + interval '1 hour'
                    AND now() < quintet.usage_closes_at(e.at) AS plain
        FROM locked
        CROSS JOIN unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                          ?::timestamptz[])
          AS e (tenant_id, event_id, service, user_id, type, count, at)
      ), others AS MATERIALIZED (
        SELECT count(*) AS count FROM given WHERE NOT plain
      ), added AS (
        INSERT INTO quintet.usage_events
          (tenant_id, event_id, service, user_id, type, count, at, correction, booked_at, period)
        SELECT tenant_id, event_id, service, user_id, type, count, LEAST(at, now()),
               at < now() - make_interval(secs => ?), LEAST(at, now()),
               date_trunc('month', LEAST(at, now()) AT TIME ZONE 'UTC')::date
        FROM given
        WHERE (SELECT count FROM others) = 0
        ORDER BY tenant_id COLLATE "C", event_id
        ON CONFLICT (tenant_id, event_id, period) DO NOTHING
      )
      SELECT count FROM others""";

  static final String ALONE =
      "SELECT pg_advisory_xact_lock(hashtextextended('quintet.usage_copies', 0))";

  static final String LATE =
      """
      INSERT INTO quintet.usage_events
        (tenant_id, event_id, service, user_id, type, count, at, correction, booked_at, period,
         corrects)
      SELECT DISTINCT ON (e.tenant_id COLLATE "C", e.event_id)
             e.tenant_id, e.event_id, e.service, e.user_id, e.type, e.count, LEAST(e.at, now()),
             e.at < now() - make_interval(secs => ?), b.booked_at,
             date_trunc('month', b.booked_at AT TIME ZONE 'UTC')::date,
             CASE WHEN now() >= quintet.usage_closes_at(e.at)
               THEN to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM') END
      FROM unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                  ?::timestamptz[])
        AS e (tenant_id, event_id, service, user_id, type, count, at)
      CROSS JOIN LATERAL (SELECT quintet.usage_booked_at(e.at, now()) AS booked_at) AS b
      WHERE NOT EXISTS (
        SELECT FROM quintet.usage_events u
        WHERE u.tenant_id = e.tenant_id AND u.event_id = e.event_id)
      ORDER BY e.tenant_id COLLATE "C", e.event_id
      ON CONFLICT (tenant_id, event_id, period) DO NOTHING""";

  static final String WHOLE_DAYS =
      """
      SELECT tenant_id, day, type, service, user_id, corrects, count, corrections
      FROM quintet.usage_rollups
      WHERE day >= ? AND day < ?""";

  /** Before the first whole day and behind the last. */
  static final String PARTS_OF_DAYS =
      """

      UNION ALL
      SELECT tenant_id, (booked_at AT TIME ZONE 'UTC')::date, type, service, coalesce(user_id, ''),
             coalesce(corrects, ''), count, CASE WHEN correction THEN count ELSE 0 END
      FROM quintet.usage_events
      WHERE booked_at >= ? AND booked_at < ?
        AND period >= date_trunc('month', ?::timestamptz AT TIME ZONE 'UTC')::date
        AND period <= (?::timestamptz AT TIME ZONE 'UTC')::date""";

  static final String TOTALS =
      """
      SELECT tenant_id, day, period, type, service, user_id, corrects, sum(count)::bigint,
             sum(corrections)::bigint
      FROM (
        SELECT tenant_id, count, corrections,
          CASE WHEN ? THEN to_char(day, 'YYYY-MM-DD') ELSE '' END COLLATE "C" AS day,
          CASE WHEN ? THEN to_char(day, 'YYYY-MM') ELSE '' END COLLATE "C" AS period,
          CASE WHEN ? THEN type ELSE '' END AS type,
          CASE WHEN ? THEN service ELSE '' END AS service,
          CASE WHEN ? THEN user_id ELSE '' END AS user_id,
          CASE WHEN ? THEN corrects ELSE '' END AS corrects
        FROM ($booked) AS booked
        WHERE tenant_id = coalesce(?, tenant_id)
          AND service = coalesce(?, service)
          AND user_id = coalesce(?, user_id)
          AND type = coalesce(?, type)
          AND tenant_id >= ?
          AND NOT starts_with(tenant_id, 'quintet_')
      ) AS e
      GROUP BY tenant_id, day, period, type, service, user_id, corrects
      HAVING (tenant_id, day, period, type, service, user_id, corrects) > (?, ?, ?, ?, ?, ?, ?)
      ORDER BY tenant_id, day, period, type, service, user_id, corrects
      LIMIT ?""";

  static final String USED =
      """
      SELECT s.number, u.type, u.count
      FROM unnest(?::text[], ?::text[], ?::date[], ?::date[])
        WITH ORDINALITY AS s (tenant_id, user_id, first, after, number)
      CROSS JOIN LATERAL (
        SELECT r.type, sum(r.count)::bigint AS count
        FROM quintet.usage_rollups r
        WHERE r.tenant_id = s.tenant_id AND r.day >= s.first AND r.day < s.after
          AND (s.user_id IS NULL OR r.user_id = s.user_id)
        GROUP BY r.type
      ) AS u""";

  static final String DRIFT =
      """
      WITH events AS (
        SELECT tenant_id, (booked_at AT TIME ZONE 'UTC')::date AS day, type, service,
               coalesce(user_id, '') AS user_id, coalesce(corrects, '') AS corrects,
               sum(count) AS count, coalesce(sum(count) FILTER (WHERE correction), 0) AS corrections
        FROM quintet.usage_events
        WHERE period = ?::date AND NOT starts_with(tenant_id, 'quintet_')
        GROUP BY 1, 2, 3, 4, 5, 6
      ), sums AS (
        SELECT tenant_id, day, type, service, user_id, corrects,
               sum(count) AS count, sum(corrections) AS corrections
        FROM quintet.usage_rollups
        WHERE day >= ?::date AND day < ?::date + interval '1 month'
          AND NOT starts_with(tenant_id, 'quintet_')
        GROUP BY 1, 2, 3, 4, 5, 6
      )
      SELECT count(*)
      FROM events e
      FULL JOIN sums s USING (tenant_id, day, type, service, user_id, corrects)
      WHERE (e.count, e.corrections) IS DISTINCT FROM (s.count, s.corrections)""";

  static final String PREPARE =
      "SELECT quintet.make_usage_months((now() AT TIME ZONE 'UTC')::date)";

  static final String EVENTS =
      """
      SELECT tenant_id, event_id, service, user_id, type, count, at, recorded_at, correction, xact,
             booked_at, corrects
      FROM quintet.usage_events
      WHERE (xact, tenant_id, event_id) > (?::xid8, ?, ?::uuid)
        AND xact < pg_snapshot_xmin(pg_current_snapshot())
        AND NOT starts_with(tenant_id, 'quintet_')
      ORDER BY xact, tenant_id, event_id
      LIMIT ?""";

  /** Before what may still be held back because an older transaction is running. */
  static final String EXPORTED =
      """
      SELECT LEAST(
        now() - make_interval(secs => ?),
        (SELECT min(at) FROM quintet.usage_events
         WHERE xact >= pg_snapshot_xmin(pg_current_snapshot()) AND NOT correction
           AND NOT starts_with(tenant_id, 'quintet_')))""";

  static final String UNBILLED =
      """
      SELECT count(*), (
        SELECT count(*) FROM quintet.unfinished_writes
        WHERE operation <> 'canary' AND begun_at < now() - make_interval(secs => ?))
      FROM quintet.writes w
      WHERE w.at >= now() - make_interval(secs => ?)
        AND w.usage_count > 0
        AND NOT EXISTS (
          SELECT FROM quintet.usage_events e
          WHERE e.tenant_id = w.tenant_id AND e.event_id = w.usage_event
            AND e.period >= date_trunc(
              'month', (now() - make_interval(days => 1, secs => ?)) AT TIME ZONE 'UTC')::date)""";
}
