package dev.quintet.adapters.out.weaviate;

/**
 * What a native tenant has in a collection. Companies are apart by this and nothing else, so every request
 * names one.
 */
record Shard(String collection, String tenant) {}
