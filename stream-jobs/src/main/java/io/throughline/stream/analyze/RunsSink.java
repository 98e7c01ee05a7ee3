package io.throughline.stream.analyze;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Collects result lines in sorted runs in a local folder, each task its own. For bounded jobs in one process. */
final class RunsSink implements Sink<ResultLine> {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private final String name;

    /**
     * @param folder is made if it is missing
     * @param name tells the runs of sinks with the same folder apart
     */
    RunsSink(Path folder, String name) {
        this.folder = folder.toString();
        this.name = name;
    }

    @Override
    public SinkWriter<ResultLine> createWriter(WriterInitContext context) throws IOException {
        Files.createDirectories(Path.of(folder));
        SortedRuns.Writer runs = new SortedRuns.Writer(
                Path.of(folder), name + "-" + context.getTaskInfo().getIndexOfThisSubtask());
        return new SinkWriter<>() {
            @Override
            public void write(ResultLine line, Context ignored) throws IOException {
                runs.add(line);
            }

            @Override
            public void flush(boolean endOfInput) throws IOException {
                if (endOfInput) {
                    runs.close();
                }
            }

            @Override
            public void close() {
                // What was not flushed belongs to a job that failed: its results are not used.
            }
        };
    }
}
