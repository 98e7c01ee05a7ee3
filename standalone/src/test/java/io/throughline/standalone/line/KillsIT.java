package io.throughline.standalone.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.embedded.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same flows land whatever is killed while they are on their way: broker, Elasticsearch, shipper, and the JVM of jobs and
 * API. {@code -Dkills=10} kills more often, {@code -Dkills.seed=N} at other moments; none at all is the plain run.
 */
class KillsIT {
    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final long SEED = Long.getLong("kills.seed", 42);
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LAND = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final String kafkaPort = String.valueOf(Ports.free());
    private final String elasticsearchPort = String.valueOf(Ports.free());
    private final String apiPort = String.valueOf(Ports.free());
    private int starts;

    @Test
    void landsEveryFlowWhateverIsKilled() throws Exception {
        String logs = TrainTicket.containers().resolve("*.log.gz").toString();
        Random random = new Random(SEED);
        Program up = up();
        Program ship = ship(logs);
        try {
            List<String> victims = List.of("broker", "Elasticsearch", "shipper", "main");
            for (int kill = 0; kill < KILLS; kill++) {
                LockSupport.parkNanos(
                        Duration.ofMillis(500 + random.nextInt(2_500)).toNanos());
                String victim = victims.get(KILLS <= victims.size() ? kill : random.nextInt(victims.size()));
                switch (victim) {
                    case "broker" -> assertThat(up.killChild("KafkaServerMain")).isTrue();
                    case "Elasticsearch" ->
                        assertThat(up.killChild("ElasticsearchServerMain")).isTrue();
                    case "shipper" -> {
                        ship.kill();
                        ship = ship(logs);
                    }
                    default -> {
                        up.kill();
                        up = up();
                    }
                }
            }
            if (ship.awaitEnd(LAND) != 0) {
                throw new AssertionError("the shipper failed");
            }
            Landed.awaitAllOf(TrainTicket.linesOfTraces(), "http://127.0.0.1:" + elasticsearchPort, LAND);
        } finally {
            ship.close();
            up.close();
        }
    }

    private Program up() throws IOException {
        Program up = Program.start(
                folder.resolve("up-" + starts++ + ".out"),
                "up",
                "--data",
                folder.resolve("data").toString(),
                "--set=embedded.kafka.port=" + kafkaPort,
                "--set=embedded.elasticsearch.port=" + elasticsearchPort,
                "--set=api.port=" + apiPort);
        up.awaitSaying("ready after", START);
        return up;
    }

    private Program ship(String logs) throws IOException {
        return Program.start(
                folder.resolve("ship-" + starts++ + ".out"),
                "ship",
                logs,
                "--once",
                "--set=data.dir=" + folder.resolve("shipper"),
                "--kafka=127.0.0.1:" + kafkaPort);
    }
}
