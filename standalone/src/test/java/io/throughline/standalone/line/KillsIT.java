package io.throughline.standalone.line;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same flows land whatever is killed while they are on their way: broker, Elasticsearch, shipper, and the JVM of jobs and
 * API. {@code -Dkills=10} kills more often, {@code -Dkills.seed=N} at other moments: see {@code scripts/kills}.
 */
@Tag("alone")
class KillsIT {
    private static final int KILLS = Integer.getInteger("kills", 4);
    private static final long SEED = Long.getLong("kills.seed", 42);
    private static final Duration LAND = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void landsEveryFlowWhateverIsKilled() throws Exception {
        String logs = TrainTicket.containers().resolve("*.log.gz").toString();
        Random random = new Random(SEED);
        Stack stack = new Stack(folder);
        Program up = stack.up();
        Program ship = stack.ship(logs);
        try {
            List<String> victims = List.of("broker", "Elasticsearch", "shipper", "main");
            for (int kill = 0; kill < KILLS; kill++) {
                LockSupport.parkNanos(
                        Duration.ofMillis(500 + random.nextInt(2_500)).toNanos());
                String victim = victims.get(KILLS <= victims.size() ? kill : random.nextInt(victims.size()));
                switch (victim) {
                    case "broker" -> killChild(up, "KafkaServerMain");
                    case "Elasticsearch" -> killChild(up, "ElasticsearchServerMain");
                    case "shipper" -> {
                        ship.kill();
                        ship = stack.ship(logs);
                    }
                    default -> {
                        up.kill();
                        up = stack.up();
                    }
                }
            }
            if (ship.awaitEnd(LAND) != 0) {
                throw new AssertionError("the shipper failed");
            }
            Landed.awaitAllOf(TrainTicket.linesOfTraces(), stack.elasticsearchUrl(), LAND);
        } finally {
            ship.close();
            up.close();
        }
    }

    /** Killed a moment ago, it may not be up again yet. */
    private static void killChild(Program up, String main) {
        Awaitility.await(main).atMost(Duration.ofSeconds(30)).until(() -> up.killChild(main));
    }
}
