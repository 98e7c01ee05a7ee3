package io.throughline.stream.analyze;

import io.throughline.core.model.RawRecord;
import io.throughline.core.source.LogFile;
import io.throughline.core.source.MergedRecords;
import io.throughline.core.source.OriginOverrides;
import io.throughline.core.source.OriginResolver;
import io.throughline.stream.types.RecordTypeInfo;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The records of files, merged by time into one stream. One split, one reader: parsing, which costs more, is spread behind it.
 * There are no checkpoints over files: an analysis that fails is begun again.
 */
final class FilesSource
        implements Source<RawRecord, FilesSource.AllFiles, Collection<FilesSource.AllFiles>>,
                ResultTypeQueryable<RawRecord> {
    private static final long serialVersionUID = 1L;

    private final List<String> paths;
    private final List<String> names;
    private final String host;
    private final @Nullable String service;
    private final @Nullable String format;
    private final String problems;

    /** @param problems is written when all is read: a line for each file that could not be, or not to its end */
    FilesSource(List<LogFile> files, String host, OriginOverrides overrides, Path problems) {
        this.paths = files.stream().map(file -> file.path().toString()).toList();
        this.names = files.stream().map(LogFile::name).toList();
        this.host = host;
        this.service = overrides.service();
        this.format = overrides.format();
        this.problems = problems.toString();
    }

    private MergedRecords open() {
        List<LogFile> files = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            files.add(new LogFile(Path.of(paths.get(i)), names.get(i)));
        }
        return new MergedRecords(
                files, new OriginResolver(host, new OriginOverrides(null, service, null, null, format)));
    }

    /** The one split. */
    static final class AllFiles implements IteratorSourceSplit<RawRecord, MergedRecords>, Serializable {
        private static final long serialVersionUID = 1L;

        private final FilesSource source;

        AllFiles(FilesSource source) {
            this.source = source;
        }

        @Override
        public String splitId() {
            return "all";
        }

        @Override
        public MergedRecords getIterator() {
            return source.open();
        }

        @Override
        public IteratorSourceSplit<RawRecord, MergedRecords> getUpdatedSplitForIterator(MergedRecords iterator) {
            throw new UnsupportedOperationException("an analysis has no checkpoints");
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<AllFiles, Collection<AllFiles>> createEnumerator(SplitEnumeratorContext<AllFiles> context) {
        return new IteratorSourceEnumerator<>(context, List.of(new AllFiles(this)));
    }

    @Override
    public SplitEnumerator<AllFiles, Collection<AllFiles>> restoreEnumerator(
            SplitEnumeratorContext<AllFiles> context, Collection<AllFiles> left) {
        return new IteratorSourceEnumerator<>(context, left);
    }

    @Override
    @SuppressWarnings("try") // Flink closes readers and knows of interrupts.
    public SourceReader<RawRecord, AllFiles> createReader(SourceReaderContext context) {
        return new IteratorSourceReader<>(context) {
            @Override
            protected InputStatus tryMoveToNextSplit() {
                InputStatus status = super.tryMoveToNextSplit();
                if (iterator != null && !iterator.hasNext()) {
                    // The base class would take a first record without asking: files may hold none.
                    finishSplit();
                    return InputStatus.NOTHING_AVAILABLE;
                }
                return status;
            }

            @Override
            protected void finishSplit() {
                MergedRecords read = iterator;
                if (read != null) {
                    try {
                        Files.write(Path.of(problems), read.problems());
                        read.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                super.finishSplit();
            }

            @Override
            public void close() throws Exception {
                if (iterator != null) {
                    iterator.close();
                }
                super.close();
            }
        };
    }

    @Override
    public SimpleVersionedSerializer<AllFiles> getSplitSerializer() {
        return new WithinOneProcess<>();
    }

    @Override
    public SimpleVersionedSerializer<Collection<AllFiles>> getEnumeratorCheckpointSerializer() {
        return new WithinOneProcess<>();
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return RecordTypeInfo.of(RawRecord.class);
    }
}
