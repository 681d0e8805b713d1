package dev.quintet.domain.patterns;

/** A pattern, and where one model puts it: an embedding of a pattern and model does not change. */
public record EmbeddedPattern(RecordedPattern recorded, Embedding embedding) {}
