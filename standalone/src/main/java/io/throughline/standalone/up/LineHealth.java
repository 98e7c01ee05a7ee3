package io.throughline.standalone.up;

import io.throughline.api.health.HealthCheck;
import io.throughline.api.health.HealthCheck.Result;
import io.throughline.embedded.ServerStatus;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.flink.api.common.JobStatus;

/** What {@code /ready} says of the embedded line: its servers, its job, its disk. */
final class LineHealth {
    private LineHealth() {}

    static HealthCheck[] of(Servers servers, DataDirectory data, long minFreeBytes, ReceiveHealth receive) {
        return new HealthCheck[] {
            server("kafka", servers.kafka()::status),
            // Beside what the API says of the Elasticsearch that it asks.
            server("elasticsearch-server", servers.elasticsearch()::status),
            new HealthCheck("jobs", () -> job(servers.flink())),
            new HealthCheck("disk", () -> disk(data, minFreeBytes)),
            HealthCheck.vital("receivers", receive::look)
        };
    }

    private static HealthCheck server(String name, Supplier<ServerStatus> look) {
        return new HealthCheck(name, () -> {
            ServerStatus status = look.get();
            String restarts = status.restarts() == 0 ? "" : ", started again " + status.restarts() + " times";
            return new Result(status.up(), status.detail() + restarts);
        });
    }

    private static Result job(FlinkCluster flink) {
        return flink.status()
                .map(state -> new Result(state == JobStatus.RUNNING, "the job is " + state))
                .orElse(new Result(false, "Flink does not answer"));
    }

    private static Result disk(DataDirectory data, long minFreeBytes) {
        try {
            long free = data.freeBytes();
            return new Result(free >= minFreeBytes, (free >> 20) + " MiB free at " + data.folder());
        } catch (IOException e) {
            return new Result(false, data.folder() + " cannot be looked at: " + e.getMessage());
        }
    }
}
