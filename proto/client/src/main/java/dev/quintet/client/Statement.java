package dev.quintet.client;

import java.time.YearMonth;

/**
 * What a tenant used in a month that has closed: the same text for ever.
 *
 * @param content lines of CSV
 * @param sha256 of the content in UTF-8, 64 characters of 0-9 and a-f
 */
public record Statement(String tenant, YearMonth period, String content, String sha256) {}
