package io.throughline.ingest.publish;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics of raw and rejected records where they are missing, with room for the longest record. */
public final class Topics {
    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private Topics() {}

    /**
     * Makes both topics. A sender without the right to do so goes on: sending tells whether they are there.
     *
     * @return false: no broker answered, try again
     */
    public static boolean create(PublishConfig config) throws InterruptedException {
        try (Admin admin = Admin.create(config.admin())) {
            for (String topic : List.of(config.rawTopic(), config.rejectedTopic())) {
                if (!create(admin, topic, config.partitions())) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean create(Admin admin, String name, int partitions) throws InterruptedException {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(
                        Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(PublishConfig.MAX_RECORD_BYTES)));
        try {
            admin.createTopics(List.of(topic)).all().get();
            LOG.info("made the topic {} with {} partitions", name, partitions);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            if (!(e.getCause() instanceof TopicExistsException)) {
                LOG.warn("could not make the topic {}: {}", name, String.valueOf(e.getCause()));
            }
        }
        return true;
    }
}
