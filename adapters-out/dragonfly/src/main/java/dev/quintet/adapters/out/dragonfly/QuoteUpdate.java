package dev.quintet.adapters.out.dragonfly;

import java.time.Duration;

/**
 * Puts an entry in the place of an older one, in the server, so that simultaneous writers leave the
 * newest.
 */
final class QuoteUpdate {

  static final Duration TIME_TO_LIVE = Duration.ofSeconds(5);

  /**
   * Compares byte by byte: Lua compares strings by the server's locale and its numbers are doubles.
   * What is held but is no entry of ours counts as nothing. Runs on Lua 5.1 and 5.4.
   */
  static final String SCRIPT =
      """
      local entry, held = ARGV[1], redis.pcall('GET', KEYS[1])
      local head, last = %d, %d
      local function is_newer(a, b)
        for i = head + 1, last do
          local x, y = string.byte(a, i), string.byte(b, i)
          if x ~= y then return x > y end
        end
        return false
      end
      if type(held) == 'string' and (#held == %d or #held == %d)
          and string.byte(held, 1) == string.byte(entry, 1) then
        local outdated = is_newer(held, entry)
        if ARGV[2] == '1' then
          if outdated then entry = string.sub(entry, 1, head) .. string.sub(held, head + 1) end
        else
          if outdated then return 0 end
          entry = string.sub(held, 1, head) .. string.sub(entry, head + 1)
        end
      end
      redis.call('SET', KEYS[1], entry, 'PX', ARGV[3])
      return 1
      """
          .formatted(
              QuoteEntry.ORDER_AT,
              QuoteEntry.ORDER_END,
              QuoteEntry.QUOTE_BYTES,
              QuoteEntry.TRADE_BYTES);

  private static final ScriptCall.Script UPDATE = ScriptCall.Script.of(SCRIPT);

  private QuoteUpdate() {}

  /**
   * Puts an entry under a key.
   *
   * @param confirms whether a store has told the tick; else it only raises the entry
   */
  static ScriptCall of(byte[] key, byte[] entry, boolean confirms) {
    return new ScriptCall(UPDATE, key, entry, confirms, TIME_TO_LIVE);
  }
}
