package io.throughline.stream.analyze;

import io.throughline.core.source.OriginOverrides;
import io.throughline.stream.JobConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * What to analyse.
 *
 * @param paths files, folders or globs
 * @param out the folder of the results: made if missing, and nothing else may be in it but an earlier analysis
 * @param host where files were written whose path does not tell
 */
public record AnalysisRequest(
        List<String> paths, Path out, String host, OriginOverrides overrides, JobConfig config, int parallelism) {
    public AnalysisRequest {
        paths = List.copyOf(paths);
    }
}
