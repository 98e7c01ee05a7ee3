package io.throughline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The peer: rsyslog as a process of its own, away from the system's. */
final class Rsyslog {
    static final Path PROGRAM = Path.of("/usr/sbin/rsyslogd");

    private Rsyslog() {}

    /**
     * Files into a topic, each line as it is. Of the queues that rsyslog may have in between, none is the fastest here: the thread
     * that reads hands each line to librdkafka, whose own thread sends.
     *
     * @param own a folder for its configuration and state
     */
    static List<String> command(Path own, Path logs, String bootstrap, String topic) throws IOException {
        Path configuration = own.resolve("rsyslog.conf");
        Files.writeString(configuration, """
                global(workDirectory="%s" maxMessageSize="64k" processInternalMessages="on")
                module(load="imfile" mode="inotify")
                module(load="omkafka")
                template(name="line" type="list") { property(name="msg") }
                ruleset(name="kafka") {
                    action(type="omkafka" template="line" broker=["%s"] topic="%s" queue.type="Direct"
                        confParam=["acks=all", "enable.idempotence=true", "compression.codec=lz4", "linger.ms=10",
                            "batch.size=262144", "batch.num.messages=100000",
                            "queue.buffering.max.messages=1000000", "queue.buffering.max.kbytes=262144"]
                        partitions.auto="on" resubmitOnFailure="on" keepFailedMessages="off")
                }
                input(type="imfile" file="%s/*.log" tag="bench" ruleset="kafka" maxSubmitAtOnce="4096"
                    persistStateInterval="100000")
                action(type="omfile" file="%s")
                """.formatted(own, bootstrap, topic, logs, own.resolve("rsyslog.log")));
        return List.of(
                PROGRAM.toString(),
                "-n",
                "-f",
                configuration.toString(),
                "-i",
                own.resolve("rsyslog.pid").toString());
    }
}
