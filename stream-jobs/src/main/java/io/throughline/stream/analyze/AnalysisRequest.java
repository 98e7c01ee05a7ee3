package io.throughline.stream.analyze;

import io.throughline.core.source.OriginOverrides;
import io.throughline.stream.JobConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to analyse.
 *
 * @param paths files, folders or globs
 * @param out the folder of the results: made if missing, and nothing else may be in it but an earlier analysis
 * @param host where files were written whose path does not tell
 * @param health null where nobody asks for it
 */
public record AnalysisRequest(
        List<String> paths,
        Path out,
        String host,
        OriginOverrides overrides,
        JobConfig config,
        int parallelism,
        @Nullable HealthQuestion health) {
    public AnalysisRequest {
        paths = List.copyOf(paths);
    }

    public AnalysisRequest(
            List<String> paths, Path out, String host, OriginOverrides overrides, JobConfig config, int parallelism) {
        this(paths, out, host, overrides, config, parallelism, null);
    }
}
