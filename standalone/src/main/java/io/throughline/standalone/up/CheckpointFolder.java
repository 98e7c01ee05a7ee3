package io.throughline.standalone.up;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/** Flink's checkpoints in the data directory: {@code JOB/chk-NUMBER/_metadata}, which is written last. */
final class CheckpointFolder {
    private static final String METADATA = "_metadata";
    private static final String PREFIX = "chk-";
    private static final String SET_ASIDE = "damaged-";

    private final Path folder;

    CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /** Folders of the checkpoints that were completed, the newest first. */
    List<Path> completed() throws IOException {
        return checkpoints().stream()
                .filter(checkpoint -> Files.exists(checkpoint.resolve(METADATA)))
                .sorted(Comparator.comparing(CheckpointFolder::completedAt).reversed())
                .toList();
    }

    /** What is wrong with a checkpoint that was completed: nothing, if all of it is still there. */
    static Optional<String> damage(Path checkpoint) {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(checkpoint.resolve(METADATA))))) {
            CheckpointMetadata metadata = Checkpoints.loadCheckpointMetadata(
                    in, CheckpointFolder.class.getClassLoader(), checkpoint.toString());
            for (OperatorState operator : metadata.getOperatorStates()) {
                for (OperatorSubtaskState subtask : operator.getStates()) {
                    checkFiles(subtask);
                }
            }
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            // Whatever the bytes make Flink's reader throw, it means the same.
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Keeps a damaged checkpoint for people to look at, where no start finds it again. */
    void setAside(Path checkpoint) throws IOException {
        Files.move(checkpoint, checkpoint.resolveSibling(SET_ASIDE + checkpoint.getFileName()));
    }

    /** Deletes what a killed process left unfinished, and all but the newest completed ones. To be called while no job runs. */
    void tidy(int keep) throws IOException {
        List<Path> kept = completed().stream().limit(keep).toList();
        for (Path checkpoint : checkpoints()) {
            if (!kept.contains(checkpoint)) {
                delete(checkpoint);
            }
        }
        for (Path job : list(folder)) {
            boolean bare = list(job).stream()
                    .noneMatch(file -> file.getFileName().toString().contains(PREFIX));
            if (bare) {
                delete(job);
            }
        }
    }

    private List<Path> checkpoints() throws IOException {
        return list(folder).stream()
                .flatMap(job -> list(job).stream())
                .filter(file -> file.getFileName().toString().startsWith(PREFIX))
                .toList();
    }

    private static void checkFiles(OperatorSubtaskState subtask) throws IOException {
        for (KeyedStateHandle state : subtask.getManagedKeyedState()) {
            if (state instanceof KeyGroupsStateHandle groups) {
                checkFile(groups.getDelegateStateHandle());
            }
        }
        for (OperatorStateHandle state : subtask.getManagedOperatorState()) {
            checkFile(state.getDelegateStateHandle());
        }
    }

    private static void checkFile(StreamStateHandle state) throws IOException {
        if (state instanceof FileStateHandle file) {
            long bytes = FileSystem.getLocalFileSystem()
                    .getFileStatus(file.getFilePath())
                    .getLen();
            if (bytes != file.getStateSize()) {
                throw new IOException(
                        file.getFilePath() + " has " + bytes + " bytes instead of " + file.getStateSize());
            }
        }
    }

    private static FileTime completedAt(Path checkpoint) {
        try {
            return Files.getLastModifiedTime(checkpoint.resolve(METADATA));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
