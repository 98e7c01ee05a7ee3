package io.throughline.stream.analyze;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.RawRecord;
import io.throughline.core.source.LogFile;
import io.throughline.core.source.LogFiles;
import io.throughline.stream.JobSettings;
import io.throughline.stream.ThroughlineJob;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Runs the job graph over files, in this process. */
public final class Analysis {
    private static final String RUNS = ".runs";
    private static final String PROBLEMS = "problems";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Analysis() {}

    /**
     * Writes the results into the request's folder, {@code summary.json} last: where it is, the results are whole.
     *
     * @return what {@code summary.json} holds; its {@code problems} name files that could not be read to their end
     * @throws IOException a file cannot be read, the folder cannot be written
     * @throws Exception the job failed
     */
    public static ObjectNode run(AnalysisRequest request) throws Exception {
        List<LogFile> files = LogFiles.expand(request.paths());
        Path summaryFile = request.out().resolve("summary.json");
        Files.createDirectories(request.out());
        Files.deleteIfExists(summaryFile);
        Path runs = request.out().resolve(RUNS);
        delete(runs);
        Files.createDirectories(runs);
        long started = System.nanoTime();
        try {
            execute(request, files, runs);
            Map<String, Long> counts = new Results(runs, request.out(), files, request.health()).write();
            ObjectNode summary = summary(
                    files.size(),
                    counts,
                    Files.readAllLines(runs.resolve(PROBLEMS)),
                    (System.nanoTime() - started) / 1e9);
            Files.write(summaryFile, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(summary));
            return summary;
        } finally {
            delete(runs);
        }
    }

    @SuppressWarnings(
            "try") // Closing the environment may be interrupted, as may everything else here: the caller hears of it.
    private static void execute(AnalysisRequest request, List<LogFile> files, Path runs) throws Exception {
        Configuration settings = JobSettings.inProcess(request.parallelism());
        try (StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(request.parallelism(), settings)) {
            DataStream<RawRecord> raw = env.fromSource(
                            new FilesSource(files, request.host(), request.overrides(), runs.resolve(PROBLEMS)),
                            new MergedWatermarks(request.config().time().outOfOrderness()),
                            "read files")
                    .uid("read-files")
                    .setParallelism(1);
            HealthQuestion health = request.health();
            ThroughlineJob.draw(
                    raw,
                    new FilesLanding(runs),
                    health != null && health.alerts() ? request.config().withoutHealth() : request.config());
            env.execute("throughline analyze");
        } catch (JobExecutionException e) {
            // Flink's own words are only that the job failed.
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new IOException("the analysis failed: " + cause, e);
        }
    }

    private static ObjectNode summary(int files, Map<String, Long> counts, List<String> problems, double seconds) {
        ObjectNode summary = JSON.createObjectNode();
        summary.put("files", files);
        counts.forEach(summary::put);
        long records = counts.getOrDefault("events", 0L) + counts.getOrDefault("rejected", 0L);
        summary.put("records", records);
        summary.put("seconds", Math.round(seconds * 1000) / 1000.0);
        summary.put("records_per_second", Math.round((double) records / seconds));
        problems.forEach(summary.putArray("problems")::add);
        return summary;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
