package dev.quintet.bootstrap;

import dev.quintet.marketdata.v1.ImportBarsRequest;
import dev.quintet.marketdata.v1.IngestTicksRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What an attacker may have been told of a company: the names of its things, and what it sent.
 *
 * @param feed of its quotes
 * @param barFeed of its imported bars
 * @param tenantCursor of an operator's listing, behind the company
 * @param keyPrefix of one of its keys
 * @param asker the attacker's own company
 */
record Names(
    String tenant,
    String symbol,
    String feed,
    String barFeed,
    List<IngestTicksRequest> batches,
    List<ImportBarsRequest> imports,
    String tickCursor,
    String symbolCursor,
    String tenantCursor,
    String keyPrefix,
    String asker) {

  /** The names of a company of that id, whether there is one or not. */
  static Names of(String id, String symbol, long bid, String price) {
    String feed = id.replace('_', '-');
    return new Names(
        id,
        symbol,
        feed,
        feed + ".bars",
        List.of(
            Company.batch(id + ".1", feed, symbol, bid),
            Company.batch(id + ".2", Company.SHARED_FEED, Company.SHARED_SYMBOL, bid)),
        List.of(Company.bars(id + ".3", feed + ".bars", symbol, price)),
        "",
        "",
        id,
        "bbbbbbbbbbbbbbbb",
        "nobody");
  }

  Names with(String ticks, String symbols, String key) {
    return new Names(
        tenant, symbol, feed, barFeed, batches, imports, ticks, symbols, tenantCursor, key, asker);
  }

  Names askedBy(String company) {
    return new Names(
        tenant,
        symbol,
        feed,
        barFeed,
        batches,
        imports,
        tickCursor,
        symbolCursor,
        tenantCursor,
        keyPrefix,
        company);
  }

  /** Each of them as it can stand in an answer, the longer before what is part of it. */
  List<String> all() {
    List<String> names = new ArrayList<>();
    batches.forEach(batch -> names.add(batch.getBatchId()));
    imports.forEach(bars -> names.add(bars.getBatchId()));
    names.addAll(List.of(barFeed, feed, tenant, symbol, keyPrefix, asker));
    return names;
  }
}
