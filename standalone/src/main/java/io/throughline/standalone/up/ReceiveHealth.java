package io.throughline.standalone.up;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.throughline.api.health.HealthCheck.Result;
import io.throughline.ingest.buffer.BufferStatus;
import io.throughline.ingest.buffer.IntakeLine;
import io.throughline.ingest.receive.CountedIntake;
import io.throughline.ingest.receive.Receivers;
import java.util.function.ToDoubleFunction;

/** How the receivers do, and what is behind them: for {@code /health} and {@code /metrics}. */
final class ReceiveHealth implements MeterBinder {
    private final IntakeLine line;
    private final Receivers receivers;

    ReceiveHealth(IntakeLine line, Receivers receivers) {
        this.line = line;
        this.receivers = receivers;
    }

    /** Not well: what was sent would not get to Kafka until this process is started again. */
    Result look() {
        String problem = line.problem();
        String detail = line.buffer()
                .map(BufferStatus::summary)
                .orElseGet(() -> (line.unsafeBytes() >> 10) + " KiB on their way to Kafka");
        return new Result(problem == null, problem == null ? detail : "nothing more gets to Kafka: " + problem);
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        receivers.counts().forEach((receiver, counts) -> {
            count(metrics, "records", "Records taken", receiver, counts, CountedIntake::records);
            count(metrics, "bytes", "Bytes of the records taken", receiver, counts, CountedIntake::bytes);
            count(metrics, "chunks", "Chunks taken", receiver, counts, CountedIntake::chunks);
            count(metrics, "refusals", "Times there was no room", receiver, counts, CountedIntake::refusals);
            count(metrics, "failures", "Chunks taken and not kept", receiver, counts, CountedIntake::failures);
            Gauge.builder("throughline.receive.waiting", counts, CountedIntake::waitingChunks)
                    .description("Chunks taken that are not safe yet")
                    .tag("receiver", receiver)
                    .register(metrics);
        });
        Gauge.builder("throughline.receive.unsafe.bytes", line, IntakeLine::unsafeBytes)
                .description("Bytes in memory that are not safe in Kafka")
                .register(metrics);
        if (line.buffer().isPresent()) {
            buffer(metrics, "bytes", "Bytes of the buffer's files", BufferStatus::bytes);
            buffer(metrics, "chunks", "Chunks on disk that are not in Kafka", BufferStatus::waitingChunks);
            buffer(metrics, "damaged", "Places that could not be read since the start", BufferStatus::damagedPlaces);
            buffer(metrics, "missing", "Chunks known to be missing since the start", BufferStatus::missingChunks);
        }
    }

    private static void count(
            MeterRegistry metrics,
            String name,
            String description,
            String receiver,
            CountedIntake counts,
            ToDoubleFunction<CountedIntake> value) {
        FunctionCounter.builder("throughline.receive." + name, counts, value)
                .description(description)
                .tag("receiver", receiver)
                .register(metrics);
    }

    private void buffer(MeterRegistry metrics, String name, String description, ToDoubleFunction<BufferStatus> value) {
        Gauge.builder(
                        "throughline.receive.buffer." + name,
                        line,
                        of -> of.buffer().map(value::applyAsDouble).orElse(0.0))
                .description(description)
                .register(metrics);
    }
}
