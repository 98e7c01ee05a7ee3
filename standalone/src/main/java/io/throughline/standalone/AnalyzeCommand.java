package io.throughline.standalone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.config.Settings;
import io.throughline.core.source.OriginOverrides;
import io.throughline.stream.JobConfig;
import io.throughline.stream.analyze.Analysis;
import io.throughline.stream.analyze.AnalysisRequest;
import io.throughline.stream.analyze.HealthQuestion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code throughline analyze}: the job graph over files, without any server. */
@Command(
        name = "analyze",
        description = "Run the whole line over files and write what it found; the same input gives the same bytes.",
        mixinStandardHelpOptions = true)
public final class AnalyzeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders or quoted patterns; .gz and .zst are read as well.")
    private List<String> paths = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the results go.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private Path out;

    @Option(names = "--format", description = "The format, where the files do not tell it: hops, for example.")
    private @Nullable String format;

    @Option(names = "--service", description = "The service that wrote the files.")
    private @Nullable String service;

    @Option(names = "--host", description = "The host that the files are from, where their paths do not tell it.")
    private String host = "unknown";

    @Option(
            names = "--window",
            paramLabel = "FROM/TO",
            description = "Rank the services that may have broken between these instants, in suspects.ndjson.")
    private @Nullable String window;

    @Option(
            names = "--fault-free",
            paramLabel = "FROM/TO",
            description =
                    "A time known to be without fault: which service broke when is learned from it first; may be repeated.")
    private List<String> faultFree = List.of();

    @Override
    public Integer call() throws Exception {
        Settings read = settings.load();
        PrintWriter err = spec.commandLine().getErr();
        try (ElapsedLine line = new ElapsedLine(err, "analysing")) {
            ObjectNode summary = Analysis.run(new AnalysisRequest(
                    paths,
                    out,
                    host,
                    new OriginOverrides(null, service, null, null, format),
                    JobConfig.from(read),
                    read.integer("jobs.parallelism", Runtime.getRuntime().availableProcessors(), 1, 1_024),
                    question()));
            line.end();
            summary.path("problems").forEach(problem -> err.println(problem.textValue()));
            PrintWriter print = spec.commandLine().getOut();
            print.printf(
                    "%,d events, %,d rejected, %,d flows, %,d alerts in %.1f s (%,d records/s): %s%n",
                    summary.path("events").longValue(),
                    summary.path("rejected").longValue(),
                    summary.path("flows").longValue(),
                    summary.path("alerts").longValue(),
                    summary.path("seconds").doubleValue(),
                    summary.path("records_per_second").longValue(),
                    out);
            print.flush();
            return summary.path("problems").isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private @Nullable HealthQuestion question() {
        if (window == null && faultFree.isEmpty()) {
            return null;
        }
        try {
            return new HealthQuestion(
                    window == null ? null : HealthQuestion.range(window),
                    faultFree.stream().map(HealthQuestion::range).toList());
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }
}
