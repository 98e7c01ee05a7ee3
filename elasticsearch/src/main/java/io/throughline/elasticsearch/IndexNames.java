package io.throughline.elasticsearch;

import io.throughline.core.schema.Timestamps;
import java.time.Instant;

/** The one place that knows every index name. A document's partition is the UTC date of its own record, never of its writing. */
public final class IndexNames {
    public static final String LOGS = "throughline-logs";
    public static final String FLOWS = "throughline-flows";
    public static final String ALERTS = "throughline-alerts";

    /** One document per API and minute. */
    public static final String REPORTS = "throughline-reports";

    /** One document per edge of the service map and minute. */
    public static final String MAP = "throughline-map";

    /** One document per entity and time at which its risk changed. */
    public static final String RISKS = "throughline-risks";

    /** One document per state of a container and day. */
    public static final String INVENTORY = "throughline-inventory";

    private static final long SECONDS_A_DAY = 86_400;

    /** The dates repeat: the last name of each thread's kind is kept, for one string a day in place of one a record. */
    private static volatile Partition lastLog = Partition.of(LOGS, 0);

    private IndexNames() {}

    public static String logs(Instant time) {
        Partition partition = lastLog;
        long day = day(time);
        if (partition.day != day) {
            partition = Partition.of(LOGS, day);
            lastLog = partition;
        }
        return partition.name;
    }

    public static String flows(Instant start) {
        return Partition.of(FLOWS, day(start)).name;
    }

    public static String alerts(Instant windowStart) {
        return Partition.of(ALERTS, day(windowStart)).name;
    }

    public static String reports(Instant minute) {
        return Partition.of(REPORTS, day(minute)).name;
    }

    public static String map(Instant minute) {
        return Partition.of(MAP, day(minute)).name;
    }

    public static String risks(Instant time) {
        return Partition.of(RISKS, day(time)).name;
    }

    public static String inventory(Instant seen) {
        return Partition.of(INVENTORY, day(seen)).name;
    }

    /** All partitions of a kind, for searches and templates: {@code throughline-logs-*}. */
    public static String pattern(String kind) {
        return kind + "-*";
    }

    private static long day(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS_A_DAY);
    }

    private record Partition(long day, String name) {
        static Partition of(String kind, long day) {
            Instant midnight = Instant.ofEpochSecond(day * SECONDS_A_DAY);
            // A year without four digits makes no valid name; Elasticsearch refuses its date anyhow, and says so.
            String date =
                    Timestamps.writable(midnight) ? Timestamps.format(midnight).substring(0, 10) : "0000-00-00";
            return new Partition(day, kind + "-" + date.replace('-', '.'));
        }
    }
}
