package io.throughline.core.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages whose kind is known, because they are made from it: lines as servers, schedulers, databases and shops write them, each
 * with variables that are drawn anew.
 */
final class LabelledLines {
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z_]+)");
    private static final String[] NAMES = {
        "anna", "bert", "carla", "dora", "emil", "fritz", "greta", "hans", "ida", "jonas", "karin", "lena", "max",
        "nora", "otto", "paula", "quentin", "rosa", "stefan", "tina", "ulf", "vera"
    };
    private static final String[] CITIES = {"Shang Hai", "Nan Jing", "Su Zhou", "Tai Yuan", "Wu Xi", "Zhen Jiang"};
    private static final String[] HOSTS = {"db", "web", "cache", "queue", "mail"};

    /** Kinds of messages, each with what varies in it. */
    static final List<String> KINDS = List.of(
            "User $NAME logged in from $IP",
            "User $NAME logged out after $DURATION",
            "Failed password for $NAME from $IP port $PORT ssh2",
            "pam_unix(sshd:auth): authentication failure; logname= uid=$N euid=$N tty=ssh ruser= rhost=$IP user=$NAME",
            "Accepted publickey for $NAME from $IP port $PORT",
            "Receiving block blk_$BIG src: /$IP:$PORT dest: /$IP:$PORT",
            "PacketResponder $N for block blk_$BIG terminating",
            "BLOCK* NameSystem.addStoredBlock: blockMap updated: $IP:$PORT is added to blk_$BIG size $N",
            "Verification succeeded for blk_$BIG",
            "Created local directory at $PATH",
            "Running task $N.0 in stage $N.0 (TID $N)",
            "Finished task $N.0 in stage $N.0 (TID $N). $N bytes result sent to driver",
            "Block broadcast_$N stored as values in memory (estimated size $SIZE, free $SIZE)",
            "[instance: $UUID] VM Started (Lifecycle Event)",
            "[instance: $UUID] Took $SECONDS seconds to build instance.",
            "$IP \"GET $PATH HTTP/1.1\" status: $N len: $N time: $SECONDS",
            "Connection to $HOST refused",
            "Connection to $HOST timed out after $N ms",
            "Session 0x$HEX closed",
            "Client attempting to establish new session at /$IP:$PORT",
            "Order $UUID placed by $NAME for $MONEY EUR",
            "Order $UUID cancelled",
            "Seat(travelDate=$TIME, trainNumber=G$N, startStation=$CITY, destStation=$CITY, seatType=$N)",
            "[getAllFood][get All Food with info][date: $DATE, tripId: D$N]",
            "[query][Query config success][config name: $NAME]",
            "Cache hit for key '$NAME:$N'",
            "Cache miss for key '$NAME:$N'",
            "{\"event\":\"$NAME\",\"order\":$N,\"paid\":true}",
            "level=info msg=\"request done\" method=GET path=$PATH took=$DURATION",
            "level=warn msg=\"request failed\" method=GET path=$PATH took=$DURATION",
            "HikariPool-$N - Connection is not available, request timed out after $DURATION.",
            "java.net.ConnectException: Connection refused: /$IP:$PORT",
            "java.lang.IllegalStateException: No instances available for ts-$HOST-service",
            "Mail to $NAME@example.org delivered in $DURATION",
            "Retry $N of $N in $DURATION",
            "Starting checkpoint",
            "Garbage collection took $DURATION, $SIZE freed",
            "Loaded $N rules from $PATH",
            "cron[$N]: ($NAME) CMD ($PATH)",
            "Disk $PATH is $N% full");

    private final Random random;

    /** @param kind the number of the line's kind */
    record Line(int kind, String text) {}

    LabelledLines(long seed) {
        random = new Random(seed);
    }

    List<Line> lines(int count) {
        List<Line> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            // Few kinds make most of the lines, as in real logs.
            int kind = (int) (KINDS.size() * Math.pow(random.nextDouble(), 2));
            lines.add(new Line(kind, line(KINDS.get(kind))));
        }
        return lines;
    }

    private String line(String kind) {
        return VARIABLE.matcher(kind).replaceAll(variable -> Matcher.quoteReplacement(value(variable.group(1))));
    }

    private String value(String name) {
        return switch (name) {
            case "NAME" -> one(NAMES);
            case "CITY" -> one(CITIES);
            case "HOST" -> one(HOSTS);
            case "IP" -> "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
            case "PORT" -> Integer.toString(1024 + random.nextInt(60_000));
            case "N" -> Integer.toString(random.nextInt(1 << random.nextInt(1, 20)));
            case "BIG" -> Long.toString(random.nextLong());
            case "HEX" -> Long.toHexString(random.nextLong());
            case "UUID" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "PATH" ->
                "/" + one(NAMES) + "/" + one(HOSTS) + (random.nextBoolean() ? "" : "/" + one(NAMES) + ".txt");
            case "DURATION" ->
                random.nextBoolean()
                        ? random.nextInt(900) + "ms"
                        : random.nextInt(90) + "." + random.nextInt(10) + " s";
            case "SECONDS" -> String.format(Locale.ROOT, "%.3f", random.nextDouble() * 100);
            case "SIZE" -> random.nextInt(1000) + (random.nextBoolean() ? " B" : ".5 KB");
            case "MONEY" -> random.nextInt(1000) + "." + random.nextInt(10, 100);
            case "DATE" -> "2023-01-" + random.nextInt(10, 31);
            case "TIME" -> "2023-01-29 15:38:" + random.nextInt(10, 60);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private String one(String[] values) {
        return values[random.nextInt(values.length)];
    }
}
