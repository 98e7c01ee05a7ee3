package io.throughline.standalone.senders;

import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code rsyslogd}, which follows a file with imfile and sends it on: by syslog over TCP, or straight into Kafka. */
final class RsyslogSender implements Sender {
    private static final String COMMON = """
            global(workDirectory="%1$s")
            module(load="imfile")
            input(type="imfile" File="%1$s/*.in" Tag="rsyslog")
            """;

    private static final String FORWARD = """
            action(type="omfwd" target="127.0.0.1" port="%2$s" protocol="tcp"
                   TCP_Framing="octet-counted" template="RSYSLOG_SyslogProtocol23Format"
                   queue.type="LinkedList" queue.size="200000" queue.timeoutEnqueue="60000"
                   action.resumeRetryCount="-1" action.resumeInterval="1")
            """;

    private static final String KAFKA = """
            module(load="omkafka")
            module(load="impstats" interval="1" resetCounters="off" format="json" log.syslog="off" log.file="%1$s/counts")
            template(name="ecs" type="list") {
              constant(value="{")
              property(outname="@timestamp" name="timereported" dateFormat="rfc3339" format="jsonf")
              constant(value=",") property(outname="host" name="hostname" format="jsonf")
              constant(value=",") property(outname="severity" name="syslogseverity-text" format="jsonf")
              constant(value=",") property(outname="facility" name="syslogfacility-text" format="jsonf")
              constant(value=",") property(outname="programname" name="programname" format="jsonf")
              constant(value=",") property(outname="event.id" name="uuid" format="jsonf")
              constant(value=",") property(outname="message" name="msg" format="jsonf")
              constant(value="}")
            }
            action(type="omkafka" broker=["%2$s"] topic="throughline.raw" template="ecs" partitions.auto="on"
                   confParam=["enable.idempotence=true", "acks=all"]
                   queue.type="LinkedList" queue.size="200000" queue.timeoutEnqueue="60000"
                   resubmitOnFailure="on" keepFailedMessages="on" failedMsgFile="%1$s/failed"
                   action.resumeRetryCount="-1" action.resumeInterval="1")
            """;

    /** In the counts that rsyslog writes of its omkafka. */
    private static final Pattern SUBMITTED = Pattern.compile("\"origin\": ?\"omkafka\"[^}]*?\"submitted\": ?(\\d+)");

    private final boolean kafka;
    private long sent;
    private Path folder = Path.of("");
    private @Nullable Tool rsyslog;

    RsyslogSender(boolean kafka) {
        this.kafka = kafka;
    }

    @Override
    public String name() {
        return kafka ? "rsyslog-kafka" : "rsyslog-tcp";
    }

    @Override
    public Guarantee guarantee() {
        return kafka ? Guarantee.ONCE : Guarantee.NONE;
    }

    @Override
    public String missing() {
        String program = Tool.missing("rsyslogd", "rsyslog");
        if (!program.isEmpty() || !kafka || Tool.library("rsyslog/omkafka.so")) {
            return program;
        }
        return "rsyslog's omkafka is missing (Debian: apt-get install rsyslog-kafka)";
    }

    @Override
    public void start(Path folder, Addresses addresses) throws IOException {
        this.folder = folder;
        Path conf = folder.resolve("rsyslog.conf");
        Files.writeString(
                conf,
                (COMMON + (kafka ? KAFKA : FORWARD))
                        .formatted(folder, kafka ? addresses.kafka() : String.valueOf(addresses.syslog())));
        rsyslog = Tool.start(
                folder.resolve("rsyslog.out"),
                "rsyslogd",
                "-n",
                "-f",
                conf.toString(),
                "-i",
                folder.resolve("rsyslog.pid").toString());
    }

    /** It is not known of what it has read when it has sent it: the test waits until nothing comes any more. */
    @Override
    public void send(Lines lines) throws IOException {
        Path file = folder.resolve(lines.series() + ".in");
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            int sinceFlush = 0;
            for (String line = lines.next(); line != null; line = lines.next()) {
                out.write(line);
                out.write('\n');
                if (++sinceFlush == 16) {
                    out.flush();
                    sinceFlush = 0;
                }
            }
        }
        sent += lines.count();
        await("rsyslog alive").atMost(Duration.ofSeconds(1)).until(() -> rsyslog != null && rsyslog.alive());
    }

    /** Its action hands a message to Kafka's client, and yet says that it was not taken, when it has just heard of a broker that is away: rsyslog's queue hands it over again, with the same UUID. */
    @Override
    public long repeated() {
        if (!kafka) {
            return 0;
        }
        try {
            Matcher counts = SUBMITTED.matcher(Files.readString(folder.resolve("counts")));
            long submitted = 0;
            while (counts.find()) {
                submitted = Long.parseLong(counts.group(1));
            }
            return submitted - sent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (rsyslog != null) {
            rsyslog.close();
        }
    }
}
