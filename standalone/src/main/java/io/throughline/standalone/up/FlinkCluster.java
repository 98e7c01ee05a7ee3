package io.throughline.standalone.up;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flink inside this process: a mini cluster with checkpoints on disk, and the one job that goes on where the last one ended. */
public final class FlinkCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);
    private static final int RETAINED_CHECKPOINTS = 3;
    private static final Duration RPC_LIMIT = Duration.ofSeconds(60);
    private static final Duration LAST_CHECKPOINT_LIMIT = Duration.ofSeconds(20);
    private static final Duration STATUS_LIMIT = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 50;

    private final MiniCluster cluster;
    private final Configuration configuration;
    private final CheckpointFolder checkpoints;
    private volatile @Nullable JobID job;

    private FlinkCluster(MiniCluster cluster, Configuration configuration, CheckpointFolder checkpoints) {
        this.cluster = cluster;
        this.configuration = configuration;
        this.checkpoints = checkpoints;
    }

    /**
     * @param folder for checkpoints and temporary files
     * @throws IllegalStateException when Flink does not start
     */
    public static FlinkCluster start(FlinkConfig config, Path folder) {
        Path checkpoints = folder.resolve("checkpoints");
        Configuration configuration =
                FlinkConfiguration.of(config, checkpoints, folder.resolve("tmp"), RETAINED_CHECKPOINTS);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(config.parallelism())
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new IllegalStateException("Flink does not start: " + e.getMessage(), e);
        }
        return new FlinkCluster(cluster, configuration, new CheckpointFolder(checkpoints));
    }

    /**
     * Runs a job from the newest checkpoint that can be read; a damaged one is set aside. Without any it starts afresh.
     *
     * @param graph builds the job's graph; called once for every try
     * @return the folder of the checkpoint it goes on from
     * @throws IllegalStateException when the job does not run even afresh
     */
    public Optional<Path> run(Consumer<StreamExecutionEnvironment> graph) throws IOException, InterruptedException {
        checkpoints.tidy(RETAINED_CHECKPOINTS);
        List<Path> candidates = checkpoints.completed();
        for (Path checkpoint : candidates) {
            Optional<String> damage = CheckpointFolder.damage(checkpoint);
            if (damage.isEmpty()) {
                damage = submit(graph, checkpoint);
            }
            if (damage.isEmpty()) {
                LOG.info("the job goes on from {}", checkpoint);
                return Optional.of(checkpoint);
            }
            LOG.warn("the checkpoint {} cannot be used: {}", checkpoint, damage.get());
            checkpoints.setAside(checkpoint);
        }
        Optional<String> problem = submit(graph, null);
        if (problem.isPresent()) {
            throw new IllegalStateException("the job does not run: " + problem.get());
        }
        LOG.info("the job starts afresh");
        return Optional.empty();
    }

    /** The job's state; empty before it was started or when Flink does not answer. */
    public Optional<JobStatus> status() {
        JobID current = job;
        if (current == null || !cluster.isRunning()) {
            return Optional.empty();
        }
        try {
            return Optional.of(cluster.getJobStatus(current).get(STATUS_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("no state of the job", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Takes a last checkpoint if that can be had, then stops the job and Flink. */
    @Override
    public void close() {
        try {
            JobID current = job;
            if (current != null
                    && status().filter(state -> state == JobStatus.RUNNING).isPresent()) {
                lastCheckpoint(current);
                within(cluster.cancelJob(current), STATUS_LIMIT, "cancel the job");
                within(cluster.requestJobResult(current), LAST_CHECKPOINT_LIMIT, "end the job");
            }
            within(cluster.closeAsync(), RPC_LIMIT, "stop Flink");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lastCheckpoint(JobID current) throws InterruptedException {
        within(
                cluster.triggerCheckpoint(current, CheckpointType.FULL),
                LAST_CHECKPOINT_LIMIT,
                "take a last checkpoint");
    }

    /** Waits; what does not work at the end is only logged, since what was done since the last checkpoint is done again. */
    private static void within(CompletableFuture<?> step, Duration limit, String what) throws InterruptedException {
        try {
            step.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("could not {}", what, e);
        }
    }

    /** Why the job does not go on from that checkpoint, or nothing once it runs. */
    private Optional<String> submit(Consumer<StreamExecutionEnvironment> graph, @Nullable Path checkpoint)
            throws InterruptedException {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        graph.accept(environment);
        JobGraph jobGraph = environment.getStreamGraph().getJobGraph();
        if (checkpoint != null) {
            // What a stage kept that is not drawn any more, for its rules were taken out, is left behind; the others go
            // on.
            jobGraph.setSavepointRestoreSettings(
                    SavepointRestoreSettings.forPath(checkpoint.toUri().toString(), true, RecoveryClaimMode.CLAIM));
        }
        try {
            JobID submitted = cluster.submitJob(jobGraph)
                    .get(RPC_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .getJobID();
            Optional<String> problem = awaitRunning(submitted);
            if (problem.isEmpty()) {
                job = submitted;
            }
            return problem;
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> awaitRunning(JobID submitted)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            JobStatus status = cluster.getJobStatus(submitted).get(RPC_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (status.isGloballyTerminalState()) {
                JobResult result = cluster.requestJobResult(submitted).get(RPC_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
                return Optional.of(result.getSerializedThrowable()
                        .map(problem -> String.valueOf(problem.getMessage()))
                        .orElse("it ended at once, " + status));
            }
            if (status != JobStatus.INITIALIZING && status != JobStatus.CREATED) {
                return Optional.empty();
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
